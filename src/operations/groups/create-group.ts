import { addGroup } from '../../domain/groups/add-group.ts'
import { findUserPool } from '../../domain/user-pools/find-user-pool.ts'
import { iam } from '../access.ts'
import { operation } from '../operation.ts'
import { assertPassesRole } from '../pass-role.ts'
import { toGroupType } from './group-shape.ts'

export const CreateGroup = operation('CreateGroup', {
  access: iam.onUserPool,
  auditsAnswer: true,

  async handle({ UserPoolId, GroupName, Description, RoleArn, Precedence }, context) {
    assertPassesRole(context, 'CreateGroupRequest.RoleArn', RoleArn) // before the name is looked at
    return context.storage.transaction(async (stores) => {
      const pool = await findUserPool(stores, context.region, UserPoolId)
      const group = await addGroup(stores, {
        userPoolId: pool.id,
        groupName: GroupName,
        description: Description === '' ? undefined : Description,
        roleArn: RoleArn,
        precedence: Precedence,
        createdAt: context.now,
        modifiedAt: context.now,
      })
      return { Group: toGroupType(group) }
    })
  },
})
