import { ServiceError } from '../../contract/service-error.ts'
import { DAY, type Instant } from '../../kernel/clock.ts'
import { passwordMatches } from './password-verifier.ts'
import type { PasswordVerifier, SrpIdentity } from './srp.ts'

/** What is stored for a user's password. All of it is secret. */
export interface PasswordRecord {
  readonly current: PasswordVerifier
  /** Earlier passwords, latest first, as many as the pool's history requires. */
  readonly former: readonly PasswordVerifier[]
  readonly setAt: Instant
  /** Only for a temporary password. */
  readonly expiresAt?: Instant | undefined
}

/** A user's present password. */
export interface StoredPassword extends PasswordRecord {
  /** A new one each time a password is set, even the same password again; never reused. */
  readonly revision: string
}

/** When a temporary password that is set now expires. AWS: `TemporaryPasswordValidityDays`. */
export function temporaryPasswordExpiry(validityDays: number, now: Instant): Instant {
  return now + validityDays * DAY
}

/** @throws NotAuthorizedException if a temporary password has expired */
export function assertNotExpired(password: PasswordRecord, now: Instant): void {
  if (password.expiresAt !== undefined && now >= password.expiresAt) throw temporaryPasswordExpired()
}

/**
 * Refuses a password that is one of the user's last `historySize` passwords, the present one included. Takes about a
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

/** The record with a new password; the present one joins the earlier ones. */
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
