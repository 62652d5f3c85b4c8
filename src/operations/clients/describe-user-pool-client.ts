import { describedClientNotFound } from '../../domain/clients/client-errors.ts'
import { findClient } from '../../domain/clients/find-client.ts'
import { findUserPool } from '../../domain/user-pools/find-user-pool.ts'
import { iam } from '../access.ts'
import { operation } from '../operation.ts'
import { describedClient } from './described-client.ts'

export const DescribeUserPoolClient = operation('DescribeUserPoolClient', {
  access: iam.onUserPool,

  async handle({ UserPoolId, ClientId }, { storage: { stores }, region, account }) {
    const pool = await findUserPool(stores, region, UserPoolId) // ResourceNotFoundException
    const client = await findClient(stores, pool.id, ClientId, describedClientNotFound)
    return { UserPoolClient: describedClient(client, await stores.clients.secrets(client.id), account) }
  },
})
