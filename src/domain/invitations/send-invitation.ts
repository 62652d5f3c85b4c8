import { ServiceError } from '../../contract/service-error.ts'
import type { Instant } from '../../kernel/clock.ts'
import { type Contact, contactsOf } from '../attributes/contact.ts'
import type { MessageChannel } from '../messages/message-gateway.ts'
import type { MessageLimits } from '../messages/message-limits.ts'
import { permitOrWithhold, type SendPermit } from '../messages/permit-message.ts'
import { renderInvitation } from '../messages/render-invitation.ts'
import type { RequestContext } from '../requests/request-context.ts'
import {
  channelOf,
  type PreparedMessage,
  type Preparing,
  prepareMessage,
} from '../sending/prepare-message.ts'
import { putMessage } from '../sending/put-message.ts'
import type { Stores } from '../stores.ts'
import type { Metadata } from '../triggers/trigger-event.ts'
import type { UserPool } from '../user-pools/user-pool.ts'
import type { User } from '../users/user.ts'
import type { Invitation } from './invite-user.ts'

/** Whether and how to send an invitation (AWS: MessageAction, DesiredDeliveryMediums). */
export interface InvitationDelivery {
  readonly suppressed: boolean
  /** If undefined, by text message, provided that the user has a phone number. */
  readonly channels: readonly MessageChannel[] | undefined
}

/**
 * The contacts to which a user's invitation goes.
 * @throws InvalidParameterException if the request names a channel for which the user has no contact
 */
export function invitedContacts(user: User, { suppressed, channels }: InvitationDelivery): Contact[] {
  if (suppressed) return []
  const contacts = contactsOf(user.attributes)
  const has = (channel: MessageChannel) => contacts.some(({ attribute }) => channelOf(attribute) === channel)
  if (channels?.includes('EMAIL') && !has('EMAIL')) throw noEmail()
  if (channels?.includes('SMS') && !has('SMS')) throw noPhoneNumber()
  const wanted = channels?.length ? channels : ['SMS']
  return contacts.filter(({ attribute }) => wanted.includes(channelOf(attribute)))
}

/** A contact that may receive an invitation. */
export interface PermittedContact {
  readonly contact: Contact
  readonly permit: SendPermit
}

/** Counts an invitation to each contact, and leaves out contacts that have received too many messages. */
export async function permitInvitation(
  limits: MessageLimits,
  { kind: occasion, user }: Invitation,
  contacts: readonly Contact[],
  now: Instant,
): Promise<PermittedContact[]> {
  const permitted: PermittedContact[] = []
  for (const contact of contacts) {
    const message = {
      userPoolId: user.userPoolId,
      kind: 'invitation',
      user: occasion === 'again' ? user.sub : undefined,
      to: contact.value,
    } as const
    const permit = await permitOrWithhold(limits, message, now)
    if (permit) permitted.push({ contact, permit })
  }
  return permitted
}

/**
 * Prepares the messages of an invitation. Call it before the transaction that stores the user.
 * @throws UserLambdaValidationException, UnexpectedLambdaException, InvalidLambdaResponseException,
 *   InvalidParameterException of the pool's CustomMessage function
 */
export async function prepareInvitation(
  context: Preparing,
  pool: UserPool,
  { user, password }: Invitation,
  contacts: readonly PermittedContact[],
  clientMetadata?: Metadata | undefined,
): Promise<readonly PreparedMessage[]> {
  const prepared: PreparedMessage[] = []
  const carrier = password === undefined ? 'none' : 'code'
  for (const { contact, permit } of contacts) {
    const channel = channelOf(contact.attribute)
    prepared.push(await prepareMessage(context, pool, { user, channel, carrier, permit, clientMetadata }))
  }
  return prepared
}

/** Puts the messages into the outbox, in the transaction that stores the user. */
export async function postInvitation(
  stores: Pick<Stores, 'outbox' | 'inbox'>,
  context: Pick<RequestContext, 'messages' | 'entropy' | 'now'>,
  pool: UserPool,
  { user, password }: Invitation,
  messages: readonly PreparedMessage[],
): Promise<void> {
  const invited = { username: signInName(pool, user), password }
  for (const message of messages) {
    const text = renderInvitation(pool.settings.adminCreateUserConfig, message.envelope.channel, invited)
    await putMessage(stores, context, message, text)
  }
}

/** The name that the user knows, which in a pool that signs in by e-mail or phone number is not the username. */
function signInName({ settings }: UserPool, { username, attributes }: User): string {
  const [name = username] = (settings.usernameAttributes ?? []).flatMap((it) => attributes.get(it) ?? [])
  return name
}

const noEmail = () => noContact('email', 'Email')

/** Only the message about e-mail was observed (docs/deviations.md, "invitation without a contact"). */
const noPhoneNumber = () => noContact('phone number', 'SMS')

const noContact = (contact: string, medium: string) =>
  new ServiceError(
    'InvalidParameterException',
    `No ${contact} provided but desired delivery medium was ${medium}`,
  )
