import { DEFAULT_ACCOUNT_RECOVERY } from './account-recovery.ts'
import { accountCreation } from './admin-create-user-config.ts'
import { emailConfigurationFrom } from './email-configuration.ts'
import { keyConfigurationFrom } from './key-configuration.ts'
import { lambdaConfigFrom } from './lambda-config.ts'
import { newSecondFactors, updatedSecondFactors } from './second-factors.ts'
import type { AcrConfiguration, DcrConfiguration, UserPoolSettings } from './user-pool-settings.ts'
import type { NewUserPoolSettingsRequest, UserPoolSettingsRequest } from './user-pool-settings-request.ts'
import { verificationMessages } from './verification-messages.ts'
import { attributeList } from './verified-attributes.ts'

/** The settings of a new pool: those in the request, and defaults for the rest. */
export function newSettings(request: NewUserPoolSettingsRequest): UserPoolSettings {
  return {
    ...accountCreation(request),
    ...settingsOfEveryRequest(request),
    ...newSecondFactors(request.mfaConfiguration, request.smsConfiguration),
    deletionProtection: request.deletionProtection ?? 'INACTIVE',
    aliasAttributes: attributeList(request.aliasAttributes),
    usernameAttributes: attributeList(request.usernameAttributes),
    usernameConfiguration: request.usernameConfiguration,
    userPoolTier: request.userPoolTier ?? 'ESSENTIALS',
    dcrConfiguration: dcrConfigurationFrom(request.dcrConfiguration),
    keyConfiguration: keyConfigurationFrom(request.keyConfiguration),
    issuerConfiguration: { type: request.issuerConfiguration?.type ?? 'ORIGINAL' },
    acrConfiguration: acrConfigurationFrom(request.acrConfiguration),
  }
}

/**
 * The settings after UpdateUserPool. AWS: a setting that the request leaves out is reset to its default, except for
 * both policies, MFA, deletion protection, tier, client registration, key, issuer and the names of the ACR levels,
 * which are kept. Settings that can never change stay.
 */
export function updatedSettings(
  current: UserPoolSettings,
  request: UserPoolSettingsRequest,
): UserPoolSettings {
  const { dcrConfiguration, keyConfiguration, issuerConfiguration, acrConfiguration } = request
  return {
    ...current,
    ...accountCreation(request, current.policies),
    ...settingsOfEveryRequest(request),
    ...updatedSecondFactors(current, request.mfaConfiguration, request.smsConfiguration),
    deletionProtection: request.deletionProtection ?? current.deletionProtection,
    userPoolTier: request.userPoolTier ?? current.userPoolTier,
    dcrConfiguration: dcrConfiguration ? dcrConfigurationFrom(dcrConfiguration) : current.dcrConfiguration,
    keyConfiguration: keyConfiguration ? keyConfigurationFrom(keyConfiguration) : current.keyConfiguration,
    issuerConfiguration: { type: issuerConfiguration?.type ?? current.issuerConfiguration.type },
    acrConfiguration: acrConfiguration ? acrConfigurationFrom(acrConfiguration) : current.acrConfiguration,
  }
}

/** The settings that both creating and updating a pool set, or reset if the request leaves them out. */
function settingsOfEveryRequest(request: UserPoolSettingsRequest) {
  const { userAttributeUpdateSettings, deviceConfiguration } = request
  return {
    ...verificationMessages(request),
    lambdaConfig: lambdaConfigFrom(request.lambdaConfig),
    autoVerifiedAttributes: attributeList(request.autoVerifiedAttributes),
    smsAuthenticationMessage: request.smsAuthenticationMessage,
    userAttributeUpdateSettings: {
      attributesRequireVerificationBeforeUpdate:
        attributeList(userAttributeUpdateSettings?.attributesRequireVerificationBeforeUpdate) ?? [],
    },
    deviceConfiguration: deviceConfigurationFrom(deviceConfiguration),
    emailConfiguration: emailConfigurationFrom(request.emailConfiguration),
    smsConfiguration: request.smsConfiguration,
    userPoolAddOns: request.userPoolAddOns,
    accountRecoverySetting: request.accountRecoverySetting ?? DEFAULT_ACCOUNT_RECOVERY,
  }
}

/** AWS: devices are remembered as soon as the request gives one of the two members, whatever its value. */
function deviceConfigurationFrom(
  request: UserPoolSettingsRequest['deviceConfiguration'],
): UserPoolSettings['deviceConfiguration'] {
  if (!request || Object.keys(request).length === 0) return undefined
  return {
    challengeRequiredOnNewDevice: request.challengeRequiredOnNewDevice ?? false,
    deviceOnlyRememberedOnUserPrompt: request.deviceOnlyRememberedOnUserPrompt ?? false,
  }
}

/** AWS: giving the block turns registration on, unless it says otherwise. */
function dcrConfigurationFrom(
  request: UserPoolSettingsRequest['dcrConfiguration'],
): DcrConfiguration | undefined {
  if (!request) return undefined
  return {
    ...request,
    enableStatus: request.enableStatus ?? 'Enabled',
    openDcrEnabled: request.openDcrEnabled ?? false,
  }
}

/** If no level has a new name, there is no configuration. */
function acrConfigurationFrom(request: AcrConfiguration | undefined): AcrConfiguration | undefined {
  return request && Object.keys(request).length > 0 ? request : undefined
}
