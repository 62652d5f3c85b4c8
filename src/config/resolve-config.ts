import { NOT_AN_ADDRESS } from './address.ts'
import { ConfigError } from './config-error.ts'
import { nearestName } from './nearest-name.ts'
import { readSecretFile } from './secret-file.ts'
import type { Setting } from './setting.ts'
import type { Config, SettingName } from './settings.ts'
import {
  environmentName,
  fileSettingOf,
  HIDDEN,
  kebabName,
  SETTING_NAMES,
  SETTINGS,
  shownText,
} from './settings.ts'
import { WrongValue } from './values.ts'

/** Of a secret that a file of its own holds: `secret file`. */
export type Origin = 'flag' | 'environment' | 'file' | 'default' | 'secret file'

/** Where texts come from, each undefined or empty where nothing was said. */
export interface Sources {
  readonly flags: Readonly<Partial<Record<SettingName, string>>>
  readonly environment: Readonly<Record<string, string | undefined>>
  /** The members of the configuration file by their kebab-case names. */
  readonly file: Readonly<Record<string, unknown>>
  /** Where a member of it is written, such as `poolhouse.yaml:3`. */
  placeOf?(member: string): string
}

export interface ResolvedConfig {
  readonly config: Config
  readonly origins: Readonly<Record<SettingName, Origin>>
  /** The texts that were read, by setting; undefined where absent. */
  readonly texts: Readonly<Record<SettingName, string | undefined>>
}

/** Flags beat the environment, which beats the file, which beats the defaults. Throws a ConfigError. */
export function resolveConfig(sources: Sources): ResolvedConfig {
  const problems = unknownMembers(sources)
  const values: Partial<Record<SettingName, unknown>> = {}
  const origins: Partial<Record<SettingName, Origin>> = {}
  const texts: Partial<Record<SettingName, string | undefined>> = {}
  for (const name of SETTING_NAMES) {
    const setting: Setting = SETTINGS[name]
    const { text, origin } = find(name, sources)
    origins[name] = origin
    texts[name] = text
    const file = fileOf(name, sources)
    if (file && text !== undefined) {
      problems.push(`${kebabName(name)} and ${kebabName(file.name)} must not be given together`)
      continue
    }
    try {
      if (file) {
        const found = readSecretFile(file.path, setting)
        values[name] = found.value
        texts[name] = found.text
        origins[name] = 'secret file'
      } else {
        values[name] = text === undefined ? undefined : setting.read(text)
      }
    } catch (error) {
      if (!(error instanceof WrongValue)) throw error
      problems.push(
        file
          ? `${said(file.name, file.origin, sources)}: ${error.message}`
          : `${said(name, origin, sources)} must be ${error.message}${given(name, text ?? '')}`,
      )
    }
  }
  const config = values as Config
  if (problems.length === 0) problems.push(...contradictions(config))
  if (problems.length > 0) throw new ConfigError(problems)
  return {
    config: Object.freeze(config),
    origins: origins as ResolvedConfig['origins'],
    texts: texts as ResolvedConfig['texts'],
  }
}

/** Where the file that holds a secret lies, if one is named. */
function fileOf(secret: SettingName, sources: Sources) {
  const name = fileSettingOf(secret)
  const { text, origin } = name ? find(name, sources) : {}
  return name && text && origin && { name, origin, path: SETTINGS[name].read(text) as string }
}

function given(name: SettingName, text: string): string {
  const shown = shownText(name, text)
  return shown === HIDDEN || shown === NOT_AN_ADDRESS ? '' : `, not "${shown}"`
}

function find(name: SettingName, { flags, environment, file }: Sources): { text?: string; origin: Origin } {
  const flag = flags[name]
  if (flag !== undefined) return { text: flag, origin: 'flag' }
  const variable = environment[environmentName(name)]
  // An empty variable is how compose files and shells say "not set". Kubernetes sets POOLHOUSE_PORT to
  // tcp://… in every pod beside a Service of the name "poolhouse" (and so on for "poolhouse-metrics"), which is not meant
  // for us.
  if (variable && !(/port$/i.test(name) && variable.startsWith('tcp://'))) {
    return { text: variable, origin: 'environment' }
  }
  const member = file[kebabName(name)]
  if (member !== undefined && member !== null && member !== '') {
    return { text: Array.isArray(member) ? member.join(',') : textOf(member), origin: 'file' }
  }
  const { fallback } = SETTINGS[name]
  return fallback === undefined ? { origin: 'default' } : { text: fallback, origin: 'default' }
}

function textOf(member: unknown): string {
  return typeof member === 'object' ? JSON.stringify(member) : String(member)
}

function unknownMembers(sources: Sources): string[] {
  const known = SETTING_NAMES.map(kebabName)
  return Object.keys(sources.file)
    .filter((member) => !known.includes(member))
    .map((member) => {
      const nearest = nearestName(member, known)
      return `${inFile(member, sources)} is not a setting${nearest ? `: did you mean ${nearest}?` : ''}`
    })
}

function said(name: SettingName, origin: Origin, sources: Sources): string {
  if (origin === 'flag') return `--${kebabName(name)}`
  return origin === 'environment' ? environmentName(name) : inFile(kebabName(name), sources)
}

function inFile(member: string, { placeOf }: Sources): string {
  return placeOf ? `${placeOf(member)}: ${member}` : `${member} in the configuration file`
}

function contradictions(config: Config): string[] {
  const problems: string[] = []
  const together = (one: SettingName, other: SettingName) => {
    if ((config[one] === undefined) !== (config[other] === undefined)) {
      problems.push(`${kebabName(one)} and ${kebabName(other)} must be given together`)
    }
  }
  together('rootAccessKeyId', 'rootSecretAccessKey')
  together('tlsCertFile', 'tlsKeyFile')
  together('lambdaAccessKeyId', 'lambdaSecretAccessKey')
  together('kmsAccessKeyId', 'kmsSecretAccessKey')
  together('messagesAccessKeyId', 'messagesSecretAccessKey')
  const either = (one: SettingName, other: SettingName) => {
    if (config[one] !== undefined && config[other] !== undefined) {
      problems.push(`${kebabName(one)} must not be given together with ${kebabName(other)}`)
    }
  }
  either('smtpUrl', 'sesEndpointUrl')
  either('smsWebhookUrl', 'snsEndpointUrl')
  if (config.domains !== undefined && config.tlsCertFile === undefined) {
    problems.push('domains needs tls-cert-file and tls-key-file')
  }
  if (config.databasePrimaryUrl !== undefined && config.databaseUrl === undefined) {
    problems.push('database-primary-url needs database-url, which is its replica')
  }
  if (config.rootKey !== undefined && config.rootKeyPassphrase !== undefined) {
    problems.push('root-key-passphrase must not be given together with a root key')
  }
  if (config.databaseDirectUrl !== undefined && config.databaseUrl === undefined) {
    problems.push('database-direct-url needs database-url')
  }
  if (config.lambdaAccessKeyId !== undefined && config.lambdaEndpointUrl === undefined) {
    problems.push('lambda-access-key-id needs lambda-endpoint-url')
  }
  if (
    config.messagesAccessKeyId !== undefined &&
    config.sesEndpointUrl === undefined &&
    config.snsEndpointUrl === undefined
  ) {
    problems.push('messages-access-key-id needs ses-endpoint-url or sns-endpoint-url')
  }
  if (config.kmsAccessKeyId !== undefined && config.kmsEndpointUrl === undefined) {
    problems.push('kms-access-key-id needs kms-endpoint-url')
  }
  if (config.requestRateLimits !== undefined && config.requestRates !== 'custom') {
    problems.push('request-rate-limits needs request-rates custom')
  }
  if (config.regions.length > 0 && !config.regions.includes(config.defaultRegion)) {
    problems.push(`default-region must be one of regions (${config.regions.join(', ')})`)
  }
  return problems
}
