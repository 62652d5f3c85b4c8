import { findUserPool } from '../../domain/user-pools/find-user-pool.ts'
import { iam } from '../access.ts'
import { operation } from '../operation.ts'
import { toMfaConfig } from './mfa-config-shape.ts'

export const GetUserPoolMfaConfig = operation('GetUserPoolMfaConfig', {
  access: iam.onUserPool,

  async handle({ UserPoolId }, { storage, region }) {
    const pool = await findUserPool(storage.stores, region, UserPoolId) // ResourceNotFoundException
    return toMfaConfig(pool)
  },
})
