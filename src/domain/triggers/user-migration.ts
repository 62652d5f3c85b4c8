import type { JsonObject } from '../../kernel/json-object.ts'
import type { AttributeEntry } from '../attributes/attributes.ts'
import type { MessageChannel } from '../messages/message-gateway.ts'
import type { UserPool } from '../user-pools/user-pool.ts'
import { callTrigger, type TriggerContext } from './call-trigger.ts'
import { assertMembers, booleansOf, textMapOf, textOf, textsOf } from './read-response.ts'
import { unrecognizableOutput } from './trigger-errors.ts'
import type { Metadata } from './trigger-event.ts'

/** Someone who is unknown here. */
export interface Newcomer {
  readonly source: 'Authentication' | 'ForgotPassword'
  readonly clientId: string
  /** The name that was sent. */
  readonly requested: string
  /** Undefined for a forgotten one. */
  readonly password: string | undefined
  /** AWS: the ClientMetadata that begins a sign-in. */
  readonly validationData: Metadata | undefined
  /** AWS: all other ClientMetadata. */
  readonly clientMetadata: Metadata | undefined
}

/** A user as the function describes it. Nothing of it is checked against the pool. */
export interface MigratedUser {
  /** Undefined: the name that was sent. */
  readonly username: string | undefined
  readonly entries: readonly AttributeEntry[]
  readonly status: 'CONFIRMED' | 'RESET_REQUIRED'
  readonly isWelcomed: boolean
  /** Of the welcome. Undefined: by text message, if the user has a phone number. */
  readonly channels: readonly MessageChannel[] | undefined
  readonly forceAliasCreation: boolean
  readonly enableSmsMfa: boolean
}

const FLAGS = ['forceAliasCreation', 'enableSMSMFA'] as const
const MEMBERS = ['userAttributes', 'finalUserStatus', 'messageAction', 'desiredDeliveryMediums', ...FLAGS]

/**
 * Asks the pool's UserMigration function about someone who is unknown here. Undefined if it knows no such user either.
 * @param arn of the function
 * @throws UserLambdaValidationException, UnexpectedLambdaException, InvalidLambdaResponseException
 */
export async function callUserMigration(
  context: TriggerContext,
  arn: string,
  pool: UserPool,
  { source, clientId, requested, password, validationData, clientMetadata }: Newcomer,
): Promise<MigratedUser | undefined> {
  const response = await callTrigger(context, arn, {
    trigger: 'UserMigration',
    source,
    pool,
    clientId,
    userName: requested,
    request: {
      password: password ?? null,
      validationData: validationData ?? null,
      ...(clientMetadata && { clientMetadata }),
      userAttributes: null,
    },
    response: {
      userAttributes: null,
      forceAliasCreation: null,
      enableSMSMFA: null,
      finalUserStatus: null,
      messageAction: null,
      desiredDeliveryMediums: null,
    },
  })
  return migratedUser(response)
}

function migratedUser(response: JsonObject): MigratedUser | undefined {
  assertMembers(response, MEMBERS)
  const { forceAliasCreation, enableSMSMFA } = booleansOf(flagsOf(response), FLAGS)
  const isConfirmed = textOf(response.finalUserStatus) === 'CONFIRMED'
  const isWelcomed = textOf(response.messageAction) !== 'SUPPRESS'
  const channels = channelsOf(response.desiredDeliveryMediums)
  const attributes = [...textMapOf(response.userAttributes)]
  if (attributes.length === 0) return undefined
  return {
    username: attributes.find(([name]) => name === 'username')?.[1],
    entries: attributes.filter(([name]) => name !== 'username').map(([name, value]) => ({ name, value })),
    status: isConfirmed ? 'CONFIRMED' : 'RESET_REQUIRED',
    isWelcomed,
    channels,
    forceAliasCreation,
    enableSmsMfa: enableSMSMFA,
  }
}

function flagsOf(response: JsonObject): JsonObject {
  return Object.fromEntries(FLAGS.map((name) => [name, response[name]]))
}

function channelsOf(value: unknown): readonly MessageChannel[] | undefined {
  const names = textsOf(value)
  if (!names.every((name) => name === 'EMAIL' || name === 'SMS')) throw unrecognizableOutput()
  return names.length > 0 ? names : undefined
}
