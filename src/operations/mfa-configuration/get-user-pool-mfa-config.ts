import { findUserPool } from '../../domain/user-pools/find-user-pool.ts'
import { iam } from '../access.ts'
import { operation } from '../operation.ts'
import { mfaConfigAnswer } from './mfa-config-answer.ts'

export const GetUserPoolMfaConfig = operation('GetUserPoolMfaConfig', {
  access: iam.onUserPool,

  async handle({ UserPoolId }, { storage, region }) {
    const pool = await findUserPool(storage.stores, region, UserPoolId) // ResourceNotFoundException
    return mfaConfigAnswer(pool.settings)
  },
})
