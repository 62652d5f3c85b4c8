import { lockUserPool } from '../../domain/user-pools/find-user-pool.ts'
import { withoutTags } from '../../domain/user-pools/tags.ts'
import { userPoolIdOf } from '../../domain/user-pools/user-pool-arn.ts'
import { iam } from '../access.ts'
import { operation } from '../operation.ts'

export const UntagResource = operation('UntagResource', {
  access: iam.onResourceArn,

  async handle({ ResourceArn, TagKeys }, { storage, region, account }) {
    // InvalidParameter-, ResourceNotFoundException
    const id = userPoolIdOf('UntagResourceRequest.ResourceArn', ResourceArn, { region, account })
    await storage.transaction(async (stores) => {
      const pool = await lockUserPool(stores, region, id) // ResourceNotFoundException
      await stores.userPools.save({ ...pool, tags: withoutTags(pool.tags, TagKeys) })
    })
    return {}
  },
})
