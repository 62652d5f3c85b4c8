import type { MFAOptionType } from '../contract/generated/types.ts'
import type { MfaSettings, SecondFactor } from '../domain/factors/mfa-settings.ts'

interface MfaMembers {
  readonly PreferredMfaSetting?: SecondFactor
  readonly UserMFASettingList?: readonly SecondFactor[]
}

interface MfaOptions {
  readonly MFAOptions?: readonly MFAOptionType[]
}

/** The second factors that a user has activated and prefers; absent where there are none. */
export function toMfaMembers({ activated, preferred }: MfaSettings): MfaMembers {
  return {
    ...(preferred && { PreferredMfaSetting: preferred }),
    ...(activated.length > 0 && { UserMFASettingList: activated }),
  }
}

/** Text messages as SetUserSettings activates them. */
export function toMfaOptions({ smsOption }: MfaSettings): MfaOptions {
  return smsOption ? { MFAOptions: [{ DeliveryMedium: 'SMS', AttributeName: 'phone_number' }] } : {}
}
