import type { Command } from 'commander'
import { ConfigError } from '../../config/config-error.ts'
import { userPoolId } from '../../config/values.ts'
import type { Stores } from '../../domain/stores.ts'
import { reportFailure } from '../command/failure.ts'
import { optionValue } from '../command/option-value.ts'
import { addSettingOptions, DATABASE_SETTINGS, settingsOf } from '../command/setting-options.ts'
import { settingsWithoutEffect } from '../command/settings-without-effect.ts'
import { tableOf } from '../command/table.ts'
import { withStorage } from '../command/with-storage.ts'

export function addCheckPool(config: Command): void {
  const command = config
    .command('check-pool')
    .description(
      'list the settings of a user pool, its domains and its app clients that are stored but have no effect',
    )
    .argument('<id>', 'the pool')
  addSettingOptions(command, DATABASE_SETTINGS).action(async () => {
    try {
      const [text = ''] = command.args
      const id = optionValue('the pool', text, userPoolId)
      const { config } = await settingsOf(command)
      process.stdout.write(await withStorage(config, 'reading', ({ stores }) => checkPool(stores, id)))
    } catch (error) {
      reportFailure(error)
    }
  })
}

async function checkPool(
  stores: Pick<Stores, 'clients' | 'domains' | 'userPools'>,
  id: string,
): Promise<string> {
  const pool = await stores.userPools.find(id)
  if (!pool) throw new ConfigError([`there is no user pool ${id}`])
  const found = await settingsWithoutEffect(stores, pool)
  if (found.length === 0) return `All settings of ${id} (${pool.name}) take effect.\n`
  const rows = found.map(({ owner, setting, meaning }) => [
    `  ${owner === undefined ? setting : `${owner}: ${setting}`}`,
    meaning,
  ])
  const title = `Settings of ${id} (${pool.name}) that are kept without effect: ${rows.length}\n`
  return title + tableOf(rows)
}
