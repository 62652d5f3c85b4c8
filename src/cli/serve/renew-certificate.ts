import { systemClock } from '../../kernel/clock.ts'
import type { Log } from '../../kernel/log.ts'
import type { RunningServer } from '../../server/start-server.ts'
import { warnOfExpiry } from './certificate-expiry.ts'

/** Handles SIGHUP. Never throws: a server with an old certificate is better than none. */
export function renewCertificate(
  server: Pick<RunningServer, 'renewCertificate' | 'certificateExpiries'>,
  log: Log,
): void {
  try {
    const renewed = server.renewCertificate()
    if (renewed) {
      log.info('Reloaded the certificate and its key', { validTo: renewed.validTo })
      warnOfExpiry(server.certificateExpiries(), systemClock(), log)
    } else log.info('SIGHUP has no effect: there is no certificate to reload')
  } catch (error) {
    log.error('The new certificate cannot be used; the old one stays in use', { error })
  }
}
