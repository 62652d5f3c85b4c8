import type { Config } from '../../config/settings.ts'
import { systemEntropy } from '../../kernel/entropy.ts'
import { isLoopback } from '../../kernel/loopback.ts'
import { hostOf } from '../../kernel/web-address.ts'
import { findInboxToken, inboxTokenFile } from '../inbox/token.ts'

/**
 * What the greeting says of the inbox; nothing where there is none. The link bears the token, unless the server is for
 * others than this machine: what it prints is then likely to be collected, as a log is.
 */
export function inboxLines(config: Config, url: string): string[] {
  const token = findInboxToken(config, systemEntropy)
  if (token === undefined) return []
  const mayShow = process.stdout.isTTY || (isLoopback(config.host) && isLoopback(hostOf(url)))
  if (mayShow) return [`${whatIsKept(config)} an inbox: ${url}/inbox?token=${encodeURIComponent(token)}`]
  const place =
    config.inboxToken === undefined ? `in ${inboxTokenFile(config)}` : 'the configured inbox-token'
  return [`${whatIsKept(config)} an inbox: ${url}/inbox (its token is ${place})`]
}

function whatIsKept({ smtpUrl, smsWebhookUrl }: Config): string {
  if (smtpUrl !== undefined) return 'Text messages go to'
  return smsWebhookUrl === undefined ? 'Messages go to' : 'E-mails go to'
}
