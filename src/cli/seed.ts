import type { Command } from 'commander'
import { loadConfig } from '../config/load-config.ts'
import type { Config } from '../config/settings.ts'
import { systemClock } from '../kernel/clock.ts'
import { systemEntropy } from '../kernel/entropy.ts'
import { reportFailure } from './failure.ts'
import { applyWorld, describeTally } from './seed/apply-world.ts'
import { readWorld } from './seed/read-world.ts'
import { addSettingOptions, DATABASE_SETTINGS, flagsOf } from './setting-options.ts'
import { type StorageConfig, withStorage } from './with-storage.ts'

type SeedConfig = StorageConfig & Pick<Config, 'accountId' | 'regions'>

export function addSeed(program: Command): void {
  const command = program
    .command('seed')
    .description('make the user pools, clients, groups and users that a file declares and that are not there')
    .argument('<file>', 'in YAML or JSON')
  addSettingOptions(command, [...DATABASE_SETTINGS, 'regions', 'defaultRegion']).action(async () => {
    try {
      const [file = ''] = command.args
      const { config } = await loadConfig(flagsOf(command), command.opts<{ config?: string }>().config)
      process.stdout.write(`${file}: ${await seed(config, file, 'seed')}.\n`)
    } catch (error) {
      reportFailure(error)
    }
  })
}

/** Answers what was made and what was there. Throws a ConfigError, and then has made nothing. */
export async function seed(config: SeedConfig, file: string, command: string): Promise<string> {
  const world = readWorld(file, config) // before a database is made
  const run = { command, account: config.accountId, now: systemClock(), entropy: systemEntropy }
  return withStorage(config, 'changing', async (storage) =>
    describeTally(await applyWorld(storage, file, world, run)),
  )
}
