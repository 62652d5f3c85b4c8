import { invalidParameter } from '../../../contract/service-error.ts'
import type { AccountRecoverySetting, UserPoolSettings } from './user-pool-settings.ts'

/** AWS: the setting of a pool that was created without it. `{}` selects the older rule, text message first. */
export const DEFAULT_ACCOUNT_RECOVERY: AccountRecoverySetting = {
  recoveryMechanisms: [
    { priority: 1, name: 'verified_email' },
    { priority: 2, name: 'verified_phone_number' },
  ],
}

const invalidRecovery = (reason: string) =>
  invalidParameter(`Invalid account recovery setting parameter. Account Recovery Setting ${reason}`)

const repeatedMechanism = () => invalidRecovery('cannot have duplicate priorities or recovery mechanisms.')

const adminNotAlone = () =>
  invalidRecovery('cannot use admin_only setting with any other recovery mechanisms.')

const onlyByFactor = (mechanism: string, factor: string) =>
  invalidRecovery(`cannot use ${mechanism} as a recovery mechanism when ${factor} MFA is configured.`)

/**
 * Checks how users can recover their accounts. The only recovery channel must not also be the channel of a second
 * factor: someone who controls it would need nothing else.
 */
export function assertAccountRecovery(
  settings: Pick<UserPoolSettings, 'accountRecoverySetting' | 'smsMfaEnabled' | 'emailMfaConfiguration'>,
): void {
  const mechanisms = settings.accountRecoverySetting.recoveryMechanisms ?? []
  const names = new Set(mechanisms.map(({ name }) => name))
  const priorities = new Set(mechanisms.map(({ priority }) => priority))
  if (names.size < mechanisms.length || priorities.size < mechanisms.length) throw repeatedMechanism()
  if (names.size > 1 && names.has('admin_only')) throw adminNotAlone()
  if (names.size !== 1) return
  if (settings.smsMfaEnabled && names.has('verified_phone_number')) {
    throw onlyByFactor('verified_phone_number', 'SMS')
  }
  if (settings.emailMfaConfiguration && names.has('verified_email')) {
    throw onlyByFactor('verified_email', 'Email')
  }
}
