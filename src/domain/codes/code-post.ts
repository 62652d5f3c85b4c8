import { ServiceError } from '../../contract/service-error.ts'
import type { Contact } from '../attributes/contact.ts'
import { knownDomain } from '../domains/known-domain.ts'
import type { MessageKind } from '../messages/message-gateway.ts'
import type { SendPermit } from '../messages/permit-message.ts'
import { type CodeUse, renderCode } from '../messages/render-code.ts'
import { type ConfirmationLink, renderLink } from '../messages/render-link.ts'
import type { RequestContext } from '../requests/request-context.ts'
import {
  type Addressed,
  assertDeliverable,
  channelOf,
  type PreparedMessage,
  type Preparing,
  prepareMessage,
} from '../sending/prepare-message.ts'
import { putMessage } from '../sending/put-message.ts'
import type { Stores } from '../stores.ts'
import { customSenderOf } from '../triggers/custom-sender.ts'
import type { UserPool } from '../user-pools/user-pool.ts'
import type { User } from '../users/user.ts'
import { userAt } from './contact-code.ts'

/** The facts about a code to a user that the message limits need. */
export function codeMessage({ user, contact }: CodeRecipient, kind: MessageKind) {
  return { userPoolId: user.userPoolId, kind, user: user.sub, to: contact.value }
}

type PreparingCode = Preparing & Pick<RequestContext, 'storage' | 'domainLocator'>

export interface CodeRecipient extends Pick<Addressed, 'clientId' | 'clientMetadata' | 'isUnseen'> {
  readonly user: User
  readonly contact: Contact
}

/** A message that is ready for its code. */
export interface CodePost {
  readonly pool: UserPool
  readonly contact: Contact
  readonly use: CodeUse
  readonly message: PreparedMessage
  /** Where the code of the message is in a link, all of that but the code. */
  readonly link: Omit<ConfirmationLink, 'code'> | undefined
}

/**
 * Prepares the message that will carry a code. Call it before the transaction that stores the code.
 * @throws UserLambdaValidationException, UnexpectedLambdaException, InvalidLambdaResponseException,
 *   InvalidParameterException of the pool's CustomMessage function
 */
export async function prepareCode(
  context: PreparingCode,
  pool: UserPool,
  { contact, user, clientId, clientMetadata, isUnseen }: CodeRecipient,
  permit: SendPermit,
  use: CodeUse = 'verification',
): Promise<CodePost> {
  const channel = channelOf(contact.attribute)
  const recipient = { user: userAt(user, contact), clientId, clientMetadata, isUnseen }
  const link = await confirmationLink(context, pool, { ...recipient, contact }, permit.kind)
  const carrier = link ? 'link' : 'code'
  const message = await prepareMessage(context, pool, { ...recipient, channel, permit, carrier })
  return { pool, contact, use, message, link }
}

/**
 * The page that confirms a sign-up, if the pool wants links in e-mails and has a domain. AWS: all other codes, and those
 * that a custom sender sends, are to be entered.
 */
async function confirmationLink(
  { storage, domainLocator }: PreparingCode,
  pool: UserPool,
  { user, contact, clientId }: CodeRecipient,
  kind: MessageKind,
): Promise<CodePost['link']> {
  const { defaultEmailOption } = pool.settings.verificationMessageTemplate
  const mayBeLink = contact.attribute === 'email' && (kind === 'sign-up' || kind === 'resend-code')
  if (defaultEmailOption !== 'CONFIRM_WITH_LINK' || !mayBeLink || clientId === undefined) return undefined
  if (customSenderOf(pool, 'EMAIL')) return undefined
  const domain = await knownDomain(storage.stores, pool.id)
  return domain && { domain: domainLocator.urlOf(domain), clientId, username: user.username }
}

/** Puts the message with the code into the outbox, in the transaction that stores the code. */
export async function postCode(
  stores: Pick<Stores, 'outbox' | 'inbox'>,
  context: Pick<RequestContext, 'messages' | 'entropy' | 'now'>,
  { pool, use, message, link }: CodePost,
  code: string,
): Promise<void> {
  const { settings } = pool
  const text = link
    ? renderLink(settings.verificationMessageTemplate, { ...link, code })
    : renderCode(settings, use, message.envelope.channel, code)
  await putMessage(stores, context, message, text)
}

/**
 * To be called when the code is stored.
 * @throws CodeDeliveryFailureException if it is known that the message cannot be delivered
 */
export function assertPosted({ message }: CodePost): void {
  assertDeliverable(message)
}

/**
 * Like {@link assertPosted}, for operations that declare no CodeDeliveryFailureException. Deviation: they report a failure
 * with the errors of the channel that they do declare (docs/deviations.md, "delivery failure").
 * @throws InvalidEmailRoleAccessPolicyException
 * @throws InvalidSmsRoleAccessPolicyException
 */
export function assertPostedByRole({ contact, message }: CodePost): void {
  try {
    assertDeliverable(message)
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error
    const name =
      contact.attribute === 'email'
        ? 'InvalidEmailRoleAccessPolicyException'
        : 'InvalidSmsRoleAccessPolicyException'
    throw new ServiceError(name, error.message)
  }
}
