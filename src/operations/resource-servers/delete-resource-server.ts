import { resourceServerNotFound } from '../../domain/resource-servers/resource-server-errors.ts'
import { findUserPool } from '../../domain/user-pools/find-user-pool.ts'
import { iam } from '../access.ts'
import { operation } from '../operation.ts'

export const DeleteResourceServer = operation('DeleteResourceServer', {
  access: iam.onUserPool,

  async handle({ UserPoolId, Identifier }, { storage, region }) {
    await storage.transaction(async (stores) => {
      const pool = await findUserPool(stores, region, UserPoolId)
      if (!(await stores.resourceServers.delete(pool.id, Identifier)))
        throw resourceServerNotFound(Identifier)
    })
  },
})
