/** A point in time: milliseconds since 1970-01-01T00:00:00Z. One request has one instant. */
export type Instant = number

export type Clock = () => Instant

export const systemClock: Clock = () => Date.now()

export const SECOND = 1000
export const MINUTE = 60 * SECOND
export const HOUR = 60 * MINUTE
export const DAY = 24 * HOUR

/** An instant to the second, in UTC, as the audit trail prints it (RFC 3339). */
export function rfc3339(instant: Instant): string {
  return `${new Date(instant).toISOString().slice(0, -'.000Z'.length)}Z`
}
