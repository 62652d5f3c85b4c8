import { poolSigningKey } from '../../domain/identity-providers/signing-certificate.ts'
import { findUserPool } from '../../domain/user-pools/find-user-pool.ts'
import { iam } from '../access.ts'
import { operation } from '../operation.ts'

export const GetSigningCertificate = operation('GetSigningCertificate', {
  access: iam.onUserPool,

  async handle({ UserPoolId }, context) {
    const { storage, region } = context
    const pool = await findUserPool(storage.stores, region, UserPoolId) // ResourceNotFoundException
    const { certificate } = await poolSigningKey(storage, pool.id, context)
    return { Certificate: certificate }
  },
})
