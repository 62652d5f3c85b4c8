import type { ResolvedConfig } from './resolve-config.ts'
import { SETTING_NAMES, SETTINGS, type SettingName, shownText } from './settings.ts'

/** The settings whose secrets stand among the arguments of the process, where every user of the machine reads them. */
export function exposedSecrets({ texts, origins }: Pick<ResolvedConfig, 'texts' | 'origins'>): SettingName[] {
  return SETTING_NAMES.filter((name) => {
    const text = texts[name]
    return (
      SETTINGS[name].secret &&
      origins[name] === 'flag' &&
      text !== undefined &&
      shownText(name, text) !== text
    )
  })
}
