import { lockGroup } from '../../domain/groups/find-group.ts'
import { updatedGroup } from '../../domain/groups/update-group.ts'
import { findUserPool } from '../../domain/user-pools/find-user-pool.ts'
import { iam } from '../access.ts'
import { operation } from '../operation.ts'
import { assertPassesRole } from '../pass-role.ts'
import { toGroupType } from './group-shape.ts'

export const UpdateGroup = operation('UpdateGroup', {
  access: iam.onUserPool,
  auditsAnswer: true,

  async handle({ UserPoolId, GroupName, Description, RoleArn, Precedence }, context) {
    assertPassesRole(context, 'UpdateGroupRequest.RoleArn', RoleArn) // before the group is looked for
    const change = { description: Description, roleArn: RoleArn, precedence: Precedence }
    return context.storage.transaction(async (stores) => {
      const pool = await findUserPool(stores, context.region, UserPoolId)
      const group = updatedGroup(await lockGroup(stores, pool.id, GroupName), change, context.now)
      await stores.groups.save(group)
      return { Group: toGroupType(group) }
    })
  },
})
