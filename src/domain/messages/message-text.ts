import type { MessageContents } from './message-gateway.ts'

/** What a message says; a text message has no subject. The body of an e-mail is HTML. */
export interface MessageText extends MessageContents {
  readonly subject?: string | undefined
  readonly body: string
}
