import type { Carrier } from './custom-text.ts'

/**
 * A function that takes part in a message when it is sent: it says what the message says (CustomMessage, where the request
 * must not wait for it), or sends the message in the server's place (a custom sender).
 */
export interface MessageFunction {
  readonly trigger: 'CustomMessage' | 'CustomEmailSender' | 'CustomSMSSender'
  readonly arn: string
  readonly userPoolId: string
  /** As the request made it. A custom sender's code is added when it is sent. */
  readonly event: object
  readonly carrier: Carrier
  /** Of custom senders: the key under which the code is encrypted, as an ARN of KMS. */
  readonly keyArn?: string | undefined
}
