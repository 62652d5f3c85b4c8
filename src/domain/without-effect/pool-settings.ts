import type { LambdaConfig, UserPoolSettings } from '../user-pools/settings/user-pool-settings.ts'
import { type SettingRule, type SettingWithoutEffect, usedOf } from './setting-without-effect.ts'

/** The settings of a user pool that are stored without effect. */
export function poolSettingsWithoutEffect(settings: UserPoolSettings): readonly SettingWithoutEffect[] {
  return usedOf(POOL_RULES, settings)
}

type Rule = SettingRule<UserPoolSettings>

/** When you build the part that a rule names, remove the rule. */
export const POOL_RULES: readonly Rule[] = [
  ...triggers({
    customMessage: 'CustomMessage',
    customSMSSender: 'CustomSMSSender',
    customEmailSender: 'CustomEmailSender',
  }),
  {
    setting: 'UserPoolAddOns.AdvancedSecurityMode',
    part: 'threat protection and log delivery',
    meaning: 'no risk is assessed',
    isUsedIn: ({ userPoolAddOns }) => (userPoolAddOns?.advancedSecurityMode ?? 'OFF') !== 'OFF',
  },
  {
    setting: 'VerificationMessageTemplate.DefaultEmailOption',
    part: 'sign-in pages and OAuth endpoints',
    meaning: 'there are no pages that a link could lead to, so e-mails carry a code',
    isUsedIn: ({ verificationMessageTemplate }) =>
      verificationMessageTemplate.defaultEmailOption === 'CONFIRM_WITH_LINK',
  },
  {
    setting: 'EmailConfiguration.SourceArn',
    part: 'sending by Amazon SES and SNS',
    meaning: 'e-mails leave by the mail server of this server',
    isUsedIn: ({ emailConfiguration }) => emailConfiguration.sourceArn !== undefined,
  },
  {
    setting: 'EmailConfiguration.ConfigurationSet',
    part: 'sending by Amazon SES and SNS',
    meaning: 'e-mails leave by the mail server of this server',
    isUsedIn: ({ emailConfiguration }) => emailConfiguration.configurationSet !== undefined,
  },
  {
    setting: 'SmsConfiguration',
    part: 'sending by Amazon SES and SNS',
    meaning: 'text messages leave by the webhook of this server, and no role is assumed',
    isUsedIn: ({ smsConfiguration }) => smsConfiguration !== undefined,
  },
  {
    setting: 'KeyConfiguration',
    part: 'customer managed keys',
    meaning: 'data is encrypted under the root key of this server',
    isUsedIn: ({ keyConfiguration }) => keyConfiguration.keyType === 'CUSTOMER_MANAGED_KEY',
  },
  {
    setting: 'AcrConfiguration',
    part: 'authentication levels (ACR)',
    meaning: 'tokens carry no acr',
    isUsedIn: ({ acrConfiguration }) => Object.keys(acrConfiguration ?? {}).length > 0,
  },
]

function triggers(names: Readonly<Partial<Record<keyof LambdaConfig, string>>>): readonly Rule[] {
  return Object.entries(names).map(([member, name]) => ({
    setting: `LambdaConfig.${name}`,
    part: 'Lambda triggers',
    meaning: 'the function is not called',
    isUsedIn: ({ lambdaConfig }) => lambdaConfig[member as keyof LambdaConfig] !== undefined,
  }))
}
