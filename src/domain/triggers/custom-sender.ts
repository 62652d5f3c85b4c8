import type { MessageChannel } from '../messages/message-gateway.ts'
import type { UserPool } from '../user-pools/user-pool.ts'
import type { TriggerContext } from './call-trigger.ts'
import { MESSAGE_SOURCES, type MessageOccasion } from './custom-message.ts'
import { sdkVersionOf } from './sdk-version.ts'
import { userAttributesOf } from './user-attributes.ts'

/** A function that sends the messages of a channel in the server's place. */
export interface CustomSender {
  readonly trigger: 'CustomEmailSender' | 'CustomSMSSender'
  readonly arn: string
  /** The key under which codes are encrypted for it, as an ARN of KMS. */
  readonly keyArn: string
}

/** The pool's function for messages of a channel, if it has one. */
export function customSenderOf({ settings }: UserPool, channel: MessageChannel): CustomSender | undefined {
  const { customEmailSender, customSMSSender, kMSKeyID: keyArn } = settings.lambdaConfig
  const versioned = channel === 'EMAIL' ? customEmailSender : customSMSSender
  if (!versioned || keyArn === undefined) return undefined
  const trigger = channel === 'EMAIL' ? 'CustomEmailSender' : 'CustomSMSSender'
  return { trigger, arn: versioned.lambdaArn, keyArn }
}

/** Whether the event of a message carries a code, or a password. AWS: that of a notification does not. */
export function hasCode({ kind }: Pick<MessageOccasion, 'kind'>): boolean {
  return kind !== 'notification'
}

/** The event of a custom sender without its code. The order of its members is that of the service. */
export function customSenderEvent(
  { origin }: Pick<TriggerContext, 'origin'>,
  pool: UserPool,
  { kind, channel, clientId, user, clientMetadata, notice }: MessageOccasion,
): SenderEvent {
  const name = channel === 'EMAIL' ? 'Email' : 'SMS'
  return {
    version: '1',
    triggerSource: `Custom${name}Sender_${MESSAGE_SOURCES[kind]}`,
    region: pool.region,
    userPoolId: pool.id,
    userName: user.username,
    callerContext: {
      awsSdkVersion: sdkVersionOf(origin.userAgent),
      clientId: clientId ?? 'CLIENT_ID_NOT_APPLICABLE',
    },
    request: {
      type: `custom${name}SenderRequestV1`,
      code: null,
      clientMetadata: clientMetadata ?? null,
      userAttributes: notice ?? userAttributesOf(pool.settings, user),
    },
  }
}

export interface SenderEvent {
  readonly version: string
  readonly triggerSource: string
  readonly region: string
  readonly userPoolId: string
  readonly userName: string
  readonly callerContext: object
  readonly request: {
    readonly type: string
    readonly code: string | null
    readonly clientMetadata: object | null
    readonly userAttributes: object
  }
}
