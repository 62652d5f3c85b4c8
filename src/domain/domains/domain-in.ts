import type { Stores } from '../stores.ts'
import type { UserPoolDomain } from './user-pool-domain.ts'

/**
 * The domain of this name in a region. AWS: prefix domains are those of one region; a custom domain can be described in every
 * region of its pool.
 */
export async function domainIn(
  { domains, replicas }: Pick<Stores, 'domains' | 'replicas'>,
  region: string,
  name: string,
): Promise<UserPoolDomain | undefined> {
  const own = await domains.find(region, name)
  if (own) return own
  const custom = await domains.findCustom(name)
  return custom && (await replicas.find(custom.userPoolId, region)) ? custom : undefined
}
