import { invalidParameter } from '../../../contract/service-error.ts'
import type { UserPoolSettings } from './user-pool-settings.ts'

const smsNeeded = () =>
  invalidParameter('SMS configuration is required when phone_number is selected for auto verification')

const updateWithoutAutoVerification = () =>
  invalidParameter(
    'All attributes in AttributesRequireVerificationBeforeUpdate must exist in AutoVerifiedAttributes',
  )

const aliasesAndUsernames = () =>
  invalidParameter('Only one of the aliasAttributes or usernameAttributes can be set in a User pool.')

type SignInAttributes = Pick<
  UserPoolSettings,
  | 'aliasAttributes'
  | 'usernameAttributes'
  | 'autoVerifiedAttributes'
  | 'userAttributeUpdateSettings'
  | 'smsConfiguration'
>

/** Checks which attributes users sign in with, and which the pool verifies automatically. */
export function assertAttributes(settings: SignInAttributes): void {
  const { aliasAttributes, usernameAttributes, autoVerifiedAttributes = [] } = settings
  if (aliasAttributes && usernameAttributes) throw aliasesAndUsernames()
  if (autoVerifiedAttributes.includes('phone_number') && !settings.smsConfiguration) throw smsNeeded()
  const verifiedFirst = settings.userAttributeUpdateSettings.attributesRequireVerificationBeforeUpdate
  if (!verifiedFirst.every((attribute) => autoVerifiedAttributes.includes(attribute))) {
    throw updateWithoutAutoVerification()
  }
}

/** AWS: an empty list counts as absent, and a list names each attribute only once. */
export function attributeList<Name>(names: readonly Name[] | undefined): readonly Name[] | undefined {
  return names && names.length > 0 ? [...new Set(names)] : undefined
}
