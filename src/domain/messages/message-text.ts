import type { MessageContents } from './message-gateway.ts'

/** The text of a message; text messages have no subject. The body of an e-mail is HTML. */
export interface MessageText extends MessageContents {
  readonly subject?: string | undefined
  readonly body: string
  /** The plain text of an e-mail, where it is not simply that of the body. */
  readonly text?: string | undefined
}
