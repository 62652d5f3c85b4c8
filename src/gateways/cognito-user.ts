import type { UserType } from '@aws-sdk/client-cognito-identity-provider'
import type { FormerUser } from '../domain/moving/former-pool.ts'

/** A user as the SDK tells of it, in our words. */
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
