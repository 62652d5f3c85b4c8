import type { Config } from './settings.ts'

/** The settings that decide whether messages leave the server. */
export type OutgoingMessageSettings = Partial<
  Pick<Config, 'smtpUrl' | 'sesEndpointUrl' | 'smsWebhookUrl' | 'snsEndpointUrl'>
>

/** Whether e-mails leave the server. */
export function sendsMail({ smtpUrl, sesEndpointUrl }: OutgoingMessageSettings): boolean {
  return smtpUrl !== undefined || sesEndpointUrl !== undefined
}

/** Whether text messages leave the server. */
export function sendsTexts({ smsWebhookUrl, snsEndpointUrl }: OutgoingMessageSettings): boolean {
  return smsWebhookUrl !== undefined || snsEndpointUrl !== undefined
}
