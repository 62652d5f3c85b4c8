import { findGroup } from '../../domain/groups/find-group.ts'
import { findUserPool } from '../../domain/user-pools/find-user-pool.ts'
import { iam } from '../access.ts'
import { operation } from '../operation.ts'
import { toGroupType } from './group-shape.ts'

export const GetGroup = operation('GetGroup', {
  access: iam.onUserPool,

  async handle({ UserPoolId, GroupName }, { storage: { stores }, region }) {
    const pool = await findUserPool(stores, region, UserPoolId)
    return { Group: toGroupType(await findGroup(stores, pool.id, GroupName)) }
  },
})
