import { listedAttributes } from '../attributes/attribute-order.ts'
import { activeFactors } from '../factors/mfa-settings.ts'
import type { UserPoolSettings } from '../user-pools/settings/user-pool-settings.ts'
import { aliasesOfUser } from '../users/aliases.ts'
import type { User } from '../users/user.ts'

const ALIAS_MEMBER = { email: 'cognito:email_alias', phone_number: 'cognito:phone_number_alias' } as const

/**
 * The attributes of a stored user as events carry them. AWS: before them come `cognito:token_nbf`, if the user was signed
 * out everywhere (milliseconds: tokens that are older are void), `sub`, the aliases by which the user signs in and the
 * status.
 */
export function userAttributesOf(settings: UserPoolSettings, user: User): Record<string, string> {
  const aliases = aliasesOfUser(settings, user).flatMap(({ attribute }) =>
    attribute === 'preferred_username'
      ? []
      : [[ALIAS_MEMBER[attribute], user.attributes.get(attribute) ?? ''] as const],
  )
  const attributes = listedAttributes(user.attributes, user.sub).filter(({ name }) => name !== 'sub')
  const { signedOutAt } = user
  return Object.fromEntries([
    ...(signedOutAt === undefined ? [] : [['cognito:token_nbf', String(signedOutAt)] as const]),
    ['sub', user.sub],
    ...aliases,
    ...(settings.mfaConfiguration === 'OFF' ? [] : [['cognito:mfa_enabled', mfaEnabled(user)] as const]),
    ['cognito:user_status', user.status],
    ...attributes.map(({ name, value }) => [name, value] as const),
  ])
}

function mfaEnabled({ mfa }: User): string {
  return String(activeFactors(mfa).length > 0)
}
