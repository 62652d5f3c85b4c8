// Users and groups as the SDK returns them, in our words.
import type { GroupType, UserType } from '@aws-sdk/client-cognito-identity-provider'
import type { FormerGroup, FormerUser } from '../domain/moving/former-pool.ts'

export function toFormerUser(user: UserType): FormerUser {
  return {
    username: user.Username ?? '',
    attributes: (user.Attributes ?? []).map(({ Name = '', Value }) => ({ name: Name, value: Value })),
    status: user.UserStatus ?? 'UNKNOWN',
    enabled: user.Enabled ?? true,
    createdAt: user.UserCreateDate?.getTime(),
    modifiedAt: user.UserLastModifiedDate?.getTime(),
  }
}

export function toFormerGroup(group: GroupType): FormerGroup {
  return {
    groupName: group.GroupName ?? '',
    description: group.Description,
    roleArn: group.RoleArn,
    precedence: group.Precedence,
    createdAt: group.CreationDate?.getTime(),
    modifiedAt: group.LastModifiedDate?.getTime(),
  }
}
