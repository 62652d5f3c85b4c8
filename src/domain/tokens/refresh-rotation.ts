import { type Instant, SECOND } from '../../kernel/clock.ts'

/** The refresh tokens of a family that are good for something, as digests. */
export interface RefreshRotation {
  readonly current: string
  /**
   * AWS: the `origin_jti` of tokens that the current one gives while rotation is switched off. Undefined before the
   * first rotation: then they name the family.
   */
  readonly generation?: string | undefined
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

/** A refresh token that takes the place of another. */
export interface RefreshChild {
  readonly digest: string
  readonly generation: string
}

/**
 * What holds after a good token was exchanged for a new one. Another try with the previous token displaces the
 * child that the first try gave.
 * @param graceSeconds RetryGracePeriodSeconds
 */
export function rotated(
  rotation: RefreshRotation,
  used: string,
  child: RefreshChild,
  graceSeconds: number,
  now: Instant,
): RefreshRotation {
  const { digest: current, generation } = child
  if (rotation.current !== used) return { current, generation, previous: rotation.previous }
  if (graceSeconds === 0) return { current, generation } // a rival's instant can lie before that of the first
  return { current, generation, previous: { digest: used, until: now + graceSeconds * SECOND } }
}

function isInGrace({ previous }: RefreshRotation, digest: string, now: Instant): boolean {
  return previous !== undefined && previous.digest === digest && now < previous.until
}
