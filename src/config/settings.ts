import { DECLARED } from './declared-settings.ts'
import { type Optional, type Setting, withFiles } from './setting.ts'

/** All settings. Each secret is followed by the setting that names a file for it: `databaseUrl`, `databaseUrlFile`. */
export const SETTINGS = withFiles(DECLARED, (name) => `file that holds ${kebabName(name)}`)

export type SettingName = keyof typeof SETTINGS

/** The values of all settings: times in milliseconds, sizes in bytes, paths absolute. */
export type Config = {
  readonly [Name in SettingName]: (typeof SETTINGS)[Name] extends Optional<infer Value>
    ? Value | undefined
    : (typeof SETTINGS)[Name] extends Setting<infer Value>
      ? Value
      : never
}

export const SETTING_NAMES = Object.keys(SETTINGS) as SettingName[]

/** The name in the configuration file, and behind the two dashes of the flag: `data-dir`. */
export function kebabName(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
}

/** The name in the environment: `POOLHOUSE_DATA_DIR`. */
export function environmentName(name: SettingName): string {
  return `POOLHOUSE_${kebabName(name).replaceAll('-', '_').toUpperCase()}`
}

/** The setting that names a file with the value of this one; undefined for what is no secret. */
export function fileSettingOf(name: SettingName): SettingName | undefined {
  return SETTINGS[name].secret ? (`${name}File` as SettingName) : undefined
}

/** What is shown instead of a secret. */
export const HIDDEN = '(hidden)'

/** The text of a setting, as far as it may be shown. */
export function shownText(name: SettingName, text: string): string {
  const setting: Setting = SETTINGS[name]
  if (setting.show) return setting.show(text)
  return setting.secret ? HIDDEN : text
}
