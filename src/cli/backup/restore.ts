import { chmodSync, constants, copyFileSync, existsSync, renameSync, rmSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Command } from 'commander'
import { ConfigError } from '../../config/config-error.ts'
import { systemClock } from '../../kernel/clock.ts'
import { DatabaseDamaged } from '../../storage/driver/database-errors.ts'
import { type BackupFault, inspectBackup, readyBackup, settleUnused } from '../../storage/embedded-backup.ts'
import type { KeptRootKey } from '../../storage/root-key.ts'
import { reportFailure } from '../command/failure.ts'
import { addSettingOptions, DATABASE_SETTINGS, settingsOf } from '../command/setting-options.ts'
import type { StorageConfig } from '../command/with-storage.ts'
import { makeRoomForDatabase } from '../data-folder/database-address.ts'
import { matchingRootKey, opensBackups } from '../data-folder/root-key.ts'
import { rootKeyFault } from '../data-folder/root-key-fault.ts'
import { embeddedDatabase } from './embedded-database.ts'

export function addRestore(program: Command): void {
  const command = program
    .command('restore')
    .description('replace the embedded database by a backup; no server may be running on it')
    .argument('<file>', 'a file written by `poolhouse backup`; it is not changed')
  addSettingOptions(command, DATABASE_SETTINGS).action(async () => {
    try {
      const { config } = await settingsOf(command)
      process.stdout.write(await restore(config, resolve(command.args[0] ?? '')))
    } catch (error) {
      reportFailure(error)
    }
  })
}

/** Returns a report of what was done. Throws a ConfigError, having left the database unchanged. */
async function restore(config: StorageConfig, backup: string): Promise<string> {
  const place = embeddedDatabase(config, 'restore it with pg_restore')
  if (!existsSync(backup)) throw new ConfigError([`there is no ${backup}`])
  makeRoomForDatabase(config)
  const copy = `${place}.restoring`
  removeDatabase(copy)
  try {
    copyFileSync(backup, copy, constants.COPYFILE_EXCL)
    chmodSync(copy, 0o600)
    const found = await inspectBackup(copy)
    if (typeof found === 'string') throw new ConfigError([`${backup} ${FAULTS[found]}`])
    const advice = found.kept ? adviceOnKey(config, found.kept, backup) : ''
    await readyBackup(copy)
    const former = existsSync(place) ? await setAside(place) : undefined
    renameSync(copy, place)
    return `Restored ${backup}\n${former ? `The previous database is now ${former}\n` : ''}${advice}`
  } finally {
    removeDatabase(copy)
  }
}

const FAULTS: Readonly<Record<BackupFault, string>> = {
  damaged: 'is damaged, or not a database',
  'no backup': 'is a database, but not one that `poolhouse backup` wrote',
  newer: 'was written by a newer version of Poolhouse: restore it with that version',
}

/** Moves the present database out of the way. */
async function setAside(place: string): Promise<string> {
  const isDamaged = await settleUnused(place).then(
    (isUnused) => {
      if (!isUnused) throw new ConfigError([`a server (or another command) uses ${place}: stop it first`])
      return false
    },
    (error: unknown) => {
      if (error instanceof DatabaseDamaged) return true // a damaged database is the reason to restore
      throw error
    },
  )
  const stamp = new Date(systemClock()).toISOString().replaceAll(/[-:]|\.\d+/g, '')
  const former = `${place}.before-${stamp}`
  renameSync(place, former)
  for (const suffix of isDamaged ? ['-wal', '-shm'] : []) {
    if (existsSync(`${place}${suffix}`)) renameSync(`${place}${suffix}`, `${former}${suffix}`)
  }
  return former
}

function removeDatabase(file: string): void {
  for (const suffix of ['', '-wal', '-shm', '-journal']) rmSync(`${file}${suffix}`, { force: true })
}

/** What the operator must still do about the root key. Throws a ConfigError if no key at hand opens the backup. */
function adviceOnKey(config: StorageConfig, kept: KeptRootKey, backup: string): string {
  const match = matchingRootKey(config, kept)
  const where = { ...config, databaseUrl: undefined }
  if (match === undefined || !opensBackups(match)) {
    const [problem = ''] = rootKeyFault(where, kept, backup).problems
    throw new ConfigError([`the backup can't be restored yet: ${problem}`])
  }
  return match.origin === 'root secret'
    ? `Before you start a server: ${rootKeyFault(where, kept).message}\n`
    : ''
}
