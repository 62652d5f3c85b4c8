import { lockClient } from '../../domain/clients/find-client.ts'
import { configureClientSessions } from '../../domain/sessions/configure-sessions.ts'
import { lockUserPool } from '../../domain/user-pools/find-user-pool.ts'
import { iam } from '../access.ts'
import { operation } from '../operation.ts'
import { toClientConfiguration } from './session-configuration-shapes.ts'

export const SetUserPoolClientSessionConfiguration = operation('SetUserPoolClientSessionConfiguration', {
  access: iam.onUserPool,
  auditsAnswer: true,

  handle({ UserPoolId, ClientId, SSOSession }, { storage, region }) {
    const configuration = { maxValidityMinutes: SSOSession.MaxValidityMinutes }
    return storage.transaction(async (stores) => {
      const pool = await lockUserPool(stores, region, UserPoolId) // ResourceNotFoundException
      const client = await lockClient(stores, pool.id, ClientId) // ResourceNotFoundException
      await configureClientSessions(stores, pool, client.id, configuration)
      return toClientConfiguration(client, configuration)
    })
  },
})
