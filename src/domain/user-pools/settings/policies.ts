import type { PasswordPolicy, SignInPolicy, UserPoolSettings } from './user-pool-settings.ts'
import type { UserPoolSettingsRequest } from './user-pool-settings-request.ts'

type Policies = UserPoolSettings['policies']
type PoliciesRequest = NonNullable<UserPoolSettingsRequest['policies']>

const DEFAULT_MINIMUM_LENGTH = 8
const DEFAULT_VALIDITY_DAYS = 7

export const DEFAULT_POLICIES: Policies = {
  passwordPolicy: {
    minimumLength: DEFAULT_MINIMUM_LENGTH,
    requireUppercase: true,
    requireLowercase: true,
    requireNumbers: true,
    requireSymbols: true,
    temporaryPasswordValidityDays: DEFAULT_VALIDITY_DAYS,
  },
  signInPolicy: { allowedFirstAuthFactors: ['PASSWORD'] },
}

/** Replaces each of the two policies that the request contains, and keeps the other. */
export function policiesFrom(
  request: PoliciesRequest | undefined,
  current: Policies = DEFAULT_POLICIES,
): Policies {
  return {
    passwordPolicy: request?.passwordPolicy
      ? passwordPolicyFrom(request.passwordPolicy)
      : current.passwordPolicy,
    signInPolicy: request?.signInPolicy ? signInPolicyFrom(request.signInPolicy) : current.signInPolicy,
  }
}

/** AWS: in a stated policy, a requirement that is left out is off, although a pool without a policy has them all. */
function passwordPolicyFrom(request: NonNullable<PoliciesRequest['passwordPolicy']>): PasswordPolicy {
  return {
    minimumLength: request.minimumLength ?? DEFAULT_MINIMUM_LENGTH,
    requireUppercase: request.requireUppercase ?? false,
    requireLowercase: request.requireLowercase ?? false,
    requireNumbers: request.requireNumbers ?? false,
    requireSymbols: request.requireSymbols ?? false,
    passwordHistorySize: request.passwordHistorySize,
    temporaryPasswordValidityDays: validityDays(request.temporaryPasswordValidityDays),
  }
}

function signInPolicyFrom(request: NonNullable<PoliciesRequest['signInPolicy']>): SignInPolicy {
  return {
    allowedFirstAuthFactors:
      request.allowedFirstAuthFactors ?? DEFAULT_POLICIES.signInPolicy.allowedFirstAuthFactors,
  }
}

/** AWS: a temporary password is valid for seven days unless a number other than 0 is given. */
export function validityDays(requested: number | undefined): number {
  return requested || DEFAULT_VALIDITY_DAYS
}
