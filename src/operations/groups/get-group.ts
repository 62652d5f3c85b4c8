import { findGroup } from '../../domain/groups/find-group.ts'
import { findUserPool } from '../../domain/user-pools/find-user-pool.ts'
import { iam } from '../access.ts'
import { NEVER_RAISED_BEHIND_IAM } from '../never-raised.ts'
import { operation } from '../operation.ts'
import { toGroupType } from './group-shape.ts'

export const GetGroup = operation('GetGroup', {
  access: iam.onUserPool,
  neverRaises: NEVER_RAISED_BEHIND_IAM,

  async handle({ UserPoolId, GroupName }, { storage: { stores }, region }) {
    const pool = await findUserPool(stores, region, UserPoolId)
    return { Group: toGroupType(await findGroup(stores, pool.id, GroupName)) }
  },
})
