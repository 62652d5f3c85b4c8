import { invalidParameter } from '../../../contract/service-error.ts'
import { policiesFrom, validityDays } from './policies.ts'
import type { UserPoolSettings } from './user-pool-settings.ts'
import type { UserPoolSettingsRequest } from './user-pool-settings-request.ts'

type Result = Pick<UserPoolSettings, 'policies' | 'adminCreateUserConfig'>

const twoValidities = () =>
  invalidParameter(
    'Please use TemporaryPasswordValidityDays in PasswordPolicy instead of UnusedAccountValidityDays',
  )

/**
 * The policies, and what administrators may do. Both contain the validity of a temporary password under a different
 * name: `unusedAccountValidityDays` is the older one. A request may give only one of them.
 */
export function accountCreation(
  request: UserPoolSettingsRequest,
  current?: UserPoolSettings['policies'],
): Result {
  const given = request.adminCreateUserConfig
  const legacyDays = given?.unusedAccountValidityDays
  const passwordPolicyDays = request.policies?.passwordPolicy?.temporaryPasswordValidityDays
  if (legacyDays !== undefined && passwordPolicyDays !== undefined) throw twoValidities()

  const { passwordPolicy, signInPolicy } = policiesFrom(request.policies, current)
  const days =
    legacyDays === undefined ? passwordPolicy.temporaryPasswordValidityDays : validityDays(legacyDays)
  return {
    policies: { passwordPolicy: { ...passwordPolicy, temporaryPasswordValidityDays: days }, signInPolicy },
    adminCreateUserConfig: {
      allowAdminCreateUserOnly: given?.allowAdminCreateUserOnly ?? false,
      unusedAccountValidityDays: days,
      inviteMessageTemplate: given?.inviteMessageTemplate,
    },
  }
}
