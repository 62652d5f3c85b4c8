// Backups of the embedded database. All but the copying works from a database in memory, to which a file is attached:
// opened for itself, the file would get a write-ahead log, and a second connection that is in the way.
import type { KeyObject } from 'node:crypto'
import { closeSync, fsyncSync, openSync } from 'node:fs'
import type { Database } from './driver/database.ts'
import { Contended, DatabaseFailure } from './driver/database-errors.ts'
import { readMigrations } from './driver/migration-files.ts'
import { openDatabase } from './driver/open-database.ts'
import { fingerprint } from './prepare-database.ts'

/**
 * Copies an embedded database into a file that is there and empty, as it is at one moment and while others use it.
 * The copy also tells under which root key its secrets are sealed, without telling anything of the key.
 */
export async function backUp(source: Database, file: string, rootKey: KeyObject): Promise<void> {
  await source.run('vacuum into $1', file)
  await attached(file, async (database) => {
    await database.run('create table attached.backup_origin (root_key_fingerprint text not null) strict')
    await database.run(
      'insert into attached.backup_origin (root_key_fingerprint) values ($1)',
      fingerprint(rootKey),
    )
  })
  flush(file)
}

export type BackupFault = 'damaged' | 'no backup' | 'another root key' | 'newer'

/** What is wrong with a copy of a backup, if anything. Makes a sound one ready to be served. */
export async function readyBackup(file: string, rootKey: KeyObject): Promise<BackupFault | undefined> {
  try {
    return await attached(file, (database) => ready(database, rootKey))
  } catch (error) {
    if (error instanceof DatabaseFailure) return 'damaged' // no database at all, or one whose pages lie
    throw error
  }
}

async function ready(database: Database, rootKey: KeyObject): Promise<BackupFault | undefined> {
  const checks = await database.all<{ integrity_check: string }>('pragma attached.integrity_check')
  if (checks.length !== 1 || checks[0]?.integrity_check !== 'ok') return 'damaged'
  const tables = await database.all(
    `select name from attached.sqlite_schema
     where type = 'table' and name in ('backup_origin', 'schema_migrations')`,
  )
  if (tables.length !== 2) return 'no backup'
  const origin = await database.first<{ root_key_fingerprint: string }>(
    'select root_key_fingerprint from attached.backup_origin',
  )
  if (origin?.root_key_fingerprint !== fingerprint(rootKey)) return 'another root key'
  const applied = await database.all('select number from attached.schema_migrations')
  if (applied.length > readMigrations().length) return 'newer'
  await database.run('drop table attached.backup_origin')
  return undefined
}

/**
 * Moves the write-ahead log of an embedded database into its file, so that the file alone is the database. Answers
 * false, and does nothing, while anybody has the database open.
 */
export function settleUnused(file: string): Promise<boolean> {
  return attached(file, async (database) => {
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

async function attached<Result>(
  file: string,
  work: (database: Database) => Promise<Result>,
): Promise<Result> {
  const database = await openDatabase({ file: ':memory:' })
  try {
    await database.run('attach database $1 as attached', file)
    return await work(database)
  } finally {
    await database.close()
  }
}

function flush(file: string): void {
  const descriptor = openSync(file, 'r+')
  try {
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
}
