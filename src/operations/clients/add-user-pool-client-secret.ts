import { assertSecretsManaged, furtherSecret } from '../../domain/clients/client-secrets.ts'
import { lockClient } from '../../domain/clients/find-client.ts'
import { findUserPool } from '../../domain/user-pools/find-user-pool.ts'
import { iam } from '../access.ts'
import { operation } from '../operation.ts'
import { secretDescriptor } from './secret-descriptor.ts'

export const AddUserPoolClientSecret = operation('AddUserPoolClientSecret', {
  access: iam.onUserPool,
  auditsAnswer: true,

  async handle({ UserPoolId, ClientId, ClientSecret }, { storage, now, region, entropy }) {
    return storage.transaction(async (stores) => {
      const pool = await findUserPool(stores, region, UserPoolId) // ResourceNotFoundException
      const client = await lockClient(stores, pool.id, ClientId) // ResourceNotFoundException
      assertSecretsManaged(client) // InvalidParameterException
      const secrets = await stores.clients.secrets(client.id)
      // InvalidParameter-, LimitExceededException
      const secret = furtherSecret(entropy, client, secrets, ClientSecret, now)
      await stores.clients.addSecret(secret)
      const shown = ClientSecret === undefined ? secret.value : undefined
      return { ClientSecretDescriptor: { ...secretDescriptor(secret), ClientSecretValue: shown } }
    })
  },
})
