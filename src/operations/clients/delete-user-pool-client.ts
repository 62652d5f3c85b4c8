import { lockClient } from '../../domain/clients/find-client.ts'
import { findUserPool } from '../../domain/user-pools/find-user-pool.ts'
import { iam } from '../access.ts'
import { operation } from '../operation.ts'

export const DeleteUserPoolClient = operation('DeleteUserPoolClient', {
  access: iam.onUserPool,

  async handle({ UserPoolId, ClientId }, { storage, region }) {
    await storage.transaction(async (stores) => {
      const pool = await findUserPool(stores, region, UserPoolId) // ResourceNotFoundException
      const client = await lockClient(stores, pool.id, ClientId) // ResourceNotFoundException
      await stores.clients.delete(client.id)
    })
  },
})
