import type { AppParts } from '../../app.ts'
import type { Config } from '../../config/settings.ts'

/** The configured ways to send e-mails and text messages. */
export function messageSettings(config: Config): Pick<AppParts, 'mail' | 'sms'> {
  const { smtpUrl, mailFrom, smsWebhookUrl, smsWebhookToken, smsWebhookSecret, messageTimeout } = config
  return {
    ...(smtpUrl !== undefined && { mail: { url: smtpUrl, from: mailFrom, timeout: messageTimeout } }),
    ...(smsWebhookUrl !== undefined && {
      sms: { url: smsWebhookUrl, token: smsWebhookToken, secret: smsWebhookSecret, timeout: messageTimeout },
    }),
  }
}
