import { changeTags } from '../../domain/replicas/change-tags.ts'
import { withoutTags } from '../../domain/user-pools/tags.ts'
import { poolNamedBy } from '../../domain/user-pools/user-pool-arn.ts'
import { iam } from '../access.ts'
import { operation } from '../operation.ts'

export const UntagResource = operation('UntagResource', {
  access: iam.onResourceArn,

  async handle({ ResourceArn, TagKeys }, { storage, region, account }) {
    // InvalidParameter-, ResourceNotFoundException
    const named = poolNamedBy('UntagResourceRequest.ResourceArn', ResourceArn, { region, account })
    // ResourceNotFoundException
    await storage.transaction((stores) =>
      changeTags(stores, region, named, (tags) => withoutTags(tags, TagKeys)),
    )
    return {}
  },
})
