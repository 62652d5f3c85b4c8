import type { Log } from '../../kernel/log.ts'
import type { RunningServer } from '../../server/start-server.ts'

/** What SIGHUP asks for. Never throws: a server with an old certificate is better than none. */
export function renewCertificate(server: Pick<RunningServer, 'renewCertificate'>, log: Log): void {
  try {
    const renewed = server.renewCertificate()
    if (renewed) log.info('Read the certificate and its key anew', { validTo: renewed.validTo })
    else log.info('There is no certificate to read anew, and nothing else that SIGHUP changes')
  } catch (error) {
    log.error('The certificate stays as it was: the new one cannot be used', { error })
  }
}
