import type { Command } from 'commander'
import type { ResolvedConfig } from '../../config/resolve-config.ts'
import { kebabName, SETTING_NAMES, shownText } from '../../config/settings.ts'
import { reportFailure } from '../command/failure.ts'
import { rateSettings } from '../command/request-rates.ts'
import { addSettingOptions, settingsOf } from '../command/setting-options.ts'
import { addCheckPool } from './check-pool.ts'

export function addConfig(program: Command): void {
  const command = program
    .command('config')
    .description('print the effective configuration and the source of each value, without secrets')
  addCheckPool(command)
  addSettingOptions(command).action(async () => {
    try {
      const resolved = await settingsOf(command)
      rateSettings(resolved.config) // fails for unknown names of rates
      process.stdout.write(describeConfig(resolved))
    } catch (error) {
      reportFailure(error)
    }
  })
}

/** Formats the settings as a configuration file, with their origins as comments. */
export function describeConfig({ texts, origins }: Pick<ResolvedConfig, 'texts' | 'origins'>): string {
  return SETTING_NAMES.map((name) => {
    const text = texts[name]
    if (text === undefined) return `# ${kebabName(name)} is not set\n`
    const shown = shownText(name, text)
    const setting = `${kebabName(name)}: ${/^[\w./-]+$/.test(shown) ? shown : JSON.stringify(shown)}`
    const origin = origins[name] === 'secret file' ? `${kebabName(name)}-file` : origins[name]
    return `${setting.padEnd(40)} # ${origin}\n`
  }).join('')
}
