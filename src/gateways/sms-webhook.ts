import { createHmac, createSecretKey } from 'node:crypto'
import type { Message } from '../domain/messages/message-gateway.ts'
import type { Clock } from '../kernel/clock.ts'
import type { Log } from '../kernel/log.ts'
import type { ChannelGateway } from './channel-gateway.ts'
import { reportingChannel, type SendingFault } from './reporting-channel.ts'

export interface SmsWebhookSettings {
  readonly url: string
  /** Sent as a bearer token (RFC 6750). */
  readonly token?: string | undefined
  /** Signs each request. */
  readonly secret?: string | undefined
  /** Milliseconds in which the answer must have come. */
  readonly timeout: number
}

/**
 * Hands text messages to a web address as JSON: `{id, to, body, kind, userPoolId}`. Any status of 2xx means that the
 * message was taken over.
 */
export function smsWebhookGateway(
  settings: SmsWebhookSettings,
  parts: { readonly clock: Clock; readonly log: Log },
): ChannelGateway {
  return reportingChannel(
    {
      what: 'text message',
      setting: 'sms-webhook-url',
      async send(message, id) {
        const body = JSON.stringify(toRequest(message, id))
        const status = await post(settings, headersOf(settings, body, parts.clock()), body)
        if (typeof status !== 'number' || status < 200 || status > 299) throw new NotTaken(status)
      },
      faultOf: (error) => faultOf(error as NotTaken, new URL(settings.url).host),
      close() {},
    },
    parts,
  )
}

/** @param status of the answer, or why there was none */
class NotTaken extends Error {
  readonly status: number | string

  constructor(status: number | string) {
    super(String(status))
    this.status = status
  }
}

function faultOf({ status }: NotTaken, host: string): SendingFault {
  return { refusesUs: status === 401 || status === 403, details: { host, status } }
}

function toRequest({ to, body, kind, userPoolId }: Message, id: string) {
  return { id, to, body, kind, userPoolId }
}

/** The status of the answer, or why there was none. */
async function post(settings: SmsWebhookSettings, headers: Record<string, string>, body: string) {
  try {
    const signal = AbortSignal.timeout(settings.timeout)
    const answer = await fetch(settings.url, { method: 'POST', headers, body, signal, redirect: 'manual' })
    await answer.body?.cancel()
    return answer.status
  } catch (error) {
    return error instanceof Error && error.name === 'TimeoutError' ? 'timed out' : 'not reached'
  }
}

function headersOf({ token, secret }: SmsWebhookSettings, body: string, now: number): Record<string, string> {
  return {
    'content-type': 'application/json',
    'user-agent': 'poolhouse',
    ...(token && { authorization: `Bearer ${token}` }),
    ...(secret && { 'x-poolhouse-signature': signatureOf(secret, body, Math.floor(now / 1000)) }),
  }
}

/**
 * `t=<epoch seconds>,v1=<hex>`: HMAC-SHA-256 of the time, a period and the body, so that an old request can be recognized
 * from a new one.
 */
export function signatureOf(secret: string, body: string, seconds: number): string {
  const key = createSecretKey(Buffer.from(secret))
  const signature = createHmac('sha256', key).update(`${seconds}.${body}`).digest('hex')
  return `t=${seconds},v1=${signature}`
}
