import { closeSync, existsSync, openSync, renameSync, rmSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Command } from 'commander'
import { ConfigError } from '../config/config-error.ts'
import { loadConfig } from '../config/load-config.ts'
import { openDatabase } from '../storage/driver/open-database.ts'
import { backUp } from '../storage/embedded-backup.ts'
import { embeddedDatabase } from './backup-place.ts'
import { reportFailure } from './failure.ts'
import { findRootKey } from './root-secrets.ts'
import { addSettingOptions, DATABASE_SETTINGS, flagsOf } from './setting-options.ts'
import type { StorageConfig } from './with-storage.ts'

export function addBackup(program: Command): void {
  const command = program
    .command('backup')
    .description('copy the embedded database as it is now into a new file, also while a server runs on it')
    .argument('<file>', 'the new file; it holds everything but the root encryption key')
  addSettingOptions(command, DATABASE_SETTINGS).action(async () => {
    try {
      const { config } = await loadConfig(flagsOf(command), command.opts<{ config?: string }>().config)
      const file = resolve(command.args[0] ?? '')
      await backup(config, file)
      process.stdout.write(
        `Backed up to ${file}\nIt is of no use without the root encryption key, which is not in it: ` +
          'keep that in another place.\n',
      )
    } catch (error) {
      reportFailure(error)
    }
  })
}

async function backup(config: StorageConfig, file: string): Promise<void> {
  const source = embeddedDatabase(config, 'back it up with pg_dump')
  const rootKey = findRootKey(config)
  if (!existsSync(source) || !rootKey) {
    throw new ConfigError([
      `${config.dataDir} has no database with its root key; name the server's data folder`,
    ])
  }
  if (existsSync(file)) throw new ConfigError([`${file} is there already; name a new file`])
  const part = `${file}.part`
  rmSync(part, { force: true })
  closeSync(openSync(part, 'wx', 0o600))
  const database = await openDatabase({ file: source })
  try {
    await backUp(database, part, rootKey)
    renameSync(part, file)
  } finally {
    await database.close()
    rmSync(part, { force: true })
  }
}
