import { ConfigError } from '../../config/config-error.ts'
import { sendsMail, sendsTexts } from '../../config/outgoing-messages.ts'
import type { Config } from '../../config/settings.ts'
import type { Log } from '../../kernel/log.ts'
import { isLoopback } from '../../kernel/loopback.ts'
import { hostOf } from '../../kernel/web-address.ts'
import { publicUrl } from './run-server.ts'

type InboxConfig = Pick<
  Config,
  | 'publicUrl'
  | 'host'
  | 'port'
  | 'tlsCertFile'
  | 'smtpUrl'
  | 'sesEndpointUrl'
  | 'smsWebhookUrl'
  | 'snsEndpointUrl'
  | 'allowInbox'
>

/**
 * Refuses to start without a mail server if the server is reachable from other machines, unless the inbox is wanted:
 * its users would wait for e-mails that never arrive. Throws a ConfigError.
 */
export function assertInboxWanted(config: InboxConfig): void {
  if (sendsMail(config) || config.allowInbox || !isReachableByOthers(config)) return
  const kept = sendsTexts(config) ? 'every e-mail' : 'every message'
  throw new ConfigError([
    `without a mail server, ${kept} to the users of ${publicUrl(config, config.port)} is kept in an inbox here and not ` +
      'sent: set smtp-url or smtp-url-file, or add --allow-inbox if that is what you want',
  ])
}

/** Warns of messages that are not sent, if the server is reachable from other machines. */
export function warnOfInbox(config: InboxConfig, log: Log): void {
  if (!isReachableByOthers(config)) return
  if (!sendsMail(config)) log.warn('E-mails are kept in the inbox and not sent', { missing: 'smtp-url' })
  if (!sendsTexts(config)) {
    log.warn('Text messages are kept in the inbox and not sent', { missing: 'sms-webhook-url' })
  }
}

function isReachableByOthers(config: InboxConfig): boolean {
  return !isLoopback(hostOf(publicUrl(config, config.port)))
}
