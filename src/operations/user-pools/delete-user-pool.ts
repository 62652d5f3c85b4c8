import { deleteUserPool } from '../../domain/user-pools/delete-user-pool.ts'
import { lockUserPool } from '../../domain/user-pools/find-user-pool.ts'
import { iam } from '../access.ts'
import { operation } from '../operation.ts'

export const DeleteUserPool = operation('DeleteUserPool', {
  access: iam.onUserPool,

  async handle({ UserPoolId }, { storage, region }) {
    await storage.transaction(async (stores) => {
      const pool = await lockUserPool(stores, region, UserPoolId) // ResourceNotFoundException
      await deleteUserPool(stores, pool) // InvalidParameter-, UserImportInProgressException
    })
    return undefined
  },
})
