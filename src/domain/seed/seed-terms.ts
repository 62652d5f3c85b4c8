import type { Stores } from '../stores.ts'
import { addTerms } from '../terms/add-terms.ts'
import type { Terms } from '../terms/terms.ts'
import type { Seeded } from './declared-world.ts'

/**
 * Stores the document by the rules of CreateTerms, unless the client already has one of its name.
 * @throws ResourceNotFound-, InvalidParameter-, LimitExceededException
 */
export async function seedTerms(stores: Pick<Stores, 'clients' | 'terms'>, declared: Terms): Promise<Seeded> {
  const present = await stores.terms.findOfClient(declared.clientId, declared.name)
  if (present?.userPoolId === declared.userPoolId) return 'kept'
  await addTerms(stores, declared)
  return 'made'
}
