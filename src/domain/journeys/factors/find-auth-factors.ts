import type { AuthFactorType } from '../../../contract/generated/types.ts'
import { configuredFactors } from '../../factors/available-factors.ts'
import { usablePasskeys } from '../../passkeys/usable-passkeys.ts'
import type { RequestContext } from '../../requests/request-context.ts'
import type { UserPool } from '../../user-pools/user-pool.ts'
import type { User } from '../../users/user.ts'

/** The factors that the user can be asked for at a sign-in. */
export async function findAuthFactors(
  context: RequestContext,
  pool: UserPool,
  user: User,
): Promise<readonly AuthFactorType[]> {
  const { userPoolId, sub } = user
  const { stores } = context.storage
  const { password, foreignPassword } = await stores.credentials.find(userPoolId, sub)
  return configuredFactors({
    settings: pool.settings,
    user,
    hasPassword: password !== undefined || foreignPassword !== undefined,
    mustChangePassword: user.status === 'FORCE_CHANGE_PASSWORD',
    hasPasskeys: (await usablePasskeys(context, pool, sub)).length > 0,
    hasSoftwareToken: (await stores.softwareTokens.findApp(userPoolId, sub)) !== undefined,
  })
}
