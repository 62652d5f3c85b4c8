import { assertSecretDeletable, assertSecretsManaged } from '../../domain/clients/client-secrets.ts'
import { lockClient } from '../../domain/clients/find-client.ts'
import { findUserPool } from '../../domain/user-pools/find-user-pool.ts'
import { iam } from '../access.ts'
import { operation } from '../operation.ts'

export const DeleteUserPoolClientSecret = operation('DeleteUserPoolClientSecret', {
  access: iam.onUserPool,
  neverRaises: { LimitExceededException: 'nothing is added' },

  async handle({ UserPoolId, ClientId, ClientSecretId }, { storage, region }) {
    await storage.transaction(async (stores) => {
      const pool = await findUserPool(stores, region, UserPoolId) // ResourceNotFoundException
      const client = await lockClient(stores, pool.id, ClientId) // ResourceNotFoundException
      assertSecretsManaged(client) // InvalidParameterException
      const secrets = await stores.clients.secrets(client.id)
      assertSecretDeletable(client, secrets, ClientSecretId) // ResourceNotFound-, InvalidParameterException
      await stores.clients.deleteSecret(client.id, ClientSecretId)
    })
    return {}
  },
})
