import { findClient } from '../../domain/clients/find-client.ts'
import { CLIENT_DEFAULT } from '../../domain/sessions/session-configuration.ts'
import { findUserPool } from '../../domain/user-pools/find-user-pool.ts'
import { iam } from '../access.ts'
import { operation } from '../operation.ts'
import { toClientConfiguration } from './session-configuration-shapes.ts'

export const GetUserPoolClientSessionConfiguration = operation('GetUserPoolClientSessionConfiguration', {
  access: iam.onUserPool,

  async handle({ UserPoolId, ClientId }, { storage, region }) {
    const pool = await findUserPool(storage.stores, region, UserPoolId) // ResourceNotFoundException
    const client = await findClient(storage.stores, pool.id, ClientId) // ResourceNotFoundException
    const configuration = await storage.stores.sessionConfigurations.ofClient(client.id)
    return toClientConfiguration(client, configuration ?? CLIENT_DEFAULT)
  },
})
