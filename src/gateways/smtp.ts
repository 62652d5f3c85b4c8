import { getSystemErrorName } from 'node:util'
import { createTransport } from 'nodemailer'
import type { Message } from '../domain/messages/message-gateway.ts'
import { plainText } from '../domain/messages/plain-text.ts'
import type { Clock } from '../kernel/clock.ts'
import type { Log } from '../kernel/log.ts'
import { isLoopback } from '../kernel/loopback.ts'
import { systemReason } from '../kernel/system-reason.ts'
import type { ChannelGateway } from './channel-gateway.ts'
import { reportingChannel, type SendingFault } from './reporting-channel.ts'

export interface SmtpSettings {
  /** `smtp://user:password@host:587`, or `smtps://` for TLS from the first byte. */
  readonly url: string
  /** The sender of mails whose pool names none. */
  readonly from: string
  /** Milliseconds to connect, and to wait for each answer. */
  readonly timeout: number
}

/** Sends e-mails through a mail server (RFC 5321), over connections that are kept open. */
export function smtpGateway(
  settings: SmtpSettings,
  parts: { readonly clock: Clock; readonly log: Log },
): ChannelGateway {
  const connection = connectionOf(new URL(settings.url))
  const host = `${connection.host}:${connection.port}`
  const transport = createTransport({
    ...connection,
    pool: true,
    connectionTimeout: settings.timeout,
    greetingTimeout: settings.timeout,
    socketTimeout: settings.timeout,
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  return reportingChannel(
    {
      what: 'e-mail',
      setting: 'smtp-url',
      send: (message, id) => transport.sendMail(toMail(message, id, settings.from)),
      faultOf: (error) => faultOf(error as SmtpError, host),
      close: () => transport.close(),
    },
    parts,
  )
}

/** Of an error all but the response is logged, which may quote the mail. */
interface SmtpError {
  readonly code?: string
  /** The system's, negative, if the connection failed. */
  readonly errno?: number
  readonly command?: string
  readonly responseCode?: number
  readonly response?: string
}

/** An address that does not exist will not exist tomorrow (RFC 3463, X.1.X); all else may be put right meanwhile. */
function faultOf(
  { code, errno, command, responseCode, response = '' }: SmtpError,
  host: string,
): SendingFault {
  return {
    refusesUs: code === 'EAUTH',
    permanent: command === 'RCPT TO' && /^5\d\d[ -]5\.1\./.test(response),
    details: { host, errorCode: code, reason: reasonOf(errno), command, status: responseCode },
  }
}

/** The mailer's own code for a failed connection does not say why it failed. */
function reasonOf(errno: number | undefined): string | undefined {
  if (errno === undefined || errno >= 0) return undefined
  const code = getSystemErrorName(errno)
  return systemReason({ code, message: code })
}

function connectionOf({ protocol, hostname, port, username, password }: URL) {
  const secure = protocol === 'smtps:'
  const host = hostname.replace(/^\[(.*)\]$/, '$1')
  const user = decodeURIComponent(username)
  return {
    host,
    port: port === '' ? (secure ? 465 : 587) : Number(port),
    secure,
    // A password must not travel in the clear because an attacker in between hides STARTTLS.
    requireTLS: !secure && user !== '' && !isLoopback(host),
    ...(user && { auth: { user, pass: decodeURIComponent(password) } }),
  }
}

/** No address is given as a text: the mailer would parse it, as a list, in a time that its length doesn't bound. */
function toMail({ from, replyTo, to, subject, body, text }: Message, id: string, standardFrom: string) {
  const sender = mailboxIn(from ?? standardFrom)
  return {
    from: sender,
    messageId: `<${id}@${sender.address.slice(sender.address.lastIndexOf('@') + 1)}>`,
    to: { name: '', address: to },
    subject: subject ?? '',
    html: body,
    text: text ?? plainText(body),
    ...(replyTo && { replyTo: { name: '', address: replyTo } }),
  }
}

/** `user@example.com`, `Name <user@example.com>` or `"Name" <user@example.com>` (RFC 5322 3.4, mailbox). */
function mailboxIn(text: string): { readonly name: string; readonly address: string } {
  const start = text.lastIndexOf('<')
  if (start === -1) return { name: '', address: text.trim() }
  const name = text.slice(0, start).trim()
  const isQuoted = name.length > 1 && name.startsWith('"') && name.endsWith('"')
  return {
    name: isQuoted ? name.slice(1, -1).replace(/\\(.)/g, '$1') : name,
    address: text
      .slice(start + 1)
      .replace('>', '')
      .trim(),
  }
}
