import { type Instant, MINUTE, SECOND } from '../../kernel/clock.ts'
import { notABasicDate, signatureExpired, signatureNotYetCurrent } from './signature-errors.ts'
import { type HeadersByName, headerValue } from './signed-request.ts'

const ALLOWED_SKEW = 5 * MINUTE
const BASIC = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/
const HTTP_DATE = /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d GMT$/

/** Whether the request has a signing date. */
export function isDated(headers: HeadersByName): boolean {
  return headers.has('x-amz-date') || headers.has('date')
}

/**
 * When the request was signed: `X-Amz-Date` (YYYYMMDDTHHMMSSZ), or else `Date`, in that form or in the form of RFC 9110
 * section 5.6.7.
 */
export function signingDate(headers: HeadersByName): Instant {
  const amzDate = headerValue(headers, 'x-amz-date')
  const value = amzDate ?? headerValue(headers, 'date') ?? ''
  const instant = parseBasicDate(value) ?? (amzDate === undefined ? parseHttpDate(value) : undefined)
  if (instant === undefined) throw notABasicDate(value)
  return instant
}

/** The second formatted last: on a busy server most requests have the same one. */
let latest = { second: 0, text: '19700101T000000Z' }

/** YYYYMMDDTHHMMSSZ; drops fractions of a second. */
export function formatBasicDate(instant: Instant): string {
  const second = Math.floor(instant / SECOND) * SECOND
  if (second !== latest.second) {
    latest = { second, text: new Date(second).toISOString().replace(/[-:]|\.\d+/g, '') }
  }
  return latest.text
}

export function assertFresh(signed: Instant, now: Instant): void {
  const second = now - (now % SECOND) // the answer gives whole seconds, so compare those
  const [earliest, latest] = [second - ALLOWED_SKEW, second + ALLOWED_SKEW]
  if (signed < earliest) {
    throw signatureExpired(formatBasicDate(signed), formatBasicDate(earliest), formatBasicDate(second))
  }
  if (signed > latest) {
    throw signatureNotYetCurrent(formatBasicDate(signed), formatBasicDate(latest), formatBasicDate(second))
  }
}

function parseBasicDate(value: string): Instant | undefined {
  if (value === latest.text) return latest.second
  const instant = Date.parse(value.replace(BASIC, '$1-$2-$3T$4:$5:$6Z'))
  return isInstant(instant) && formatBasicDate(instant) === value ? instant : undefined // no 30 February
}

function parseHttpDate(value: string): Instant | undefined {
  if (!HTTP_DATE.test(value)) return undefined
  const instant = Date.parse(value)
  return isInstant(instant) && new Date(instant).toUTCString() === value ? instant : undefined
}

function isInstant(parsed: number): boolean {
  return !Number.isNaN(parsed)
}
