/** What a message says; a text message has no subject. The body of an e-mail is HTML. */
export interface MessageText {
  readonly subject?: string | undefined
  readonly body: string
}
