import type { Stores } from '../stores.ts'
import { isOfReplica, type UserPoolDomain } from './user-pool-domain.ts'

/**
 * The domain that a pool is known by: its custom domain, or else the prefix domain in its own region (AWS). The domain of a
 * replica never is: it offers less, and may be gone sooner.
 */
export async function knownDomain(
  { domains }: Pick<Stores, 'domains'>,
  userPoolId: string,
): Promise<UserPoolDomain | undefined> {
  const last = (await domains.ofPool(userPoolId)).at(-1)
  return last && !isOfReplica(last) ? last : undefined
}
