import { ServiceError } from '../../contract/service-error.ts'
import type { MessageChannel, MessageGateway } from '../messages/message-gateway.ts'
import { renderInvitation } from '../messages/render-invitation.ts'
import { channelOf, sendMessage } from '../messages/send-message.ts'
import type { UserPool } from '../user-pools/user-pool.ts'
import { type Contact, contactsOf } from './contact.ts'
import type { Invitation } from './invite-user.ts'
import type { User } from './user.ts'

/** Whether and how an invitation goes out (AWS: MessageAction, DesiredDeliveryMediums). */
export interface InvitationDelivery {
  readonly suppressed: boolean
  /** Undefined: by text message, if there is a number. */
  readonly channels: readonly MessageChannel[] | undefined
}

/**
 * The contacts of a user to whom an invitation goes.
 * @throws InvalidParameterException if the request names channels and the user has no contact for any of them
 */
export function invitedContacts(user: User, { suppressed, channels }: InvitationDelivery): Contact[] {
  if (suppressed) return []
  const wanted = channels?.length ? channels : ['SMS']
  const contacts = contactsOf(user.attributes).filter(({ attribute }) =>
    wanted.includes(channelOf(attribute)),
  )
  if (channels?.length && contacts.length === 0) throw noContactFor(channels)
  return contacts
}

/**
 * Sends an invitation that is stored already.
 * @throws CodeDeliveryFailureException
 */
export async function sendInvitation(
  messages: MessageGateway,
  pool: UserPool,
  { user, password }: Invitation,
  contacts: readonly Contact[],
): Promise<void> {
  const invited = { username: signInName(pool, user), password }
  for (const { attribute, value: to } of contacts) {
    const channel = channelOf(attribute)
    const text = renderInvitation(pool.settings.adminCreateUserConfig, channel, invited)
    await sendMessage(messages, { pool, user, kind: 'invitation', channel, to, text })
  }
}

/** The name that the user knows: not the username of a pool that signs in by e-mail or phone number. */
function signInName({ settings }: UserPool, { username, attributes }: User): string {
  const [name = username] = (settings.usernameAttributes ?? []).flatMap((it) => attributes.get(it) ?? [])
  return name
}

/** Deviation: the service's own sentence is not known (docs/deviations.md, "invitation without a contact"). */
const noContactFor = (channels: readonly MessageChannel[]) =>
  new ServiceError(
    'InvalidParameterException',
    channels.length > 1
      ? 'User attributes must include email or phone_number to deliver the invitation.'
      : `User attributes must include ${channels[0] === 'EMAIL' ? 'email' : 'phone_number'} to deliver the invitation.`,
  )
