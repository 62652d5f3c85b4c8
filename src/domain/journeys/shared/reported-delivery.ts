import type { Contact } from '../../attributes/contact.ts'
import { hidesUsers } from '../../clients/hides-users.ts'
import { type CodeDelivery, codeDelivery } from '../../messages/code-delivery.ts'
import { canonicalName } from '../../users/username-rules.ts'
import type { ClaimedUser } from './claimed-user.ts'

/** Where a code goes. If users are hidden, in lower case where names ignore case, as for an unknown user. */
export function reportedDelivery(
  { client, pool }: Pick<ClaimedUser, 'client' | 'pool'>,
  contact: Contact,
): CodeDelivery {
  if (!hidesUsers(client)) return codeDelivery(contact)
  return codeDelivery({ ...contact, value: canonicalName(pool.settings, contact.value) })
}
