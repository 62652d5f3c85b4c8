import { ConfigError } from '../../config/config-error.ts'
import type { Config } from '../../config/settings.ts'
import type { Log } from '../../kernel/log.ts'
import { isLoopback } from '../../kernel/loopback.ts'
import { hostOf } from '../../kernel/web-address.ts'
import { publicUrl } from './run-server.ts'

type InboxConfig = Pick<
  Config,
  'publicUrl' | 'host' | 'port' | 'tlsCertFile' | 'smtpUrl' | 'smsWebhookUrl' | 'allowInbox'
>

/**
 * Refuses a server for others than this machine that has no mail server, unless the inbox is wanted: its users would
 * wait for mails that never come. Throws a ConfigError.
 */
export function assertInboxWanted(config: InboxConfig): void {
  if (config.smtpUrl !== undefined || config.allowInbox || !isForOthers(config)) return
  const kept = config.smsWebhookUrl === undefined ? 'every message' : 'every e-mail'
  throw new ConfigError([
    `without a mail server, ${kept} to the users of ${publicUrl(config, config.port)} goes to an inbox here and reaches ` +
      'nobody: set smtp-url or smtp-url-file, or say --allow-inbox if that is what you want',
  ])
}

/** Tells what reaches nobody, of a server for others. */
export function warnOfInbox(config: InboxConfig, log: Log): void {
  if (!isForOthers(config)) return
  if (config.smtpUrl === undefined)
    log.warn('E-mails go to an inbox and reach nobody', { missing: 'smtp-url' })
  if (config.smsWebhookUrl === undefined) {
    log.warn('Text messages go to an inbox and reach nobody', { missing: 'sms-webhook-url' })
  }
}

function isForOthers(config: InboxConfig): boolean {
  return !isLoopback(hostOf(publicUrl(config, config.port)))
}
