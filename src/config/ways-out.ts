import type { Config } from './settings.ts'

/** The settings that decide whether messages leave the server. */
export type WaysOut = Partial<Pick<Config, 'smtpUrl' | 'sesEndpointUrl' | 'smsWebhookUrl' | 'snsEndpointUrl'>>

/** Whether e-mails leave the server. */
export function sendsMail({ smtpUrl, sesEndpointUrl }: WaysOut): boolean {
  return smtpUrl !== undefined || sesEndpointUrl !== undefined
}

/** Whether text messages leave the server. */
export function sendsTexts({ smsWebhookUrl, snsEndpointUrl }: WaysOut): boolean {
  return smsWebhookUrl !== undefined || snsEndpointUrl !== undefined
}
