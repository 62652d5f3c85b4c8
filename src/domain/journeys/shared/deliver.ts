import type { Contact } from '../../attributes/contact.ts'
import { hidesUsers } from '../../clients/hides-users.ts'
import { type CodeDelivery, codeDelivery } from '../../messages/code-delivery.ts'
import type { RequestContext } from '../../requests/request-context.ts'
import { canonicalName } from '../../users/username-rules.ts'
import type { ClaimedUser } from './claimed-user.ts'

/**
 * Stores and sends a code, and returns where it goes. If users are hidden, it does so after the response, so that the
 * response takes no longer than one about an unknown user; then only the log shows a failed delivery.
 * @throws CodeDeliveryFailureException unless users are hidden
 */
export async function deliver(
  context: Pick<RequestContext, 'afterAnswer'>,
  claimed: Pick<ClaimedUser, 'client' | 'pool'>,
  contact: Contact,
  send: () => Promise<void>,
): Promise<CodeDelivery> {
  if (hidesUsers(claimed.client)) context.afterAnswer(send)
  else await send()
  return deliveryTo(claimed, contact)
}

/** Where a code goes. If users are hidden, in lower case where names ignore case, as for an unknown user. */
export function deliveryTo(
  { client, pool }: Pick<ClaimedUser, 'client' | 'pool'>,
  contact: Contact,
): CodeDelivery {
  if (!hidesUsers(client)) return codeDelivery(contact)
  return codeDelivery({ ...contact, value: canonicalName(pool.settings, contact.value) })
}
