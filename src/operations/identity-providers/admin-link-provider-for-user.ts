import { linkIdentity } from '../../domain/user-identities/link-identity.ts'
import { findUserPool } from '../../domain/user-pools/find-user-pool.ts'
import { iam } from '../access.ts'
import { operation } from '../operation.ts'
import { toProviderUser } from './provider-user-request.ts'

export const AdminLinkProviderForUser = operation('AdminLinkProviderForUser', {
  access: iam.onUserPool,

  async handle({ UserPoolId, DestinationUser, SourceUser }, { storage, region, now }) {
    const link = { destination: toProviderUser(DestinationUser), source: toProviderUser(SourceUser) }
    await storage.transaction(async (stores) => {
      const pool = await findUserPool(stores, region, UserPoolId) // ResourceNotFoundException
      // AliasExists-, InvalidParameter-, LimitExceeded-, ResourceNotFound-, UserNotFoundException
      await linkIdentity(stores, pool, link, now)
    })
    return {}
  },
})
