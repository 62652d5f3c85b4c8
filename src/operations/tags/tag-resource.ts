import { lockUserPool } from '../../domain/user-pools/find-user-pool.ts'
import { withTags } from '../../domain/user-pools/tags.ts'
import { userPoolIdOf } from '../../domain/user-pools/user-pool-arn.ts'
import { iam } from '../access.ts'
import { operation } from '../operation.ts'

export const TagResource = operation('TagResource', {
  access: iam.onResourceArn,

  async handle({ ResourceArn, Tags }, { storage, region, account }) {
    // InvalidParameter-, ResourceNotFoundException
    const id = userPoolIdOf('TagResourceRequest.ResourceArn', ResourceArn, { region, account })
    await storage.transaction(async (stores) => {
      const pool = await lockUserPool(stores, region, id) // ResourceNotFoundException
      await stores.userPools.save({ ...pool, tags: withTags(pool.tags, Tags) }) // InvalidParameterException
    })
    return {}
  },
})
