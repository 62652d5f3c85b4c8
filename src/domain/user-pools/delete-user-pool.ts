import { invalidParameter } from '../../contract/service-error.ts'
import type { Stores } from '../stores.ts'
import { assertNotImporting } from './find-user-pool.ts'
import type { UserPool } from './user-pool.ts'

const deletionProtected = () =>
  invalidParameter(
    'The user pool cannot be deleted because deletion protection is activated. Deletion protection must be inactivated first.',
  )

const domainAttached = () =>
  invalidParameter('User pool cannot be deleted. It has a domain configured that should be deleted first.')

/**
 * Deletes a pool with everything that belongs to it, unless it is protected, has a domain or imports users.
 */
export async function deleteUserPool(
  stores: Pick<Stores, 'domains' | 'userPools'>,
  pool: UserPool,
): Promise<void> {
  if (pool.settings.deletionProtection === 'ACTIVE') throw deletionProtected()
  if ((await stores.domains.ofPool(pool.id)).length > 0) throw domainAttached()
  await assertNotImporting(stores, pool) // throws UserImportInProgressException
  await stores.userPools.delete(pool.id)
}
