import type { InboxStore } from '../domain/messages/inbox-store.ts'
import type { MessageGateway } from '../domain/messages/message-gateway.ts'
import type { Clock } from '../kernel/clock.ts'
import type { Entropy } from '../kernel/entropy.ts'
import type { Log } from '../kernel/log.ts'
import { inboxGateway } from './inbox.ts'
import { type SmsWebhookSettings, smsWebhookGateway } from './sms-webhook.ts'
import type { SmtpSettings } from './smtp.ts'

/** Sends each message by the gateway that is configured for its channel, else to the inbox. */
export async function messageGateways(
  { mail, sms }: { readonly mail?: SmtpSettings; readonly sms?: SmsWebhookSettings },
  parts: {
    readonly inbox: InboxStore
    readonly clock: Clock
    readonly entropy: Entropy
    readonly log: Log
  },
): Promise<MessageGateway & { close(): void }> {
  const { clock, entropy, log } = parts
  const inbox = inboxGateway(parts.inbox, clock, entropy)
  const smtp = mail && (await import('./smtp.ts')).smtpGateway(mail, log) // the mail client is large
  const webhook = sms && smsWebhookGateway(sms, { clock, entropy, log })
  const gateways = { EMAIL: smtp ?? inbox, SMS: webhook ?? inbox }
  return {
    send: (message) => gateways[message.channel].send(message),
    close: () => smtp?.close(),
  }
}
