import type { Command } from 'commander'
import { Option } from 'commander'
import { type LoadedConfig, loadConfig } from '../../config/load-config.ts'
import type { Setting } from '../../config/setting.ts'
import type { SettingName } from '../../config/settings.ts'
import { environmentName, fileSettingOf, kebabName, SETTING_NAMES, SETTINGS } from '../../config/settings.ts'
import { CONFIG_FILE_VARIABLE } from '../../config/unknown-variables.ts'
import { flag } from '../../config/values.ts'
import { DATABASE_PLACE } from '../data-folder/database-address.ts'

/** The settings of a command that works on the database without serving requests. */
export const DATABASE_SETTINGS = [
  ...DATABASE_PLACE,
  'accountId',
  'rootAccessKeyId',
  'rootSecretAccessKey',
  'rootKey',
  'rootKeyPassphrase',
] as const satisfies readonly SettingName[]

/** Adds `--config` and a flag for each of the settings that may have one. */
export function addSettingOptions(command: Command, names: readonly SettingName[] = SETTING_NAMES): Command {
  command.option('--config <file>', `configuration file in YAML or JSON (${CONFIG_FILE_VARIABLE})`)
  const taken = new Set(names.flatMap((name) => [name, fileSettingOf(name) ?? []].flat()))
  for (const name of taken) {
    const setting: Setting = SETTINGS[name]
    if (setting.flag) command.addOption(settingOption(name, setting))
  }
  const flagless = [...taken].filter((name) => !SETTINGS[name].flag)
  if (flagless.length === 0) return command
  return command.addHelpText(
    'after',
    `\nOnly in the environment, the configuration file or a file of its own:\n${flagless
      .map((name) => `  ${environmentName(name).padEnd(34)} ${SETTINGS[name].about}\n`)
      .join('')}`,
  )
}

/**
 * The settings of a command with the flags of `addSettingOptions`; warnings go to stderr. Rejects with a ConfigError.
 */
export async function settingsOf(command: Command): Promise<LoadedConfig> {
  const loaded = await loadConfig(flagsOf(command), command.optsWithGlobals<{ config?: string }>().config)
  for (const warning of loaded.warnings) process.stderr.write(`poolhouse: ${warning}\n`)
  return loaded
}

/** The settings given as flags to the command or to its parent. */
export function flagsOf(command: Command): Partial<Record<SettingName, string>> {
  const options = command.optsWithGlobals<Record<string, string>>()
  return Object.fromEntries(SETTING_NAMES.flatMap((name) => (options[name] ? [[name, options[name]]] : [])))
}

function settingOption(name: SettingName, { read, fallback, about }: Setting): Option {
  const standard = fallback ? `; default ${fallback}` : ''
  const description = `${about} (${environmentName(name)}${standard})`
  if (read === flag) return new Option(`--${kebabName(name)} [on|off]`, description).preset('on')
  return new Option(`--${kebabName(name)} <value>`, description)
}
