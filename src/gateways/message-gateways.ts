import type { MessageChannel, MessageGateway } from '../domain/messages/message-gateway.ts'
import type { Clock } from '../kernel/clock.ts'
import type { Log } from '../kernel/log.ts'
import type { ChannelGateway } from './channel-gateway.ts'
import type { SesSettings } from './ses.ts'
import { type SmsWebhookSettings, smsWebhookGateway } from './sms-webhook.ts'
import type { SmtpSettings } from './smtp.ts'
import type { SnsSettings } from './sns.ts'

/** By a mail server, or by Amazon SES. */
export type MailSettings = SmtpSettings | { readonly ses: SesSettings }
/** By a webhook, or by Amazon SNS. */
export type SmsSettings = SmsWebhookSettings | { readonly sns: SnsSettings }

interface Parts {
  readonly clock: Clock
  readonly log: Log
}

/** Sends each message by the gateway that is configured for its channel. */
export async function messageGateways(
  { mail, sms }: { readonly mail?: MailSettings; readonly sms?: SmsSettings },
  parts: Parts,
): Promise<MessageGateway & { close(): void }> {
  const gateways: Readonly<Record<MessageChannel, ChannelGateway | undefined>> = {
    EMAIL: mail && (await mailGateway(mail, parts)),
    SMS: sms && (await smsGateway(sms, parts)),
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

/** Each is loaded only where it is configured. */
async function mailGateway(mail: MailSettings, parts: Parts): Promise<ChannelGateway> {
  return 'ses' in mail
    ? (await import('./ses.ts')).sesGateway(mail.ses, parts)
    : (await import('./smtp.ts')).smtpGateway(mail, parts)
}

async function smsGateway(sms: SmsSettings, parts: Parts): Promise<ChannelGateway> {
  return 'sns' in sms ? (await import('./sns.ts')).snsGateway(sms.sns, parts) : smsWebhookGateway(sms, parts)
}
