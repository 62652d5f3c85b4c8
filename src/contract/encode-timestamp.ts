import type { Instant } from '../kernel/clock.ts'

/**
 * Epoch seconds as the service prints them, which is how Java prints a double (Double.toString): from ten million on
 * in exponent form (`1.790257791224E9`), below as a plain decimal, always with a digit behind the point.
 */
export function encodeTimestamp(instant: Instant): string {
  if (!Number.isFinite(instant)) throw new TypeError('a response contains an invalid date')
  const seconds = Math.round(instant) / 1000
  if (Math.abs(seconds) < 1e7) return withPoint(String(seconds))
  const [digits = '', exponent = ''] = seconds.toExponential().split('e+')
  return `${withPoint(digits)}E${exponent}`
}

function withPoint(digits: string): string {
  return digits.includes('.') ? digits : `${digits}.0`
}
