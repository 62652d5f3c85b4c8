import { assertSecretsManaged } from '../../domain/clients/client-secrets.ts'
import { findClient } from '../../domain/clients/find-client.ts'
import { findUserPool } from '../../domain/user-pools/find-user-pool.ts'
import { iam } from '../access.ts'
import { operation } from '../operation.ts'
import { invalidPageToken } from '../page.ts'
import { secretDescriptor } from './secret-descriptor.ts'

export const ListUserPoolClientSecrets = operation('ListUserPoolClientSecrets', {
  access: iam.onUserPool,
  neverRaises: { LimitExceededException: 'nothing is added' },

  async handle({ UserPoolId, ClientId, NextToken }, { storage: { stores }, region }) {
    const pool = await findUserPool(stores, region, UserPoolId) // ResourceNotFoundException
    const client = await findClient(stores, pool.id, ClientId) // ResourceNotFoundException
    assertSecretsManaged(client) // InvalidParameterException
    // AWS: both secrets fit on one page, so no page token is ever issued.
    if (NextToken !== undefined) throw invalidPageToken()
    const secrets = await stores.clients.secrets(client.id)
    return { ClientSecrets: secrets.map(secretDescriptor) }
  },
})
