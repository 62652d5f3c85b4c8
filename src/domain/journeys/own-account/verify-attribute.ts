import { attributeTarget } from '../../codes/contact-code.ts'
import type { RequestContext } from '../../requests/request-context.ts'
import type { UserPool } from '../../user-pools/user-pool.ts'
import type { User } from '../../users/user.ts'
import { aliasTaken } from '../../users/user-errors.ts'
import { tryCode, useCode } from '../shared/try-code.ts'
import { lockOwnUser } from './lock-own-user.ts'
import { contactAttribute } from './send-attribute-code.ts'
import { verifyContact } from './verify-contact.ts'

/**
 * Verifies an address or number of a signed-in user by the code that was sent to it. AWS: a former holder of the alias
 * silently loses it.
 * @throws InvalidParameterException for other attributes
 * @throws CodeMismatchException, ExpiredCodeException, LimitExceededException
 * @throws AliasExistsException if it is another user's username
 */
export async function verifyAttribute(
  context: RequestContext,
  pool: UserPool,
  user: User,
  answer: { readonly name: string; readonly code: string },
): Promise<void> {
  const { storage, now } = context
  const attribute = contactAttribute(answer.name)
  const answerer = { userPoolId: user.userPoolId, sub: user.sub, hidden: false }
  const matched = await tryCode(
    context,
    answerer,
    'verifyAttribute',
    attributeTarget(user, attribute),
    answer.code,
  )
  await storage.transaction(async (stores) => {
    const locked = await lockOwnUser(stores, user)
    await useCode(stores, locked, matched)
    const kept = await verifyContact(stores, pool, locked, attribute, 'move', now)
    if (kept) throw aliasTaken(kept.attribute)
  })
}
