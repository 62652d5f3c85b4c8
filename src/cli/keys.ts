import type { Command } from 'commander'
import { loadConfig } from '../config/load-config.ts'
import { rotateSigningKeys } from '../domain/tokens/rotate-signing-keys.ts'
import { systemClock } from '../kernel/clock.ts'
import { newRsaKeyPair } from '../kernel/rsa-key-pair.ts'
import { reportFailure } from './failure.ts'
import { addSettingOptions, DATABASE_SETTINGS, flagsOf } from './setting-options.ts'
import { type StorageConfig, withStorage } from './with-storage.ts'

export function addKeys(program: Command): void {
  const keys = program.command('keys').description('manage the keys that sign the tokens of user pools')
  const rotate = keys
    .command('rotate')
    .description('sign with new keys; the old ones stay published until their last token has expired')
    .requiredOption('--user-pool-id <id>', 'the user pool')
  addSettingOptions(rotate, DATABASE_SETTINGS).action(async () => {
    try {
      const { config: file, userPoolId } = rotate.opts<{ config?: string; userPoolId: string }>()
      const { config } = await loadConfig(flagsOf(rotate), file)
      process.stdout.write(await rotateKeys(config, userPoolId))
    } catch (error) {
      reportFailure(error)
    }
  })
}

/** Answers the ids of the new keys, a line each. Servers on the same database follow within a minute. */
export async function rotateKeys(config: StorageConfig, userPoolId: string): Promise<string> {
  const made = await withStorage(config, 'reading', (storage) =>
    rotateSigningKeys(storage, newRsaKeyPair, userPoolId, systemClock()),
  )
  return made.map(({ id, use }) => `${id}  ${use} tokens\n`).join('')
}
