import { invalidParameter } from '../../../contract/service-error.ts'
import type { UserPoolSettings } from './user-pool-settings.ts'

const passwordMissing = () =>
  invalidParameter('Password should be configured as one of the allowed first auth factors.')

/** Deviation: the service's own message is not known (docs/deviations.md, "SOFTWARE_TOKEN as first factor"). */
const softwareTokenAsFirstFactor = () =>
  invalidParameter('SOFTWARE_TOKEN can not be configured as one of the allowed first auth factors.')

const smsOtpWithoutSms = () =>
  invalidParameter(
    'SMS_OTP can not be configured as AuthFactor as user pool is missing valid SMS configuration',
  )

/**
 * Checks the first factors that users may sign in with.
 * @throws InvalidParameterException if the pool cannot offer one of them
 */
export function assertFirstFactors(settings: Pick<UserPoolSettings, 'policies' | 'smsConfiguration'>): void {
  const factors = settings.policies.signInPolicy.allowedFirstAuthFactors
  if (!factors.includes('PASSWORD')) throw passwordMissing()
  if (factors.includes('SOFTWARE_TOKEN')) throw softwareTokenAsFirstFactor()
  if (factors.includes('SMS_OTP') && !settings.smsConfiguration) throw smsOtpWithoutSms()
}
