import { softwareTokensNotEnabled } from '../../factors/software-token-errors.ts'
import { newSecret, secretText } from '../../factors/totp.ts'
import type { RequestContext } from '../../requests/request-context.ts'
import { accessTokenOfFormerUser } from '../../tokens/token-errors.ts'
import type { UserPool } from '../../user-pools/user-pool.ts'
import type { User } from '../../users/user.ts'

/**
 * Gives a signed-in user a new secret in base32, which counts for nothing before its first code. AWS: it replaces a
 * pending one, while a verified one stays until then.
 * @throws SoftwareTokenMFANotFoundException in a pool without software tokens
 */
export async function associateSoftwareToken(
  { storage, entropy }: RequestContext,
  pool: UserPool,
  { userPoolId, sub }: User,
): Promise<string> {
  assertSoftwareTokensEnabled(pool)
  const secret = newSecret(entropy)
  await storage.transaction(async (stores) => {
    if (!(await stores.users.lock(userPoolId, sub))) throw accessTokenOfFormerUser()
    await stores.softwareTokens.setPending(userPoolId, sub, secret)
  })
  return secretText(secret)
}

/** @throws SoftwareTokenMFANotFoundException */
export function assertSoftwareTokensEnabled({ settings }: UserPool): void {
  if (!settings.softwareTokenMfaConfiguration?.enabled) throw softwareTokensNotEnabled()
}
