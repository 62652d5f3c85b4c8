import type { ContactAttribute } from '../../attributes/attributes.ts'
import type { UserPoolClient } from '../../clients/user-pool-client.ts'
import { codeExpiry } from '../../codes/verification-code.ts'
import type { SingleUse } from '../../credentials/consumed-token-store.ts'
import type { StoredPassword } from '../../credentials/stored-password.ts'
import { poolChallenges } from '../../factors/first-challenges.ts'
import type { UserPool } from '../../user-pools/user-pool.ts'
import type { User } from '../../users/user.ts'
import type { ClaimedUser } from '../shared/claimed-user.ts'
import { invalidSession, openProgress, type SessionParts, sealProgress } from '../sign-in/progress.ts'
import type { NewSignUp } from './sign-up.ts'

// AWS: a user who has just signed up is signed in without proving anything else: the session that SignUp returns goes into
// ConfirmSignUp, and the one that this returns into InitiateAuth with USER_AUTH.

/**
 * The session of a sign-up that awaits its code, and lives as long as that. AWS: for clients with USER_AUTH, even if the
 * pool only allows passwords.
 */
export function signUpSession(
  parts: SessionParts,
  { client, user }: Pick<NewSignUp, 'client' | 'user'>,
): string | undefined {
  if (!signsInByChoice(client)) return undefined
  const content = { sub: user.sub, proofs: [], accepts: ['ConfirmSignUp'], username: user.username } as const
  return sealProgress(parts, client, content, codeExpiry('sign-up', parts.now))
}

/**
 * The session that came with a confirmation.
 * @throws NotAuthorizedException unless it is that of the user's own sign-up, and has not expired
 */
export function openSignUp(parts: SessionParts, { client, user }: ClaimedUser, text: string): SingleUse {
  const progress = openProgress(parts, text, client, 'ConfirmSignUp')
  if (progress.sub !== user?.sub) throw invalidSession()
  return progress
}

/**
 * Whether the code of a confirmation signs the user in even if no session came with it: a code to the same contact would.
 * Amplify for JavaScript sends no session and expects one back (docs/deviations.md, "sessions of sign-ups").
 */
export function isFirstFactorCode(
  pool: UserPool,
  client: UserPoolClient,
  contact: ContactAttribute,
): boolean {
  const factor = contact === 'email' ? 'EMAIL_OTP' : 'SMS_OTP'
  return signsInByChoice(client) && poolChallenges(pool.settings).includes(factor)
}

function signsInByChoice({ settings }: UserPoolClient): boolean {
  return settings.explicitAuthFlows?.includes('ALLOW_USER_AUTH') ?? false
}

/** By what a sign-up was confirmed: its own session together with the code, or the code alone. */
export type ConfirmedBy = 'sign-up' | 'email-code' | 'text-code'

/** The session of a sign-up that was confirmed: it lives as long as that of a challenge. */
export function sealConfirmed(
  parts: SessionParts,
  client: UserPoolClient,
  { sub, username }: User,
  password: StoredPassword | undefined,
  proof: ConfirmedBy,
): string {
  const proofs = [{ kind: proof, revision: password?.revision ?? null }]
  return sealProgress(parts, client, { sub, proofs, accepts: ['InitiateAuth'], username })
}
