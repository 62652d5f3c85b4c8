import { saveIdentities } from '../../../src/domain/user-identities/save-identities.ts'
import { userOf } from '../../stores/pool-of-users.ts'
import type { Poolhouse } from '../../support/poolhouse.ts'

/** Stores a user whom an OIDC provider signed in. Returns the username. */
export async function storeFederatedUser(
  { storage }: Poolhouse,
  userPoolId: string,
  providerName: string,
  subject: string,
): Promise<string> {
  const user = { ...userOf(userPoolId, `${providerName}_${subject}`), status: 'EXTERNAL_PROVIDER' } as const
  await storage.transaction(async (stores) => {
    await stores.users.insert(user)
    await stores.userIdentities.insert({
      userPoolId,
      providerName,
      attributeName: 'Cognito_Subject',
      attributeValue: subject,
      sub: user.sub,
      providerType: 'OIDC',
      primary: true,
      createdAt: user.createdAt,
    })
    await saveIdentities(stores, user, user.createdAt)
  })
  return user.username
}
