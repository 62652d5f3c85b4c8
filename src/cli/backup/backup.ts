import { closeSync, existsSync, openSync, renameSync, rmSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Command } from 'commander'
import { ConfigError } from '../../config/config-error.ts'
import { systemReason } from '../../kernel/system-reason.ts'
import { openDatabase } from '../../storage/driver/open-database.ts'
import { backUp } from '../../storage/embedded-backup.ts'
import { type KeptRootKey, peekRootKey, RootKeyInRotation } from '../../storage/root-key.ts'
import { reportFailure } from '../command/failure.ts'
import { addSettingOptions, DATABASE_SETTINGS, settingsOf } from '../command/setting-options.ts'
import type { StorageConfig } from '../command/with-storage.ts'
import { matchingRootKey, opensBackups } from '../data-folder/root-key.ts'
import { KEEP_THE_ROOT_KEY, rootKeyFault } from '../data-folder/root-key-fault.ts'
import { embeddedDatabase } from './embedded-database.ts'

export function addBackup(program: Command): void {
  const command = program
    .command('backup')
    .description('copy the embedded database into a new file; a server may be running on it')
    .argument('<file>', 'the new file; it contains everything except the root encryption key')
  addSettingOptions(command, DATABASE_SETTINGS).action(async () => {
    try {
      const { config } = await settingsOf(command)
      const file = resolve(command.args[0] ?? '')
      await backup(config, file)
      process.stdout.write(`Backed up to ${file}\n${KEEP_THE_ROOT_KEY}\n`)
    } catch (error) {
      reportFailure(error)
    }
  })
}

/** Throws a ConfigError if the root key at hand is not the database's: it could not open the backup. */
async function backup(config: StorageConfig, file: string): Promise<void> {
  const source = embeddedDatabase(config, 'back it up with pg_dump')
  if (!existsSync(source)) {
    throw new ConfigError([
      `there is no database in ${config.dataDir}; name the server's data folder with --data-dir`,
    ])
  }
  assertKeyAtHand(config, await peekRootKey({ file: source }))
  if (existsSync(file)) throw new ConfigError([`${file} exists already; name a new file`])
  const part = `${file}.part`
  makeEmpty(part, file)
  const database = await openDatabase({ file: source })
  try {
    await backUp(database, part, (kept) => assertKeyAtHand(config, kept))
    renameSync(part, file)
  } finally {
    await database.close()
    rmSync(part, { force: true })
  }
}

function makeEmpty(part: string, file: string): void {
  try {
    rmSync(part, { force: true })
    closeSync(openSync(part, 'wx', 0o600))
  } catch (error) {
    throw new ConfigError([`${file} can't be written: ${systemReason(error)}`])
  }
}

function assertKeyAtHand(config: StorageConfig, kept: KeptRootKey | undefined): void {
  if (kept === undefined) return // nothing is sealed
  if (kept.nextFingerprint !== undefined) throw new ConfigError([new RootKeyInRotation().message])
  const match = matchingRootKey(config, kept)
  if (match === undefined || !opensBackups(match)) throw rootKeyFault(config, kept)
}
