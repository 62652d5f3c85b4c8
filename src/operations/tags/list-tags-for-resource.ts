import { findTags } from '../../domain/replicas/change-tags.ts'
import { poolNamedBy } from '../../domain/user-pools/user-pool-arn.ts'
import { iam } from '../access.ts'
import { operation } from '../operation.ts'

export const ListTagsForResource = operation('ListTagsForResource', {
  access: iam.onResourceArn,

  async handle({ ResourceArn }, { storage, region, account }) {
    // InvalidParameter-, ResourceNotFoundException
    const named = poolNamedBy('ListTagsForResourceRequest.ResourceArn', ResourceArn, { region, account })
    return { Tags: await findTags(storage.stores, region, named) } // ResourceNotFoundException
  },
})
