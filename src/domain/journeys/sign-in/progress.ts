import type { KeyObject } from 'node:crypto'
import type { ChallengeNameType } from '../../../contract/generated/types.ts'
import { ServiceError } from '../../../contract/service-error.ts'
import { type Instant, MINUTE } from '../../../kernel/clock.ts'
import { open, seal } from '../../../kernel/cryptography/encryption.ts'
import type { Entropy } from '../../../kernel/entropy.ts'
import type { UserPoolClient } from '../../clients/user-pool-client.ts'
import type { SingleUse } from '../../credentials/consumed-token-store.ts'

/** One thing that a sign-in has proven. A password counts at its revision: with another password the proof is void. */
export type Proof =
  | { readonly kind: 'password' | 'srp'; readonly revision: string }
  | { readonly kind: 'email-code' | 'text-code' | 'totp' | 'passkey' }
  | { readonly kind: 'device'; readonly deviceKey: string }
  | { readonly kind: 'custom'; readonly rounds: number }
  | { readonly kind: 'federated'; readonly provider: string }

/** How far a sign-in has come: the content of a challenge session. The answer that succeeds consumes it. */
export interface Progress extends SingleUse {
  readonly sub: string
  readonly proofs: readonly Proof[]
  /** The challenges that may be answered next. */
  readonly accepts: readonly ChallengeNameType[]
}

/**
 * `Session`: the progress of a sign-in, encrypted, which the client carries for us. It opens for no other client or pool.
 * Each challenge begins a new period of `AuthSessionValidity` minutes.
 */
export function sealProgress(
  key: KeyObject,
  entropy: Entropy,
  client: UserPoolClient,
  { username, ...content }: Pick<Progress, 'sub' | 'proofs' | 'accepts'> & { readonly username: string },
  now: Instant,
): string {
  const progress: Progress = { id: entropy.uuid(), ...content, expiresAt: sessionExpiry(client, now) }
  const padded = JSON.stringify(progress).padEnd(lengthFor(username))
  return seal(key, entropy, padded, contextOf(client)).toString('base64url')
}

/**
 * AWS: a session is longer by the username (826 characters for a name of 10, 834 for one of 15); what our content
 * lacks is filled up with spaces, which JSON leaves out again.
 */
function lengthFor(username: string): number {
  return 578 + Math.ceil(username.length * 1.2)
}

/**
 * The progress in a session that was presented to this client and may answer the challenge.
 * @throws NotAuthorizedException for any other text, and for a session that has expired
 */
export function openProgress(
  key: KeyObject,
  text: string,
  client: UserPoolClient,
  challenge: ChallengeNameType,
  now: Instant,
): Progress {
  const sealed = Buffer.from(text, 'base64url')
  const opened = sealed.toString('base64url') === text ? open(key, sealed, contextOf(client)) : undefined
  if (!opened) throw invalidSession()
  const progress = JSON.parse(opened.toString()) as Progress // authenticated: it is what we wrote
  if (!progress.accepts.includes(challenge)) throw invalidSession()
  if (now > progress.expiresAt) throw sessionExpired()
  return progress
}

/** Until when an answer to a challenge presented now is taken. */
export function sessionExpiry(client: UserPoolClient, now: Instant): Instant {
  return now + client.settings.authSessionValidity * MINUTE
}

function contextOf({ userPoolId, id }: UserPoolClient): string[] {
  return ['sign-in progress', userPoolId, id]
}

export const invalidSession = () =>
  new ServiceError('NotAuthorizedException', 'Invalid session for the user.')

export const sessionUsedBefore = () =>
  new ServiceError('NotAuthorizedException', 'Invalid session for the user, session can only be used once.')

const sessionExpired = () =>
  new ServiceError('NotAuthorizedException', 'Invalid session for the user, session is expired.')
