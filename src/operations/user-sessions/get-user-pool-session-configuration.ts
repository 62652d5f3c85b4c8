import { POOL_DEFAULT } from '../../domain/sessions/session-configuration.ts'
import { findUserPool } from '../../domain/user-pools/find-user-pool.ts'
import { iam } from '../access.ts'
import { operation } from '../operation.ts'
import { toPoolConfiguration } from './session-configuration-shapes.ts'

export const GetUserPoolSessionConfiguration = operation('GetUserPoolSessionConfiguration', {
  access: iam.onUserPool,

  async handle({ UserPoolId }, { storage, region }) {
    const pool = await findUserPool(storage.stores, region, UserPoolId) // ResourceNotFoundException
    return toPoolConfiguration(
      pool.id,
      (await storage.stores.sessionConfigurations.ofPool(pool.id)) ?? POOL_DEFAULT,
    )
  },
})
