import type { Home } from '../../arns/arn-rules.ts'
import { assertAccountRecovery } from './account-recovery.ts'
import { assertAcrConfiguration } from './acr-configuration.ts'
import { assertEmailConfiguration } from './email-configuration.ts'
import { assertFirstFactors } from './first-factors.ts'
import { assertKeyConfiguration } from './key-configuration.ts'
import { assertLambdaConfig } from './lambda-config.ts'
import { assertSecondFactors } from './second-factors.ts'
import { assertSmsConfiguration } from './sms-configuration.ts'
import type { UserPoolSettings } from './user-pool-settings.ts'
import { assertAttributes } from './verified-attributes.ts'

/**
 * Checks the rules that hold for the settings of every pool, whichever operation sets them. The tier's rules are
 * checked separately.
 */
export function assertSettings(settings: UserPoolSettings, home: Home): void {
  assertAttributes(settings)
  if (settings.smsConfiguration) assertSmsConfiguration(settings.smsConfiguration, home)
  assertEmailConfiguration(settings.emailConfiguration, home)
  assertFirstFactors(settings)
  assertSecondFactors(settings)
  assertAccountRecovery(settings)
  assertLambdaConfig(settings.lambdaConfig, home)
  assertKeyConfiguration(settings.keyConfiguration, home)
  assertAcrConfiguration(settings.acrConfiguration)
}
