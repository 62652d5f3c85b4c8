import type { ContactAttribute } from '../../attributes/attributes.ts'
import type { CodeDelivery } from '../../messages/code-delivery.ts'
import type { RequestContext } from '../../requests/request-context.ts'
import { simulatedDelivery } from '../../strangers/simulated-delivery.ts'
import type { ClaimedUser } from './claimed-user.ts'
import { reportedDelivery } from './reported-delivery.ts'

/**
 * The delivery to report if nothing is sent and users are hidden. For a user, it names a contact on file, verified or
 * not, whichever of the user's names the request has; without one, it is as for an unknown user.
 * @param channels the pool's channels for such codes, the preferred one first
 */
export function simulateDelivery(
  { poolKeys }: Pick<RequestContext, 'poolKeys'>,
  claimed: ClaimedUser,
  channels: readonly ContactAttribute[],
): CodeDelivery {
  const { pool, user, requested } = claimed
  for (const attribute of channels) {
    const value = user?.attributes.get(attribute)
    if (value) return reportedDelivery(claimed, { attribute, value })
  }
  return simulatedDelivery(poolKeys, pool, channels, user?.username ?? requested)
}
