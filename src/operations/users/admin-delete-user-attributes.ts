import { findUserPool } from '../../domain/user-pools/find-user-pool.ts'
import { deleteAttributes } from '../../domain/users/change-attributes.ts'
import { lockUser } from '../../domain/users/find-user.ts'
import { iam } from '../access.ts'
import { operation } from '../operation.ts'

export const AdminDeleteUserAttributes = operation('AdminDeleteUserAttributes', {
  access: iam.onUserPool,

  async handle({ UserPoolId, Username, UserAttributeNames }, { storage, region, now }) {
    await storage.transaction(async (stores) => {
      const pool = await findUserPool(stores, region, UserPoolId) // ResourceNotFoundException
      const user = await lockUser(stores, pool, Username) // UserNotFoundException
      // InvalidParameterException
      await deleteAttributes(stores, pool, user, UserAttributeNames, 'administrator', now)
    })
    return {}
  },
})
