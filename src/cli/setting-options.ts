import type { Command } from 'commander'
import { Option } from 'commander'
import { CONFIG_FILE_VARIABLE } from '../config/load-config.ts'
import type { Setting, SettingName } from '../config/settings.ts'
import { environmentName, kebabName, SETTING_NAMES, SETTINGS } from '../config/settings.ts'
import { flag } from '../config/values.ts'

/** What a command needs that works on the database and serves nobody. */
export const DATABASE_SETTINGS = [
  'dataDir',
  'databaseUrl',
  'accountId',
  'rootAccessKeyId',
  'rootSecretAccessKey',
  'rootKey',
  'rootKeyFile',
] as const satisfies readonly SettingName[]

/** Gives a command a flag for each of the settings that isn't secret, and `--config`. */
export function addSettingOptions(command: Command, names: readonly SettingName[] = SETTING_NAMES): Command {
  command.option('--config <file>', `configuration file in YAML or JSON (${CONFIG_FILE_VARIABLE})`)
  for (const name of names) {
    const setting: Setting = SETTINGS[name]
    if (!setting.secret) command.addOption(settingOption(name, setting))
  }
  const secrets = names.filter((name) => SETTINGS[name].secret)
  return command.addHelpText(
    'after',
    `\nOnly in the environment or the configuration file:\n${secrets
      .map((name) => `  ${environmentName(name).padEnd(34)} ${SETTINGS[name].about}\n`)
      .join('')}`,
  )
}

/** The settings given as flags. */
export function flagsOf(command: Command): Partial<Record<SettingName, string>> {
  const options = command.opts<Record<string, string>>()
  return Object.fromEntries(SETTING_NAMES.flatMap((name) => (options[name] ? [[name, options[name]]] : [])))
}

function settingOption(name: SettingName, { read, fallback, about }: Setting): Option {
  const standard = fallback ? `; default ${fallback}` : ''
  const description = `${about} (${environmentName(name)}${standard})`
  if (read === flag) return new Option(`--${kebabName(name)} [on|off]`, description).preset('on')
  return new Option(`--${kebabName(name)} <value>`, description)
}
