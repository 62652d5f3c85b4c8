import type { JsonObject } from '../../kernel/json-object.ts'
import { type Carrier, type CustomText, customText } from '../messages/custom-text.ts'
import type { MessageChannel, MessageKind } from '../messages/message-gateway.ts'
import type { UserPool } from '../user-pools/user-pool.ts'
import type { User } from '../users/user.ts'
import { assertMembers, textOf } from './read-response.ts'
import type { Metadata, TriggerOccasion } from './trigger-event.ts'
import { userAttributesOf } from './user-attributes.ts'

/** A message to a user, as functions that take part in messages see it. */
export interface MessageOccasion {
  readonly kind: MessageKind
  readonly channel: MessageChannel
  readonly carrier: Carrier
  /** Undefined for operations of administrators. */
  readonly clientId?: string | undefined
  readonly user: User
  readonly clientMetadata?: Metadata | undefined
  /** What a notification says. AWS: custom senders get it in the place of the user's attributes. */
  readonly notice?: Readonly<Record<string, string | null>> | undefined
}

/** What a message is for, as the sources of CustomMessage and of the custom senders name it. */
export const MESSAGE_SOURCES: Readonly<Record<MessageKind, string>> = {
  invitation: 'AdminCreateUser',
  'sign-up': 'SignUp',
  'resend-code': 'ResendCode',
  'forgot-password': 'ForgotPassword',
  'update-attribute': 'UpdateUserAttribute',
  'verify-attribute': 'VerifyUserAttribute',
  authentication: 'Authentication',
  notification: 'AccountTakeOverNotification',
}

/** The call of the CustomMessage function about a message. */
export function customMessageOccasion(
  pool: UserPool,
  { kind, clientId, user, clientMetadata }: MessageOccasion,
): TriggerOccasion {
  return {
    trigger: 'CustomMessage',
    source: MESSAGE_SOURCES[kind],
    pool,
    clientId,
    userName: user.username,
    request: {
      userAttributes: userAttributesOf(pool.settings, user),
      codeParameter: '{####}',
      linkParameter: '{##Click Here##}',
      usernameParameter: kind === 'invitation' ? '{username}' : null,
      ...(clientMetadata && { clientMetadata }),
    },
    response: { smsMessage: null, emailMessage: null, emailSubject: null },
  }
}

/**
 * What the function's response makes of a message.
 * @throws InvalidLambdaResponseException, InvalidParameterException
 */
export function customTextOf(
  response: JsonObject,
  message: Pick<MessageOccasion, 'kind' | 'channel' | 'carrier'>,
): CustomText {
  assertMembers(response, ['smsMessage', 'emailMessage', 'emailSubject'])
  const members = {
    smsMessage: textOf(response.smsMessage),
    emailMessage: textOf(response.emailMessage),
    emailSubject: textOf(response.emailSubject),
  }
  return customText(members, message)
}
