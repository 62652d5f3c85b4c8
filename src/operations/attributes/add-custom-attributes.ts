import { withCustomAttributes } from '../../domain/schema/custom-attributes.ts'
import { assertNotImporting, lockUserPool } from '../../domain/user-pools/find-user-pool.ts'
import { iam } from '../access.ts'
import { toAttributeRequest } from '../attribute-requests.ts'
import { operation } from '../operation.ts'

export const AddCustomAttributes = operation('AddCustomAttributes', {
  access: iam.onUserPool,

  async handle({ UserPoolId, CustomAttributes }, { storage, now, region }) {
    const requests = CustomAttributes.map(toAttributeRequest)
    await storage.transaction(async (stores) => {
      const pool = await lockUserPool(stores, region, UserPoolId) // ResourceNotFoundException
      await assertNotImporting(stores, pool) // UserImportInProgressException
      const schema = withCustomAttributes(pool.schema, requests) // InvalidParameterException
      await stores.userPools.save({ ...pool, schema, modifiedAt: now })
    })
    return {}
  },
})
