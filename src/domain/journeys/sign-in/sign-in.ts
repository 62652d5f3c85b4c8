import type { ServiceError } from '../../../contract/service-error.ts'
import type { UserPoolClient } from '../../clients/user-pool-client.ts'
import type { PoolKeys } from '../../credentials/pool-keys.ts'
import type { FormerPoolGateway } from '../../moving/former-pool-gateway.ts'
import type { RequestOrigin } from '../../sessions/request-origin.ts'
import type { PoolSessionConfiguration } from '../../sessions/session-configuration.ts'
import type { Stores } from '../../stores.ts'
import type { SignedTokens, TokenParts } from '../../tokens/issue-tokens.ts'
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

/** What the journey needs of the request that it serves. */
export interface SignInContext extends TokenParts {
  readonly requestId: string
  readonly origin: RequestOrigin
  readonly poolKeys: PoolKeys
  readonly storage: SignInStorage
  /** Asked for passwords that a pool which was moved in does not have yet; never within a transaction. */
  readonly formerPools: FormerPoolGateway
}

export interface SignInStorage {
  readonly stores: Stores
  /** What a sign-in leaves behind, with the audit record of the call, which is about the user with this `sub`. */
  transaction<Result>(work: (stores: Stores) => Promise<Result>, sub: string): Promise<Result>
  /** Without an audit record, unless it is one of the error that is going to be answered to this user. */
  bookkeeping<Result>(
    work: (stores: Stores) => Promise<Result>,
    refusal?: ServiceError,
    sub?: string,
  ): Promise<Result>
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
