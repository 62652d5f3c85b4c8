import { withoutUser } from './address.ts'
import { DATABASE_SETTINGS } from './database-settings.ts'
import { domainCertificates } from './domain-values.ts'
import { FEDERATION_SETTINGS } from './federation-settings.ts'
import { logDestinations } from './log-destination-values.ts'
import { MESSAGE_SETTINGS } from './message-settings.ts'
import { atLeastASecond, limit, limitsByName } from './rate-values.ts'
import { SENDER_SETTINGS } from './sender-settings.ts'
import { optional, secret, withDefault } from './setting.ts'
import { TRIGGER_SETTINGS } from './trigger-settings.ts'
import {
  bearerToken,
  duration,
  flag,
  host,
  key32,
  key32File,
  listOf,
  matching,
  oneOf,
  path,
  region,
  size,
  webAddress,
  webauthnOrigin,
  wholeNumber,
} from './values.ts'

/** The settings, without the files that may hold secrets. */
export const DECLARED = {
  port: withDefault('7665', wholeNumber(0, 65_535), 'port to listen on; 0 takes any free one'),
  host: withDefault('127.0.0.1', host, 'address to listen on; 0.0.0.0 or :: for all'),
  publicUrl: {
    ...optional(webAddress, 'address under which clients reach this server (http://localhost:<port>)'),
    show: withoutUser,
  },
  issuerForm: withDefault(
    'public-url',
    oneOf('public-url', 'aws'),
    'issuer of tokens: public-url (<public-url>/<pool id>), or aws (https://cognito-idp.<region>.amazonaws.com/<pool id>)',
  ),
  domainAddresses: optional(
    oneOf('host', 'path'),
    'how domains of user pools are named: host (<prefix>.auth.<region>.<public host>), or path (<public-url>/domains/…)',
  ),
  tlsCertFile: optional(path, 'certificate chain in PEM; with a key, the server speaks https'),
  tlsKeyFile: optional(path, 'private key of the certificate, in PEM'),
  domains: {
    ...optional(
      domainCertificates,
      'certificates of other host names, for custom domains: {login.example.com: {cert-file: …, key-file: …}}',
    ),
    flag: false,
  },
  trustProxy: withDefault(
    '0',
    wholeNumber(0, 16),
    'number of trusted proxies in front, which set X-Forwarded-For and X-Forwarded-Proto',
  ),
  dataDir: withDefault('./poolhouse-data', path, 'folder for the embedded database and generated keys'),
  ...DATABASE_SETTINGS,
  workers: withDefault('1', wholeNumber(1, 256), 'number of processes that answer requests'),
  accountId: withDefault('123456789012', matching(/^\d{12}$/, '12 digits'), 'AWS account id in ARNs'),
  regions: withDefault('', listOf(region), 'regions to serve, separated by commas; empty serves any'),
  defaultRegion: withDefault('us-east-1', region, 'region of requests that do not name one'),
  webauthnOrigins: withDefault(
    '',
    listOf(webauthnOrigin),
    'further origins that may use passkeys, separated by commas, such as http://localhost:3000',
  ),
  authenticationLevels: withDefault(
    'off',
    oneOf('off', 'on'),
    'on: tokens have acr and amr, and sign-ins can ask for an authentication level',
  ),
  ...FEDERATION_SETTINGS,
  rootAccessKeyId: optional(
    matching(/^[\w-]{1,128}$/, 'at most 128 letters, digits, - and _'),
    'root access key id',
  ),
  rootSecretAccessKey: secret(
    matching(/^[!-~]{1,128}$/, '1 to 128 visible characters'),
    'root secret access key',
  ),
  allowGeneratedRootKey: withDefault(
    'false',
    flag,
    'listen beyond loopback even if the root access key is generated at this start',
  ),
  rootKey: { ...secret(key32, 'root encryption key: 32 bytes in base64'), readFile: key32File },
  rootKeyPassphrase: secret(
    matching(/^[^\p{C}]{32,1024}$/u, '32 to 1024 characters, none of them a control character'),
    'derives the root encryption key from 32 or more random characters, so that no key has to be stored',
  ),
  bodyLimit: withDefault('2MiB', size, 'largest body of a request'),
  requestTimeout: withDefault('30s', duration, 'time within which a request must arrive completely'),
  keepAliveTimeout: withDefault('75s', duration, 'time for which an idle connection is kept open'),
  shutdownDelay: withDefault(
    '0s',
    duration,
    'time at shutdown for which requests are still accepted while /ready returns 503, for load balancers to notice',
  ),
  shutdownGrace: withDefault('25s', duration, 'time for requests in flight to finish at shutdown'),
  ...MESSAGE_SETTINGS,
  requestRates: withDefault(
    'off',
    oneOf('off', 'aws', 'custom'),
    'limits of requests per second: off, aws (the quotas of AWS) or custom (those with your figures)',
  ),
  requestRateLimits: optional(
    limitsByName,
    'your figures for request-rates custom, such as UserRead=500,UserList=unlimited',
  ),
  domainRequestsPerAddress: withDefault(
    '300',
    limit,
    'requests per second to domains of pools from one client address; or unlimited',
  ),
  domainRequestsPerClient: withDefault(
    '300',
    limit,
    'requests per second to domains of pools for one app client; or unlimited',
  ),
  domainRequests: withDefault('500', limit, 'requests per second to one domain of a pool; or unlimited'),
  addressFailures: withDefault(
    '100',
    limit,
    'wrong passwords and codes allowed per address and window; or unlimited',
  ),
  addressFailureWindow: withDefault('5m', atLeastASecond, 'length of that window'),
  messagesPerUser: withDefault('20', limit, 'e-mails and text messages per user and window; or unlimited'),
  messagesPerRecipient: withDefault(
    '20',
    limit,
    'messages per e-mail address or phone number and window; or unlimited',
  ),
  messagesPerAddress: withDefault(
    '200',
    limit,
    'messages caused by unsigned requests per client address and window; or unlimited',
  ),
  messageWindow: withDefault('1h', atLeastASecond, 'length of that window'),
  ...TRIGGER_SETTINGS,
  ...SENDER_SETTINGS,
  compromisedPasswordsDir: optional(
    path,
    'folder of compromised passwords, in the range files of Pwned Passwords (00000.txt to FFFFF.txt)',
  ),
  compromisedPasswordsUrl: {
    ...optional(
      webAddress,
      'address that has such ranges, such as https://api.pwnedpasswords.com/range; it learns five digits of a SHA-1',
    ),
    show: withoutUser,
  },
  geoipDatabase: optional(
    path,
    'MaxMind database of cities or countries (.mmdb), by which threat protection knows where an address is',
  ),
  logDestinations: {
    ...optional(
      logDestinations,
      "where the destinations of pools' logs are: by ARN, {file: ./logs.jsonl}, {url: https://…} or {aws: true}",
    ),
    flag: false,
  },
  auditRetentionDays: withDefault(
    'unlimited',
    limit,
    'days for which the audit trail is kept: older records are deleted each day, which is recorded; or unlimited',
  ),
  metricsPort: optional(wholeNumber(0, 65_535), 'port on loopback that serves /metrics, for Prometheus'),
  metricsToken: {
    ...secret(bearerToken, 'bearer token for /metrics, which is on the main port unless metrics-port is set'),
    flag: true,
  },
  logLevel: withDefault('info', oneOf('debug', 'info', 'warn', 'error', 'silent'), 'debug logs each request'),
  logFormat: withDefault(
    'auto',
    oneOf('auto', 'json', 'text'),
    'form of log lines: json, text, or auto: text on a terminal, json elsewhere',
  ),
  seedFile: optional(path, 'file of pools, clients and users to create at the start'),
} as const
