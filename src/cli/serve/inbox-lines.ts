import { sendsMail, sendsTexts } from '../../config/outgoing-messages.ts'
import type { Config } from '../../config/settings.ts'
import { systemEntropy } from '../../kernel/entropy.ts'
import { isLoopback } from '../../kernel/loopback.ts'
import { hostOf } from '../../kernel/web-address.ts'
import { findInboxToken, inboxTokenFile } from '../inbox/token.ts'

/**
 * The lines of the greeting about the inbox; none if there is no inbox. The link contains the token, unless the server
 * is reachable from other machines: its output is then probably collected like a log.
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

function whatIsKept(config: Config): string {
  if (sendsMail(config)) return 'Text messages go to'
  return sendsTexts(config) ? 'E-mails go to' : 'Messages go to'
}
