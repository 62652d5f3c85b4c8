import { assertAccountRecovery } from './account-recovery.ts'
import { assertAcrConfiguration } from './acr-configuration.ts'
import { assertEmailConfiguration } from './email-configuration.ts'
import { assertFirstFactors } from './first-factors.ts'
import { assertLambdaConfig } from './lambda-config.ts'
import { assertSecondFactors } from './second-factors.ts'
import { assertSmsConfiguration } from './sms-configuration.ts'
import type { UserPoolSettings } from './user-pool-settings.ts'
import { assertAttributes } from './verified-attributes.ts'

/** The rules that the settings of every pool keep, whichever operation set them. The tier's are apart. */
export function assertSettings(
  settings: UserPoolSettings,
  scope: { readonly region: string; readonly account: string },
): void {
  assertAttributes(settings)
  if (settings.smsConfiguration) assertSmsConfiguration(settings.smsConfiguration, scope)
  assertEmailConfiguration(settings.emailConfiguration, scope)
  assertFirstFactors(settings)
  assertSecondFactors(settings)
  assertAccountRecovery(settings)
  assertLambdaConfig(settings.lambdaConfig, scope.region)
  assertAcrConfiguration(settings.acrConfiguration)
}
