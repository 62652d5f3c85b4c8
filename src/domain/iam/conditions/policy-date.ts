import { type Instant, SECOND } from '../../../kernel/clock.ts'

// https://www.w3.org/TR/NOTE-datetime, the profile of ISO 8601 that IAM names
const W3C_DATE =
  /^(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?(Z|[+-]\d\d:\d\d))?)?)?$/
const EPOCH_SECONDS = /^-?\d{1,13}(?:\.\d{1,9})?$/

/**
 * Parses a date in a condition: in the W3C profile, or seconds since 1970. Four digits alone are a year.
 * Undefined if it is neither.
 */
export function parsePolicyDate(text: string): Instant | undefined {
  const parts = W3C_DATE.exec(text)
  if (!parts) return EPOCH_SECONDS.test(text) ? Number(text) * SECOND : undefined
  const [, year, month = '01', day = '01', hour = '00', minute = '00', second = '00', fraction = '0'] = parts
  const midnight = Date.parse(`${year}-${month}-${day}T00:00:00Z`)
  // A day that does not exist in its month would roll over into the next month.
  if (Number.isNaN(midnight) || new Date(midnight).getUTCDate() !== Number(day)) return undefined
  const milliseconds = fraction.slice(0, 3).padEnd(3, '0')
  const instant = Date.parse(
    `${year}-${month}-${day}T${hour}:${minute}:${second}.${milliseconds}${parts[8] ?? 'Z'}`,
  )
  return Number.isNaN(instant) ? undefined : instant
}
