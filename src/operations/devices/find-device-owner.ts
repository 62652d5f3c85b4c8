import { ServiceError } from '../../contract/service-error.ts'
import { assertTracksDevices } from '../../domain/devices/find-device.ts'
import type { Stores } from '../../domain/stores.ts'
import { findUserPool } from '../../domain/user-pools/find-user-pool.ts'
import type { UserPool } from '../../domain/user-pools/user-pool.ts'
import { findUser } from '../../domain/users/find-user.ts'
import type { User } from '../../domain/users/user.ts'

/**
 * The user whose devices an administrator asks for.
 * @throws ResourceNotFoundException, InvalidUserPoolConfigurationException, UserNotFoundException
 */
export async function findDeviceOwner(
  stores: Pick<Stores, 'userPools' | 'users'>,
  region: string,
  { UserPoolId, Username }: { readonly UserPoolId: string; readonly Username: string },
): Promise<{ readonly pool: UserPool; readonly user: User }> {
  const pool = await findUserPool(stores, region, UserPoolId)
  assertTracksDevices(pool)
  return { pool, user: await findUser(stores, pool, Username) }
}

/** Deviation: for operations that do not declare UserNotFoundException (docs/deviations.md, "devices of nobody"). */
export function asUndeclared(error: unknown): never {
  if (error instanceof ServiceError && error.name === 'UserNotFoundException')
    throw new ServiceError('ResourceNotFoundException', error.message)
  throw error
}
