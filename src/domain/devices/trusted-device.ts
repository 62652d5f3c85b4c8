import type { UserPoolSettings } from '../user-pools/settings/user-pool-settings.ts'
import type { Device } from './device.ts'

/**
 * AWS: a remembered device stands for the second factor if the pool says so; one that was only confirmed, or is unknown,
 * does not.
 */
export function standsForSecondFactor(
  { deviceConfiguration }: Pick<UserPoolSettings, 'deviceConfiguration'>,
  device: Pick<Device, 'remembered'> | undefined,
): boolean {
  return deviceConfiguration?.challengeRequiredOnNewDevice === true && device?.remembered === true
}
