import { isEnabledIn } from '../replicas/enabled-in-replica.ts'
import { notEnabledInReplica } from '../replicas/replica-errors.ts'
import type { Stores } from '../stores.ts'

/** The region that a request was sent to, from the region of the pool that it concerns. */
export type RegionSentTo = (own: string) => string

/**
 * The stores for a request without a signature. It names a client, or its token does, so the client is where the rules of
 * a replica apply: a client of another region's pool is only found if that pool has a replica here. For pools of the
 * request's own region nothing more is read.
 *
 * `poolClients.find` throws OperationNotEnabledException for an operation that the replica does not offer.
 */
export function storesInRegion(stores: Stores, operation: string, sentTo: RegionSentTo): Stores {
  const poolClients: Stores['poolClients'] = {
    async find(clientId) {
      const found = await stores.poolClients.find(clientId)
      if (!found) return undefined
      const { id, region: own } = found.pool
      const region = sentTo(own)
      if (region === own) return found
      const replica = await stores.replicas.find(id, region)
      if (!replica) return undefined
      if (!isEnabledIn(replica, operation)) throw notEnabledInReplica(operation)
      return found
    },
  }
  // The stores are made when they are first used, so they are not copied.
  return new Proxy(stores, {
    get: (target, name) => (name === 'poolClients' ? poolClients : target[name as keyof Stores]),
  })
}
