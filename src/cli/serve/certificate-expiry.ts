import { DAY, type Instant } from '../../kernel/clock.ts'
import type { Log } from '../../kernel/log.ts'
import type { CertificateExpiries } from '../../server/certificate.ts'

/** Clients refuse an expired certificate, but the server itself does not notice. */
const WARNED_BEFORE = 14 * DAY

/** Warns of each certificate that has expired, or soon will. */
export function warnOfExpiry(expiries: CertificateExpiries, now: Instant, log: Log): void {
  for (const [certificate, expiry] of expiries) {
    const expires = new Date(expiry).toISOString()
    if (expiry <= now) log.warn('A certificate has expired: clients refuse it', { certificate, expires })
    else if (expiry - now < WARNED_BEFORE) {
      log.warn('A certificate expires within two weeks', { certificate, expires })
    }
  }
}
