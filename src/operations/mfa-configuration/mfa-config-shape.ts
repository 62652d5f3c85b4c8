import type { GetUserPoolMfaConfigResponse } from '../../contract/generated/types.ts'
import { type CamelMembers, toWireMembers } from '../../contract/member-case.ts'
import { mfaConfigOf } from '../../domain/user-pools/settings/mfa-config.ts'
import type { UserPoolSettings } from '../../domain/user-pools/settings/user-pool-settings.ts'

/** The MFA settings of a pool in the words of the API; both operations return them. */
export function toMfaConfig(settings: UserPoolSettings): GetUserPoolMfaConfigResponse {
  return toWireMembers<GetUserPoolMfaConfigResponse>(
    'GetUserPoolMfaConfigResponse',
    mfaConfigOf(settings) as CamelMembers<GetUserPoolMfaConfigResponse>,
  )
}
