import type { AppParts } from '../../app.ts'
import type { Config } from '../../config/settings.ts'
import type { MailSettings, SmsSettings } from '../../gateways/message-gateways.ts'
import { accessKey } from './access-key.ts'

/** The configured ways to send e-mails and text messages. */
export function messageSettings(config: Config): Pick<AppParts, 'mail' | 'sms'> {
  const mail = mailSettings(config)
  const sms = smsSettings(config)
  return { ...(mail && { mail }), ...(sms && { sms }) }
}

function mailSettings(config: Config): MailSettings | undefined {
  const { smtpUrl, sesEndpointUrl: url, mailFrom: from, messageTimeout: timeout } = config
  if (smtpUrl !== undefined) return { url: smtpUrl, from, timeout }
  return url === undefined ? undefined : { ses: { url, from, timeout, credentials: credentialsOf(config) } }
}

function smsSettings(config: Config): SmsSettings | undefined {
  const { smsWebhookUrl, smsWebhookToken: token, smsWebhookSecret, messageTimeout: timeout } = config
  if (smsWebhookUrl !== undefined) return { url: smsWebhookUrl, token, secret: smsWebhookSecret, timeout }
  const { snsEndpointUrl: url } = config
  return url === undefined ? undefined : { sns: { url, timeout, credentials: credentialsOf(config) } }
}

function credentialsOf({ messagesAccessKeyId, messagesSecretAccessKey }: Config) {
  return accessKey(messagesAccessKeyId, messagesSecretAccessKey)
}
