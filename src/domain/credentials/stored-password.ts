import { ServiceError } from '../../contract/service-error.ts'
import { DAY, type Instant } from '../../kernel/clock.ts'
import { passwordMatches } from './password-verifier.ts'
import type { PasswordVerifier, SrpIdentity } from './srp.ts'

/** What is kept of a user's password; the whole of it is a secret. */
export interface PasswordRecord {
  readonly current: PasswordVerifier
  /** Former ones, the latest first, as many as the pool's history demands. */
  readonly former: readonly PasswordVerifier[]
  readonly setAt: Instant
  /** Only on a temporary password. */
  readonly expiresAt?: Instant | undefined
}

/** A password that a user has. */
export interface StoredPassword extends PasswordRecord {
  /** Another one with each password that the user is given, even the same again; never used for anything else. */
  readonly revision: string
}

/** When a temporary password set now expires. AWS: `TemporaryPasswordValidityDays`. */
export function temporaryPasswordExpiry(validityDays: number, now: Instant): Instant {
  return now + validityDays * DAY
}

/** @throws NotAuthorizedException once a temporary password is too old to sign in with */
export function assertNotExpired(password: PasswordRecord, now: Instant): void {
  if (password.expiresAt !== undefined && now >= password.expiresAt) throw temporaryPasswordExpired()
}

/**
 * Keeps a user from taking one of the last `historySize` passwords, the present one among them. Costs about a
 * millisecond for each.
 * @throws PasswordHistoryPolicyViolationException
 */
export function assertNotUsedBefore(
  stored: PasswordRecord | undefined,
  identity: SrpIdentity,
  password: string,
  historySize: number,
): void {
  if (!stored) return
  const remembered = [stored.current, ...stored.former].slice(0, historySize)
  if (remembered.some((verifier) => passwordMatches(verifier, identity, password))) throw usedBefore()
}

/** The password that takes the place of `stored`, which joins the former ones. */
export function replacePassword(
  stored: PasswordRecord | undefined,
  next: {
    readonly verifier: PasswordVerifier
    readonly now: Instant
    readonly expiresAt?: Instant | undefined
  },
  historySize: number,
): PasswordRecord {
  const former = stored ? [stored.current, ...stored.former].slice(0, Math.max(historySize - 1, 0)) : []
  return { current: next.verifier, former, setAt: next.now, expiresAt: next.expiresAt }
}

const temporaryPasswordExpired = () =>
  new ServiceError(
    'NotAuthorizedException',
    'Temporary password has expired and must be reset by an administrator.',
  )

const usedBefore = () =>
  new ServiceError('PasswordHistoryPolicyViolationException', 'Password has previously been used')
