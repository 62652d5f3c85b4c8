import type { Message } from '../domain/messages/message-gateway.ts'

/** A way out for the messages of one channel. */
export interface ChannelGateway {
  /** False if it is known already that messages are not taken over at present. */
  accepts(): boolean
  /**
   * Rejects if the message was not taken over, with a SendFailure if it would be refused again.
   * @param id the same for each try
   */
  send(message: Message, id: string): Promise<void>
  close(): void
}
