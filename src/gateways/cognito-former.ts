// Users and groups as the SDK returns them, in our words.
import type { GetUserResponse, GroupType, UserType } from '@aws-sdk/client-cognito-identity-provider'
import type { FormerFactors, FormerGroup, FormerUser } from '../domain/moving/former-pool.ts'

export function toFormerUser(user: UserType, factors?: FormerFactors): FormerUser {
  return {
    factors,
    username: user.Username ?? '',
    attributes: (user.Attributes ?? []).map(({ Name = '', Value }) => ({ name: Name, value: Value })),
    status: user.UserStatus ?? 'UNKNOWN',
    enabled: user.Enabled ?? true,
    createdAt: user.UserCreateDate?.getTime(),
    modifiedAt: user.UserLastModifiedDate?.getTime(),
  }
}

/** What AdminGetUser and GetUser show of the factors of a user. */
export function toFormerFactors({
  MFAOptions = [],
  UserMFASettingList,
  PreferredMfaSetting,
}: Pick<GetUserResponse, 'MFAOptions' | 'UserMFASettingList' | 'PreferredMfaSetting'>): FormerFactors {
  // AWS: the older form, which only knows text messages.
  const byOption = MFAOptions.length > 0 ? ['SMS_MFA'] : []
  return { activated: UserMFASettingList ?? byOption, preferred: PreferredMfaSetting }
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
