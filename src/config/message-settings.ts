import { withoutPassword, withoutQuery, withoutUser } from './address.ts'
import { optional, secret, secretInPart, withDefault } from './setting.ts'
import {
  bearerToken,
  duration,
  flag,
  mailbox,
  mailServerAddress,
  matching,
  webAddress,
  webhookAddress,
} from './values.ts'

/** How messages leave the server. */
export const MESSAGE_SETTINGS = {
  smtpUrl: secretInPart(
    mailServerAddress,
    'mail server, smtp://user:password@host:587 or smtps://; else an inbox',
    withoutPassword,
  ),
  mailFrom: withDefault('no-reply@localhost', mailbox, 'sender of e-mails of pools that do not set one'),
  smsWebhookUrl: secretInPart(
    webhookAddress,
    'web address that receives text messages; else an inbox',
    withoutQuery,
  ),
  smsWebhookToken: secret(matching(/^[!-~]{1,4096}$/, 'visible characters'), 'bearer token for that address'),
  smsWebhookSecret: secret(
    matching(/^[!-~]{16,4096}$/, '16 or more visible characters'),
    'secret that signs requests to that address',
  ),
  sesEndpointUrl: {
    ...optional(webAddress, 'endpoint of Amazon SES that sends e-mails, instead of smtp-url'),
    show: withoutUser,
  },
  snsEndpointUrl: {
    ...optional(webAddress, 'endpoint of Amazon SNS that sends text messages, instead of sms-webhook-url'),
    show: withoutUser,
  },
  messagesAccessKeyId: optional(
    matching(/^[\w-]{1,128}$/, 'at most 128 letters, digits, - and _'),
    'access key id for SES and SNS; else from where the AWS SDK looks for one',
  ),
  messagesSecretAccessKey: {
    ...secret(matching(/^[!-~]{1,128}$/, '1 to 128 visible characters'), 'secret access key for SES and SNS'),
    flag: true,
  },
  inboxToken: {
    ...secret(
      bearerToken,
      'bearer token for the inbox; if it is not set, one is kept in the data folder (inbox.token)',
    ),
    flag: true,
  },
  allowInbox: withDefault(
    'false',
    flag,
    'start without a mail server even if the public URL is not loopback: e-mails are kept in the inbox',
  ),
  messageTimeout: withDefault('10s', duration, 'time in which mail server and webhook must answer'),
}
