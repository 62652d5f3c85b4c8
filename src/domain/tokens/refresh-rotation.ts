import { type Instant, SECOND } from '../../kernel/clock.ts'

/** The refresh tokens of a family that are good for something, as digests. */
export interface RefreshRotation {
  readonly current: string
  /** The one that the current token took the place of, as long as it may be tried again. */
  readonly previous?: { readonly digest: string; readonly until: Instant } | undefined
}

/**
 * AWS: next to the current token the one before it is good until a deadline that never moves. All others of the
 * family were used up: displaced children as well as older ancestors.
 */
export function isGood(rotation: RefreshRotation, digest: string, now: Instant): boolean {
  return rotation.current === digest || isInGrace(rotation, digest, now)
}

/**
 * What holds after a good token was exchanged for a new one. Another try with the previous token displaces the
 * child that the first try gave.
 * @param graceSeconds RetryGracePeriodSeconds
 */
export function rotated(
  rotation: RefreshRotation,
  used: string,
  child: string,
  graceSeconds: number,
  now: Instant,
): RefreshRotation {
  if (rotation.current !== used) return { current: child, previous: rotation.previous }
  if (graceSeconds === 0) return { current: child } // a rival's instant can lie before that of the first
  return { current: child, previous: { digest: used, until: now + graceSeconds * SECOND } }
}

function isInGrace({ previous }: RefreshRotation, digest: string, now: Instant): boolean {
  return previous !== undefined && previous.digest === digest && now < previous.until
}
