import type { ClientSettings, ExplicitAuthFlow } from '../clients/user-pool-client.ts'
import { type SettingRule, type SettingWithoutEffect, usedOf } from './setting-without-effect.ts'

/** The settings of an app client that are stored without effect. */
export function clientSettingsWithoutEffect(settings: ClientSettings): readonly SettingWithoutEffect[] {
  return usedOf(CLIENT_RULES, settings)
}

type Rule = SettingRule<ClientSettings>

/** When you build the part that a rule names, remove the rule. */
export const CLIENT_RULES: readonly Rule[] = [
  ...flows(
    'custom challenges',
    'custom challenges are not offered',
    'ALLOW_CUSTOM_AUTH',
    'CUSTOM_AUTH_FLOW_ONLY',
  ),
  ...pages({
    supportedIdentityProviders: 'SupportedIdentityProviders',
    callbackURLs: 'CallbackURLs',
    logoutURLs: 'LogoutURLs',
    defaultRedirectURI: 'DefaultRedirectURI',
    allowedOAuthFlows: 'AllowedOAuthFlows',
    allowedOAuthScopes: 'AllowedOAuthScopes',
    allowedOAuthFlowsUserPoolClient: 'AllowedOAuthFlowsUserPoolClient',
  }),
  {
    setting: 'AnalyticsConfiguration',
    part: 'Amazon Pinpoint',
    meaning: 'nothing is sent to Amazon Pinpoint',
    isUsedIn: ({ analyticsConfiguration }) => analyticsConfiguration !== undefined,
  },
  {
    setting: 'EnablePropagateAdditionalUserContextData',
    part: 'threat protection and log delivery',
    meaning: 'no risk is assessed',
    isUsedIn: ({ enablePropagateAdditionalUserContextData }) => enablePropagateAdditionalUserContextData,
  },
]

function flows(part: string, meaning: string, ...names: readonly ExplicitAuthFlow[]): readonly Rule[] {
  return names.map((name) => ({
    setting: `ExplicitAuthFlows.${name}`,
    part,
    meaning,
    isUsedIn: ({ explicitAuthFlows = [] }) => explicitAuthFlows.includes(name),
  }))
}

function pages(names: Partial<Record<keyof ClientSettings, string>>): readonly Rule[] {
  return Object.entries(names).map(([member, setting]) => ({
    setting,
    part: 'sign-in pages and OAuth endpoints',
    meaning: 'there are no sign-in pages and no OAuth endpoints',
    isUsedIn(settings) {
      const value = settings[member as keyof ClientSettings]
      return Array.isArray(value) ? value.length > 0 : Boolean(value)
    },
  }))
}
