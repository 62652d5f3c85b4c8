import type { GroupType } from '../../contract/generated/types.ts'
import type { Group } from '../../domain/groups/group.ts'

/** A group in the words of the API. */
export function toGroupType(group: Group): GroupType {
  return {
    GroupName: group.groupName,
    UserPoolId: group.userPoolId,
    Description: group.description,
    RoleArn: group.roleArn,
    Precedence: group.precedence,
    LastModifiedDate: group.modifiedAt,
    CreationDate: group.createdAt,
  }
}
