import { configurePoolSessions } from '../../domain/sessions/configure-sessions.ts'
import { lockUserPool } from '../../domain/user-pools/find-user-pool.ts'
import { iam } from '../access.ts'
import { operation } from '../operation.ts'
import { toPoolConfiguration } from './session-configuration-shapes.ts'

export const SetUserPoolSessionConfiguration = operation('SetUserPoolSessionConfiguration', {
  access: iam.onUserPool,
  auditsAnswer: true,

  handle({ UserPoolId, UserSessionTracking, TokenSession }, { storage, region }) {
    const configuration = { userSessionTracking: UserSessionTracking, maxPerUser: TokenSession.MaxPerUser }
    return storage.transaction(async (stores) => {
      const pool = await lockUserPool(stores, region, UserPoolId) // ResourceNotFoundException
      await configurePoolSessions(stores, pool, configuration) // FeatureUnavailableInTierException
      return toPoolConfiguration(pool.id, configuration)
    })
  },
})
