import { applyChange } from '../../attributes/attribute-update.ts'
import type { AttributeEntry, Author } from '../../attributes/attributes.ts'
import type { Contact } from '../../attributes/contact.ts'
import { type CodePost, codeMessage, postCode, prepareCode } from '../../codes/code-post.ts'
import { attributeTarget } from '../../codes/contact-code.ts'
import { issueCode } from '../../codes/issue-code.ts'
import { tooManyRequests } from '../../limits/limit-errors.ts'
import { permitOrWithhold, type SendPermit, withPermits } from '../../messages/permit-message.ts'
import type { RequestContext } from '../../requests/request-context.ts'
import type { Stores } from '../../stores.ts'
import type { Metadata } from '../../triggers/trigger-event.ts'
import type { UserPool } from '../../user-pools/user-pool.ts'
import { assertAliasesFree, plannedChange, saveChange } from '../../users/change-attributes.ts'
import type { User } from '../../users/user.ts'

export interface ContactsChange {
  readonly user: User
  readonly entries: readonly AttributeEntry[]
  readonly author: Author
  readonly clientId?: string | undefined
  readonly clientMetadata: Metadata | undefined
  /** The source address of the request, if its messages count towards it. */
  readonly address?: string | undefined
}

/** A new contact, and the message that verifies it: none beyond the message limits. */
export interface ContactToVerify {
  readonly contact: Contact
  readonly permit: SendPermit | undefined
  readonly post: CodePost | undefined
}

/**
 * Writes attributes, all or none, and sends codes to the new contacts that the pool verifies. Their messages are counted
 * and prepared for the user as read; what is stored follows from the user under lock.
 * @throws InvalidParameterException, AliasExistsException, UserNotFoundException
 * @throws TooManyRequestsException if the user has changed in between so that another contact has to be verified
 */
export async function changeAndVerify(
  context: RequestContext,
  pool: UserPool,
  { user, entries, author, address, ...about }: ContactsChange,
  lock: (stores: Stores) => Promise<User>,
): Promise<readonly ContactToVerify[]> {
  const { storage, messageLimits, now } = context
  const announced = plannedChange(pool, user, entries, author)
  if (announced.toVerify.length > 0 && pool.settings.lambdaConfig.customMessage !== undefined) {
    await assertAliasesFree(storage.stores, pool, user, announced)
  }
  const changing = { ...user, attributes: applyChange(user.attributes, announced.change) }
  const permits: SendPermit[] = []
  const permitted: Array<Omit<ContactToVerify, 'post'>> = []
  for (const contact of announced.toVerify) {
    const message = { ...codeMessage({ user, contact }, 'update-attribute'), address }
    const permit = await permitOrWithhold(messageLimits, message, now)
    if (permit) permits.push(permit)
    permitted.push({ contact, permit })
  }
  const { prepared, verified } = await withPermits(messageLimits, permits, async () => {
    const ready: ContactToVerify[] = []
    for (const { contact, permit } of permitted) {
      const recipient = { user: changing, contact, ...about }
      ready.push({ contact, permit, post: permit && (await prepareCode(context, pool, recipient, permit)) })
    }
    const stored = await storage.transaction(async (stores) => {
      const locked = await lock(stores)
      const { change, pending, toVerify } = plannedChange(pool, locked, entries, author)
      const changed = await saveChange(stores, pool, locked, change, pending, now)
      const needed = toVerify.map((contact) => readyFor(ready, contact))
      for (const { contact, post } of needed) {
        const code = await issueCode(stores, context, attributeTarget(changed, contact.attribute), contact)
        if (post) await postCode(stores, context, post, code)
      }
      return needed
    })
    return { prepared: ready, verified: stored }
  })
  const superfluous = prepared.filter((it) => !verified.includes(it))
  await messageLimits.giveBack(superfluous.flatMap(({ permit }) => permit?.counted ?? []))
  return verified
}

function readyFor(ready: readonly ContactToVerify[], { attribute, value }: Contact): ContactToVerify {
  const found = ready.find(({ contact }) => contact.attribute === attribute && contact.value === value)
  if (!found) throw tooManyRequests()
  return found
}
