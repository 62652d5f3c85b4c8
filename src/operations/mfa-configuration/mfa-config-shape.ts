import type { GetUserPoolMfaConfigResponse } from '../../contract/generated/types.ts'
import { type CamelMembers, toWireMembers } from '../../contract/member-case.ts'
import { mfaConfigOf } from '../../domain/user-pools/settings/mfa-config.ts'
import { shownSmsConfiguration } from '../../domain/user-pools/settings/sms-configuration.ts'
import type { UserPool } from '../../domain/user-pools/user-pool.ts'

/** The MFA settings of a pool in the words of the API; both operations return them. */
export function toMfaConfig({
  region,
  settings,
}: Pick<UserPool, 'region' | 'settings'>): GetUserPoolMfaConfigResponse {
  const smsConfiguration = shownSmsConfiguration(settings.smsConfiguration, region)
  return toWireMembers<GetUserPoolMfaConfigResponse>(
    'GetUserPoolMfaConfigResponse',
    mfaConfigOf({ ...settings, smsConfiguration }) as CamelMembers<GetUserPoolMfaConfigResponse>,
  )
}
