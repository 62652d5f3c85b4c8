import { findUserPool } from '../../domain/user-pools/find-user-pool.ts'
import { userPoolIdOf } from '../../domain/user-pools/user-pool-arn.ts'
import { iam } from '../access.ts'
import { operation } from '../operation.ts'
import { NEVER_RAISED } from './never-raised.ts'

export const ListTagsForResource = operation('ListTagsForResource', {
  access: iam.onResourceArn,
  neverRaises: NEVER_RAISED,

  async handle({ ResourceArn }, { storage, region, account }) {
    const id = userPoolIdOf(ResourceArn, { region, account }) // InvalidParameter-, ResourceNotFoundException
    const pool = await findUserPool(storage.stores, region, id) // ResourceNotFoundException
    return { Tags: pool.tags }
  },
})
