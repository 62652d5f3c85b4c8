import { ServiceError } from '../../../contract/service-error.ts'
import { CONTACT_ATTRIBUTES, type ContactAttribute } from '../../attributes/attributes.ts'
import { assertPosted, codeMessage, postCode, prepareCode } from '../../codes/code-post.ts'
import { attributeTarget, contactToVerify } from '../../codes/contact-code.ts'
import { issueCode } from '../../codes/issue-code.ts'
import { type CodeDelivery, codeDelivery } from '../../messages/code-delivery.ts'
import { permitMessage, withPermits } from '../../messages/permit-message.ts'
import type { RequestContext } from '../../requests/request-context.ts'
import type { TokenCaller } from '../../tokens/authenticate-token.ts'
import type { Metadata } from '../../triggers/trigger-event.ts'
import { countTry } from '../shared/count-try.ts'

/**
 * Sends a signed-in user a code that verifies an address or number: the new one, if one is pending.
 * @throws InvalidParameterException if there is nothing to verify
 * @throws LimitExceededException
 * @throws CodeDeliveryFailureException
 */
export async function sendAttributeCode(
  context: RequestContext,
  { pool, client, user }: Pick<TokenCaller, 'pool' | 'client' | 'user'>,
  name: string,
  clientMetadata: Metadata | undefined,
): Promise<CodeDelivery> {
  const { storage, messageLimits, origin, now } = context
  const contact = contactToVerify(user, contactAttribute(name))
  if (!contact) throw attributeMissing(name)
  await storage.bookkeeping((stores) => countTry(stores, user, 'sendAttributeCode', now))
  const message = { ...codeMessage({ user, contact }, 'verify-attribute'), address: origin.ipAddress }
  const permit = await permitMessage(messageLimits, message, now)
  const target = attributeTarget(user, contact.attribute)
  const post = await withPermits(messageLimits, [permit], async () => {
    const recipient = { user, contact, clientId: client.id, clientMetadata }
    const prepared = await prepareCode(context, pool, recipient, permit)
    await storage.transaction(async (stores) => {
      await postCode(stores, context, prepared, await issueCode(stores, context, target, contact))
    })
    return prepared
  })
  assertPosted(post)
  return codeDelivery(contact)
}

/** @throws InvalidParameterException for an attribute that no code can verify */
export function contactAttribute(name: string): ContactAttribute {
  const contact = CONTACT_ATTRIBUTES.find((attribute) => attribute === name)
  if (!contact) throw notVerifiable()
  return contact
}

const notVerifiable = () =>
  new ServiceError(
    'InvalidParameterException',
    'Invalid attribute name. Only phone_number and email can be verified.',
  )

const attributeMissing = (name: string) =>
  new ServiceError('InvalidParameterException', `Attribute value for ${name} must not be null`)
