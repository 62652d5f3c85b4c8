import type { KeyObject } from 'node:crypto'
import { ServiceError } from '../../../contract/service-error.ts'
import { type Instant, MINUTE } from '../../../kernel/clock.ts'
import { open, seal } from '../../../kernel/encryption.ts'
import type { Entropy } from '../../../kernel/entropy.ts'
import type { UserPoolClient } from '../../clients/user-pool-client.ts'
import type { SingleUse } from '../../credentials/consumed-token-store.ts'
import type { PresentedChallengeName } from './sign-in.ts'

/** What a challenge session says of the sign-in that it continues. The answer that succeeds consumes it. */
export interface ChallengeSession extends SingleUse {
  readonly sub: string
  /** Of the password that was proven: with another password the session is worth nothing. */
  readonly passwordRevision: string
}

/** Where a session was presented; it opens for no other challenge, client or pool. */
export interface SessionPlace {
  readonly client: UserPoolClient
  readonly challenge: PresentedChallengeName
}

/**
 * `Session`: the state of a sign-in, encrypted, which the client carries for us. Each challenge begins a new period of
 * `AuthSessionValidity` minutes.
 */
export function sealChallengeSession(
  key: KeyObject,
  entropy: Entropy,
  place: SessionPlace,
  proven: Pick<ChallengeSession, 'sub' | 'passwordRevision'> & { readonly username: string },
  now: Instant,
): string {
  const session: ChallengeSession = {
    id: entropy.uuid(),
    sub: proven.sub,
    passwordRevision: proven.passwordRevision,
    expiresAt: sessionExpiry(place.client, now),
  }
  const padded = JSON.stringify(session).padEnd(lengthFor(proven.username))
  return seal(key, entropy, padded, contextOf(place)).toString('base64url')
}

/**
 * AWS: a session is longer by the username (826 characters for a name of 10, 834 for one of 15); what our content
 * lacks is filled up with spaces, which JSON leaves out again.
 */
function lengthFor(username: string): number {
  return 578 + Math.ceil(username.length * 1.2)
}

/**
 * The content of a session that we presented in this place.
 * @throws NotAuthorizedException for any other text, and for a session that has expired
 */
export function openChallengeSession(
  key: KeyObject,
  text: string,
  place: SessionPlace,
  now: Instant,
): ChallengeSession {
  const sealed = Buffer.from(text, 'base64url')
  const opened = sealed.toString('base64url') === text ? open(key, sealed, contextOf(place)) : undefined
  if (!opened) throw invalidSession()
  const session = JSON.parse(opened.toString()) as ChallengeSession // authenticated: it is what we wrote
  if (now > session.expiresAt) throw sessionExpired()
  return session
}

/** Until when an answer to a challenge presented now is taken. */
export function sessionExpiry(client: UserPoolClient, now: Instant): Instant {
  return now + client.settings.authSessionValidity * MINUTE
}

function contextOf({ client, challenge }: SessionPlace): string[] {
  return ['challenge-session', client.userPoolId, client.id, challenge]
}

export const invalidSession = () =>
  new ServiceError('NotAuthorizedException', 'Invalid session for the user.')

export const sessionUsedBefore = () =>
  new ServiceError('NotAuthorizedException', 'Invalid session for the user, session can only be used once.')

const sessionExpired = () =>
  new ServiceError('NotAuthorizedException', 'Invalid session for the user, session is expired.')
