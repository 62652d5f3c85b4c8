import { ServiceError } from '../../contract/service-error.ts'
import { type Instant, MINUTE } from '../../kernel/clock.ts'

const WEEKDAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const FORM =
  /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) ([A-Z][a-z]{2}) {1,2}(\d{1,2}) (\d{1,2}):(\d{1,2}):(\d{1,2}) (UTC|GMT) (\d{4})$/

/** The most that the clocks of client and server may differ; the service's own figure is not published. */
export const TIMESTAMP_TOLERANCE = 5 * MINUTE

/** The `TIMESTAMP` of a proof. */
export interface Timestamp {
  readonly instant: Instant
  /** The text that a proof must cover. AWS: the time as formatted again by the service, not as sent. */
  readonly canonical: string
}

/**
 * Parses a time such as `Mon Jan 5 07:08:09 UTC 2026`. A padded day or a wrong weekday is accepted, but then no proof
 * matches.
 * @throws InvalidParameterException for any other format
 */
export function parseTimestamp(text: string): Timestamp {
  const [, monthName = '', day, hour, minute, second, zone = '', year] = FORM.exec(text) ?? []
  const month = MONTHS.indexOf(monthName)
  if (month < 0) throw timestampForm()
  const fields = [year, month, day, hour, minute, second].map(Number)
  const [y = 0, mo = 0, d = 0, h = 0, mi = 0, s = 0] = fields
  const daysInMonth = new Date(Date.UTC(y, mo + 1, 0)).getUTCDate()
  if (d < 1 || d > daysInMonth || h > 23 || mi > 59 || s > 59) throw timestampForm()
  const instant = Date.UTC(y, mo, d, h, mi, s)
  const weekday = WEEKDAYS[new Date(instant).getUTCDay()]
  const time = [h, mi, s].map((part) => String(part).padStart(2, '0')).join(':')
  return { instant, canonical: `${weekday} ${monthName} ${d} ${time} ${zone} ${year}` }
}

/** Whether a proof was made recently. */
export function isCurrent({ instant }: Timestamp, now: Instant): boolean {
  return Math.abs(instant - now) <= TIMESTAMP_TOLERANCE
}

const timestampForm = () =>
  new ServiceError(
    'InvalidParameterException',
    'TIMESTAMP format should be EEE MMM d HH:mm:ss z yyyy in english.',
  )
