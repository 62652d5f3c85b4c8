import { addDomain, type NewDomain } from '../domains/add-domain.ts'
import type { Stores } from '../stores.ts'
import type { UserPool } from '../user-pools/user-pool.ts'
import type { Seeded } from './declared-world.ts'

/**
 * Attaches the domain by the rules of CreateUserPoolDomain, unless the locked pool already has it.
 * @throws InvalidParameter-, FeatureUnavailableInTier-, LimitExceededException
 */
export async function seedDomain(
  stores: Pick<Stores, 'domains' | 'replicas'>,
  pool: UserPool,
  declared: NewDomain,
  surroundings: Parameters<typeof addDomain>[3],
): Promise<Seeded> {
  const present = await stores.domains.find(pool.region, declared.domain)
  if (present?.userPoolId === pool.id) return 'kept'
  await addDomain(stores, pool, declared, surroundings)
  return 'made'
}
