import { type Instant, SECOND } from '../../kernel/clock.ts'

/** Digests of a family's usable refresh tokens. */
export interface RefreshRotation {
  readonly current: string
  /**
   * AWS: the `origin_jti` of tokens refreshed with the current refresh token while rotation is switched off. Undefined
   * before the first rotation: tokens then name the family.
   */
  readonly generation?: string | undefined
  /** The token that the current one replaced, while it may be retried. */
  readonly previous?: { readonly digest: string; readonly until: Instant } | undefined
}

/**
 * AWS: besides the current token, the previous one is valid until a deadline that never moves. All other tokens of the
 * family are used up: older ones, and those that a retry displaced.
 */
export function isGood(rotation: RefreshRotation, digest: string, now: Instant): boolean {
  return rotation.current === digest || isInGrace(rotation, digest, now)
}

/** A refresh token that replaces another. */
export interface RefreshChild {
  readonly digest: string
  readonly generation: string
}

/**
 * The state after a valid token was exchanged for a new one. A retry with the previous token displaces the token that
 * the first try returned.
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
  if (graceSeconds === 0) return { current, generation } // `now` of a concurrent request may be earlier
  return { current, generation, previous: { digest: used, until: now + graceSeconds * SECOND } }
}

function isInGrace({ previous }: RefreshRotation, digest: string, now: Instant): boolean {
  return previous !== undefined && previous.digest === digest && now < previous.until
}
