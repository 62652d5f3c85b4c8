import { findUserPool } from '../../domain/user-pools/find-user-pool.ts'
import { userPoolIdOf } from '../../domain/user-pools/user-pool-arn.ts'
import { iam } from '../access.ts'
import { operation } from '../operation.ts'

export const ListTagsForResource = operation('ListTagsForResource', {
  access: iam.onResourceArn,

  async handle({ ResourceArn }, { storage, region, account }) {
    // InvalidParameter-, ResourceNotFoundException
    const id = userPoolIdOf('ListTagsForResourceRequest.ResourceArn', ResourceArn, { region, account })
    const pool = await findUserPool(storage.stores, region, id) // ResourceNotFoundException
    return { Tags: pool.tags }
  },
})
