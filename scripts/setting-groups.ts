import { DATABASE_PLACE } from '../src/cli/data-folder/database-address.ts'
import type { SettingName } from '../src/config/settings.ts'

interface SettingGroup {
  readonly title: string
  readonly settings: readonly SettingName[]
}

/** The sections of the page of settings. A test checks that each setting is in one of them. */
export const SETTING_GROUPS: readonly SettingGroup[] = [
  {
    title: 'Addresses and certificates',
    settings: [
      'port',
      'host',
      'publicUrl',
      'issuerForm',
      'domainAddresses',
      'tlsCertFile',
      'tlsKeyFile',
      'domains',
      'trustProxy',
      'webauthnOrigins',
    ],
  },
  {
    title: 'Database and processes',
    settings: [...DATABASE_PLACE, 'workers'],
  },
  {
    title: 'Account, regions and keys',
    settings: [
      'accountId',
      'regions',
      'defaultRegion',
      'rootAccessKeyId',
      'rootSecretAccessKey',
      'allowGeneratedRootKey',
      'rootKey',
      'rootKeyPassphrase',
    ],
  },
  {
    title: 'Requests',
    settings: ['bodyLimit', 'requestTimeout', 'keepAliveTimeout', 'shutdownDelay', 'shutdownGrace'],
  },
  {
    title: 'Messages',
    settings: [
      'smtpUrl',
      'mailFrom',
      'smsWebhookUrl',
      'smsWebhookToken',
      'smsWebhookSecret',
      'sesEndpointUrl',
      'snsEndpointUrl',
      'messagesAccessKeyId',
      'messagesSecretAccessKey',
      'messageTimeout',
      'inboxToken',
      'allowInbox',
    ],
  },
  {
    title: 'Limits',
    settings: [
      'requestRates',
      'requestRateLimits',
      'domainRequestsPerAddress',
      'domainRequestsPerClient',
      'domainRequests',
      'addressFailures',
      'addressFailureWindow',
      'messagesPerUser',
      'messagesPerRecipient',
      'messagesPerAddress',
      'messageWindow',
    ],
  },
  {
    title: 'Sign-in and identity providers',
    settings: ['authenticationLevels', 'federationPrivateAddresses', 'socialEndpoints'],
  },
  {
    title: 'Lambda triggers',
    settings: [
      'triggers',
      'lambdaEndpointUrl',
      'lambdaAccessKeyId',
      'lambdaSecretAccessKey',
      'allowTriggerModules',
      'customSenderKey',
      'kmsEndpointUrl',
      'kmsAccessKeyId',
      'kmsSecretAccessKey',
    ],
  },
  {
    title: 'Threat protection',
    settings: ['compromisedPasswordsDir', 'compromisedPasswordsUrl', 'geoipDatabase', 'logDestinations'],
  },
  {
    title: 'Metrics, logs, audit trail and seeds',
    settings: ['metricsPort', 'metricsToken', 'logLevel', 'logFormat', 'auditRetentionDays', 'seedFile'],
  },
]
