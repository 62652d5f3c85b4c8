import type { MessageContents } from './message-gateway.ts'

/** The text of a message; text messages have no subject. The body of an e-mail is HTML. */
export interface MessageText extends MessageContents {
  readonly subject?: string | undefined
  readonly body: string
}
