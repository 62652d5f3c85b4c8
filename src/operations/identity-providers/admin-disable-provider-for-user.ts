import { unlinkIdentity } from '../../domain/user-identities/unlink-identity.ts'
import { findUserPool } from '../../domain/user-pools/find-user-pool.ts'
import { iam } from '../access.ts'
import { operation } from '../operation.ts'
import { toProviderUser } from './provider-user-request.ts'

export const AdminDisableProviderForUser = operation('AdminDisableProviderForUser', {
  access: iam.onUserPool,
  neverRaises: { AliasExistsException: 'to end a link gives no name to anyone' },

  async handle({ UserPoolId, User }, { storage, region, now }) {
    await storage.transaction(async (stores) => {
      const pool = await findUserPool(stores, region, UserPoolId) // ResourceNotFoundException
      await unlinkIdentity(stores, pool, toProviderUser(User), now) // InvalidParameter-, UserNotFoundException
    })
    return {}
  },
})
