import type { UserPoolClient } from '../../clients/user-pool-client.ts'
import type { PoolSessionConfiguration } from '../../sessions/session-configuration.ts'
import type { SignedTokens } from '../../tokens/issue-tokens.ts'
import type { UserPool } from '../../user-pools/user-pool.ts'
import type { Parameters } from '../shared/required-parameters.ts'

/** A step of a sign-in: who asks, through which client, with what. */
export interface SignInStep {
  readonly pool: UserPool
  /** Of the pool, if it was given one. */
  readonly sessionConfiguration: PoolSessionConfiguration | undefined
  readonly client: UserPoolClient
  /** The values of the client's secrets: none, one or two. */
  readonly secrets: readonly string[]
  readonly parameters: Parameters
  /** The challenge session that came with the answer to a challenge. */
  readonly session?: string | undefined
}

/** Without a refresh token where an old one stays in use. */
export interface GrantedTokens extends SignedTokens {
  readonly refreshToken?: string | undefined
}

/** The challenges that a sign-in can meet; answer-challenge.ts says who presents and what verifies each. */
export type PresentedChallengeName = 'NEW_PASSWORD_REQUIRED' | 'PASSWORD_VERIFIER'

export interface PresentedChallenge {
  readonly name: PresentedChallengeName
  readonly parameters: Parameters
  readonly session?: string | undefined
}

/** How a step ends, unless it is refused: the next challenge, or tokens. */
export type SignInOutcome = { readonly challenge: PresentedChallenge } | { readonly tokens: GrantedTokens }
