// Backups of the embedded database.
import { closeSync, fsyncSync, openSync } from 'node:fs'
import { attachedDatabase } from './driver/attached-database.ts'
import type { Database } from './driver/database.ts'
import { Contended, DatabaseFailure } from './driver/database-errors.ts'
import { readMigrations } from './driver/migration-files.ts'
import { type KeptRootKey, readKeptRootKey } from './root-key.ts'

/**
 * Copies an embedded database, as of one moment and while others use it, into an existing empty file. `check` receives
 * the copy's record of its root key, which may have been replaced just before.
 */
export async function backUp(
  source: Database,
  file: string,
  check: (kept: KeptRootKey | undefined) => void,
): Promise<void> {
  await source.run('vacuum into $1', file)
  await attachedDatabase(file, async (database) => {
    const kept = await readKeptRootKey(database, 'attached.')
    check(kept)
    await database.run('create table attached.backup_origin (root_key_fingerprint text not null) strict')
    await database.run(
      'insert into attached.backup_origin (root_key_fingerprint) values ($1)',
      kept?.fingerprint ?? '',
    )
  })
  flush(file)
}

export type BackupFault = 'damaged' | 'no backup' | 'newer'

/** The fault of a copy of a backup, or the record of the root key of its secrets if it has none. Changes nothing. */
export async function inspectBackup(file: string): Promise<BackupFault | { readonly kept?: KeptRootKey }> {
  try {
    return await attachedDatabase(file, inspect)
  } catch (error) {
    if (error instanceof DatabaseFailure) return 'damaged' // not a database, or one with damaged pages
    throw error
  }
}

async function inspect(database: Database): Promise<BackupFault | { readonly kept?: KeptRootKey }> {
  const checks = await database.all<{ integrity_check: string }>('pragma attached.integrity_check')
  if (checks.length !== 1 || checks[0]?.integrity_check !== 'ok') return 'damaged'
  const tables = await database.all(
    `select name from attached.sqlite_schema
     where type = 'table' and name in ('backup_origin', 'schema_migrations')`,
  )
  if (tables.length !== 2) return 'no backup'
  const applied = await database.all('select number from attached.schema_migrations')
  if (applied.length > readMigrations().length) return 'newer'
  const kept = await readKeptRootKey(database, 'attached.')
  return kept ? { kept } : {}
}

/** Prepares a copy of a sound backup for a server. */
export function readyBackup(file: string): Promise<void> {
  return attachedDatabase(file, async (database) => {
    await database.run('drop table attached.backup_origin')
  })
}

/**
 * Moves the write-ahead log of an embedded database into its file, so that the file alone is the complete database.
 * Returns false, and does nothing, while a process has the database open.
 */
export function settleUnused(file: string): Promise<boolean> {
  return attachedDatabase(file, async (database) => {
    await database.all('pragma attached.locking_mode = exclusive')
    try {
      await database.transaction((queries) => queries.all('select name from attached.sqlite_schema'))
    } catch (error) {
      if (error instanceof Contended) return false
      throw error
    }
    await database.all('pragma attached.journal_mode = delete')
    return true
  })
}

function flush(file: string): void {
  const descriptor = openSync(file, 'r+')
  try {
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
}
