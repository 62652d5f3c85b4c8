import type { AuthFactorType } from '../../../contract/generated/types.ts'
import { configuredFactors } from '../../factors/available-factors.ts'
import { usablePasskeys } from '../../passkeys/usable-passkeys.ts'
import type { Stores } from '../../stores.ts'
import type { UserPool } from '../../user-pools/user-pool.ts'
import type { User } from '../../users/user.ts'

/** The factors that the user can be asked for at a sign-in. */
export async function findAuthFactors(
  stores: Pick<Stores, 'credentials' | 'passkeys' | 'softwareTokens'>,
  pool: UserPool,
  user: User,
): Promise<readonly AuthFactorType[]> {
  const { userPoolId, sub } = user
  const { password, foreignPassword } = await stores.credentials.find(userPoolId, sub)
  return configuredFactors({
    settings: pool.settings,
    user,
    hasPassword: password !== undefined || foreignPassword !== undefined,
    mustChangePassword: user.status === 'FORCE_CHANGE_PASSWORD',
    hasPasskeys: (await usablePasskeys(stores, pool, sub)).length > 0,
    hasSoftwareToken: (await stores.softwareTokens.findApp(userPoolId, sub)) !== undefined,
  })
}
