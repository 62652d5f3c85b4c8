import type { Message, SendFailure } from '../domain/messages/message-gateway.ts'
import type { Clock } from '../kernel/clock.ts'
import type { Log } from '../kernel/log.ts'
import type { ChannelGateway } from './channel-gateway.ts'
import { refusals } from './refusals.ts'

/** How messages of a channel are handed over. */
export interface Channel {
  /** For the log and the error. */
  readonly what: 'e-mail' | 'text message'
  /** The setting that names the receiver. */
  readonly setting: string
  send(message: Message, id: string): Promise<unknown>
  /** What an error of `send` means. */
  faultOf(error: unknown): SendingFault
  close(): void
}

export interface SendingFault extends SendFailure {
  /** Whether the receiver refuses all messages from us. */
  readonly refusesUs: boolean
  /** For the log: nothing that may quote the message or its recipient. */
  readonly details: Readonly<Record<string, unknown>>
}

/** A gateway that logs what was not taken over, and remembers for a while that it is refused. */
export function reportingChannel(
  { what, setting, send, faultOf, close }: Channel,
  { clock, log }: { readonly clock: Clock; readonly log: Log },
): ChannelGateway {
  const refused = refusals(clock)
  return {
    accepts: () => !refused.isRefused(),
    async send(message, id) {
      try {
        await send(message, id)
        refused.note(false)
      } catch (error) {
        const { refusesUs, permanent = false, details } = faultOf(error)
        refused.note(refusesUs)
        const { userPoolId, kind } = message
        const text = what === 'e-mail' ? 'Could not send an e-mail' : 'Could not send a text message'
        log.warn(text, { userPoolId, kind, setting, ...details })
        throw Object.assign(new Error(`The ${what} was not taken over`), { permanent })
      }
    },
    close,
  }
}
