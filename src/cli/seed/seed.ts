import type { Command } from 'commander'
import type { Config } from '../../config/settings.ts'
import { federation } from '../../gateways/federation/federation.ts'
import { systemClock } from '../../kernel/clock.ts'
import { newRsaKeyPair } from '../../kernel/cryptography/rsa-key-pair.ts'
import { systemEntropy } from '../../kernel/entropy.ts'
import { reportFailure } from '../command/failure.ts'
import { federationSettings } from '../command/federation-settings.ts'
import { addSettingOptions, DATABASE_SETTINGS, settingsOf } from '../command/setting-options.ts'
import { effectWarnings } from '../command/settings-without-effect.ts'
import { type StorageConfig, withStorage } from '../command/with-storage.ts'
import { publicUrl } from '../serve/run-server.ts'
import { applyWorld, describeTally } from './apply-world.ts'
import { readWorld } from './read-world.ts'

type SeedConfig = StorageConfig &
  Pick<
    Config,
    'accountId' | 'federationPrivateAddresses' | 'host' | 'port' | 'publicUrl' | 'regions' | 'tlsCertFile'
  >

export function addSeed(program: Command): void {
  const command = program
    .command('seed')
    .description(
      'create the user pools, identity providers, clients, pages, groups and users of a file that do not exist yet',
    )
    .argument('<file>', 'in YAML or JSON')
  addSettingOptions(command, [
    ...DATABASE_SETTINGS,
    'regions',
    'defaultRegion',
    'federationPrivateAddresses',
    'publicUrl',
  ]).action(async () => {
    try {
      const [file = ''] = command.args
      const { config } = await settingsOf(command)
      const { outcome, warnings } = await seed(config, file, 'seed')
      process.stdout.write(`${file}: ${outcome}.\n`)
      for (const warning of warnings) process.stderr.write(`poolhouse: ${warning}\n`)
    } catch (error) {
      reportFailure(error)
    }
  })
}

export interface SeedOutcome {
  /** What was created and what existed. */
  readonly outcome: string
  /** Settings without effect, of pools that were created or got a client. */
  readonly warnings: readonly string[]
}

/** Throws a ConfigError, having created nothing. */
export async function seed(config: SeedConfig, file: string, command: string): Promise<SeedOutcome> {
  const world = readWorld(file, config) // before a database is created
  const run = {
    command,
    account: config.accountId,
    now: systemClock(),
    entropy: systemEntropy,
    newKeyPair: newRsaKeyPair,
    publicUrl: publicUrl(config, config.port),
    federation: federation(federationSettings(config), systemClock),
  }
  return withStorage(config, 'changing', async (storage) => {
    const tally = await applyWorld(storage, file, world, run)
    const isStored = tally['user pools'].made + tally.clients.made > 0
    const ids = isStored ? world.userPools.map(({ Id }) => Id) : []
    return { outcome: describeTally(tally), warnings: await effectWarnings(storage.stores, ids) }
  })
}
