import type { User } from '../users/user.ts'

export type MessageChannel = 'EMAIL' | 'SMS'

/** What a message is for. It determines the template, and the trigger source for a CustomMessage trigger. */
export type MessageKind =
  | 'invitation'
  | 'sign-up'
  | 'resend-code'
  | 'forgot-password'
  | 'update-attribute'
  | 'verify-attribute'
  | 'authentication'
  | 'notification'

/** The secrets in the body that its reader can use. */
export interface MessageContents {
  readonly code?: string | undefined
  /** A URL that does what the code would otherwise be entered for. */
  readonly link?: string | undefined
  readonly temporaryPassword?: string | undefined
  /** What `{username}` stands for in an invitation. */
  readonly signInName?: string | undefined
}

/** A message ready to be sent. Its body and contents are secrets: never log them. */
export interface Message extends MessageContents {
  readonly userPoolId: string
  /** Undefined if the recipient is no user. */
  readonly user?: Pick<User, 'sub' | 'username'> | undefined
  readonly kind: MessageKind
  readonly channel: MessageChannel
  /** An e-mail address, or a phone number in E.164 format. */
  readonly to: string
  /** E-mail only: the sender that the pool's owner chose, and the address for replies. */
  readonly from?: string | undefined
  readonly replyTo?: string | undefined
  /** What the pool says about services of AWS, for gateways that use them. */
  readonly aws?: AwsDelivery | undefined
  /** E-mail only. */
  readonly subject?: string | undefined
  /** HTML in e-mails, plain text in text messages. */
  readonly body: string
  /** E-mail only: the plain text, where it is not simply that of the body. */
  readonly text?: string | undefined
}

/** How a service of AWS is to deliver a message. */
export interface AwsDelivery {
  readonly region: string
  /** E-mail only: the identity in SES (AWS: SourceArn). */
  readonly sourceArn?: string | undefined
  readonly configurationSet?: string | undefined
  /** Text messages only (AWS: OriginationIdentity). */
  readonly originationNumber?: string | undefined
}

/** The port for sending e-mails and text messages. */
export interface MessageGateway {
  /** Whether messages of this channel leave the server. Others are kept in the inbox. */
  sends(channel: MessageChannel): boolean
  /** False if it is already known, without asking anyone, that messages of this channel can't be handed over now. */
  accepts(channel: MessageChannel): boolean
  /**
   * Hands a message over. Never call it inside a transaction. Rejects if that failed, with a {@link SendFailure} if the
   * message would be refused again.
   * @param id the same for each try, so that receivers can recognize a repetition
   */
  send(message: Message, id: string): Promise<void>
}

/** What an error may say about a message that was not handed over. */
export interface SendFailure {
  /** True if another try makes no sense. */
  readonly permanent?: boolean
}
