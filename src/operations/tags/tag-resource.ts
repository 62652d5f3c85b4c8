import { changeTags } from '../../domain/replicas/change-tags.ts'
import { withTags } from '../../domain/user-pools/tags.ts'
import { poolNamedBy } from '../../domain/user-pools/user-pool-arn.ts'
import { iam } from '../access.ts'
import { operation } from '../operation.ts'

export const TagResource = operation('TagResource', {
  access: iam.onResourceArn,

  async handle({ ResourceArn, Tags }, { storage, region, account }) {
    // InvalidParameter-, ResourceNotFoundException
    const named = poolNamedBy('TagResourceRequest.ResourceArn', ResourceArn, { region, account })
    // ResourceNotFound-, InvalidParameterException
    await storage.transaction((stores) => changeTags(stores, region, named, (tags) => withTags(tags, Tags)))
    return {}
  },
})
