import type { ContactAttribute } from '../../attributes/attributes.ts'
import type { CodeDelivery } from '../../messages/code-delivery.ts'
import type { RequestContext } from '../../requests/request-context.ts'
import { simulatedDelivery } from '../../strangers/simulated-delivery.ts'
import type { ClaimedUser } from './claimed-user.ts'
import { deliveryTo } from './deliver.ts'

/**
 * The delivery to report where nothing is sent and users are hidden: for a user to a contact on file, verified or not,
 * otherwise as for a stranger. It does not depend on which of its names the user is requested by.
 * @param channels those by which the pool sends such codes, the preferred one first
 */
export function simulateDelivery(
  { poolKeys }: Pick<RequestContext, 'poolKeys'>,
  claimed: ClaimedUser,
  channels: readonly ContactAttribute[],
): CodeDelivery {
  const { pool, user, requested } = claimed
  for (const attribute of channels) {
    const value = user?.attributes.get(attribute)
    if (value) return deliveryTo(claimed, { attribute, value })
  }
  return simulatedDelivery(poolKeys, pool, channels, user?.username ?? requested)
}
