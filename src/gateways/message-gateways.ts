import type { MessageChannel, MessageGateway } from '../domain/messages/message-gateway.ts'
import type { Clock } from '../kernel/clock.ts'
import type { Log } from '../kernel/log.ts'
import type { ChannelGateway } from './channel-gateway.ts'
import { type SmsWebhookSettings, smsWebhookGateway } from './sms-webhook.ts'
import type { SmtpSettings } from './smtp.ts'

/** Sends each message by the gateway that is configured for its channel. */
export async function messageGateways(
  { mail, sms }: { readonly mail?: SmtpSettings; readonly sms?: SmsWebhookSettings },
  parts: { readonly clock: Clock; readonly log: Log },
): Promise<MessageGateway & { close(): void }> {
  const gateways: Readonly<Record<MessageChannel, ChannelGateway | undefined>> = {
    EMAIL: mail && (await import('./smtp.ts')).smtpGateway(mail, parts), // the mail client is large
    SMS: sms && smsWebhookGateway(sms, parts),
  }
  return {
    sends: (channel) => gateways[channel] !== undefined,
    accepts: (channel) => gateways[channel]?.accepts() ?? true,
    async send(message, id) {
      const gateway = gateways[message.channel]
      if (!gateway) throw new Error('a message was to be sent for which there is no way out')
      await gateway.send(message, id)
    },
    close() {
      for (const gateway of Object.values(gateways)) gateway?.close()
    },
  }
}
