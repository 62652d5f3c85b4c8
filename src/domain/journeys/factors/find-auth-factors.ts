import type { AuthFactorType } from '../../../contract/generated/types.ts'
import { configuredFactors } from '../../factors/available-factors.ts'
import type { Stores } from '../../stores.ts'
import type { UserPool } from '../../user-pools/user-pool.ts'
import type { User } from '../../users/user.ts'

/** The factors that the user can be asked for at a sign-in. */
export async function findAuthFactors(
  { credentials, passkeys, softwareTokens }: Pick<Stores, 'credentials' | 'passkeys' | 'softwareTokens'>,
  { settings }: UserPool,
  user: User,
): Promise<readonly AuthFactorType[]> {
  const { userPoolId, sub } = user
  const { password, foreignPassword } = await credentials.find(userPoolId, sub)
  return configuredFactors({
    settings,
    user,
    hasPassword: password !== undefined || foreignPassword !== undefined,
    mustChangePassword: user.status === 'FORCE_CHANGE_PASSWORD',
    hasPasskeys: (await passkeys.count(userPoolId, sub)) > 0,
    hasSoftwareToken: (await softwareTokens.find(userPoolId, sub))?.verified !== undefined,
  })
}
