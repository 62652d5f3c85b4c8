import type { User } from '../users/user.ts'

export type MessageChannel = 'EMAIL' | 'SMS'

/** What a message is for: it chooses the template, and the reason that a CustomMessage trigger is told. */
export type MessageKind =
  | 'invitation'
  | 'sign-up'
  | 'resend-code'
  | 'forgot-password'
  | 'update-attribute'
  | 'verify-attribute'
  | 'authentication'
  | 'notification'

/** What the body holds for its reader to use. All of it is secret. */
export interface MessageContents {
  readonly code?: string | undefined
  /** A web address that does what otherwise the code is for. */
  readonly link?: string | undefined
  readonly temporaryPassword?: string | undefined
}

/** A message ready to be sent. Its body and contents are secrets: never log them. */
export interface Message extends MessageContents {
  readonly userPoolId: string
  /** Undefined where the message goes to nobody with an account. */
  readonly user?: Pick<User, 'sub' | 'username'> | undefined
  readonly kind: MessageKind
  readonly channel: MessageChannel
  /** An e-mail address, or a phone number in the form of E.164. */
  readonly to: string
  /** Only of e-mails: the sender that the pool's owner chose, and who gets the answers. */
  readonly from?: string | undefined
  readonly replyTo?: string | undefined
  /** Only of e-mails. */
  readonly subject?: string | undefined
  /** HTML in e-mails, plain in text messages. */
  readonly body: string
}

/** The way out for e-mails and text messages. Never called inside a transaction. */
export interface MessageGateway {
  /** Rejects if the message could not be handed over; what is to be told of that is up to the caller. */
  send(message: Message): Promise<void>
}
