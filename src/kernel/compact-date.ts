import type { Instant } from './clock.ts'

/** `YYYYMMDDhhmmss` in UTC. */
export function compactDate(instant: Instant): string {
  return new Date(instant).toISOString().slice(0, 19).replaceAll(/[-:T]/g, '')
}
