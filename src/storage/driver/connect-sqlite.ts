import { closeSync, openSync } from 'node:fs'
import { dirname } from 'node:path'
import type { Entropy } from '../../kernel/entropy.ts'
import { makeFolder } from '../../kernel/make-folder.ts'
import { DatabaseFailure } from './database-errors.ts'
import { retrying } from './retry.ts'
import { openConnection, type SqliteConnection, toPlan } from './sqlite-connection.ts'
import { loadSqlite } from './sqlite-module.ts'

/**
 * SQLite itself only waits this long (milliseconds), since it blocks the whole process. The pauses below, which do not
 * block, follow: about ten seconds in all.
 */
const BUSY_TIMEOUT = 5
export const BUSY_PAUSES = [1, 2, 4, 8, 15, 25, ...Array<number>(240).fill(50)]

/**
 * `synchronous = full`: acknowledged changes survive a power failure. The log is moved into the file at 16 MB, since
 * most changes affect the same pages again and again, and is truncated to 64 MiB after a burst. Each connection caches
 * up to 16 MB of pages, to avoid reading the indexes of a large pool again for each change.
 */
export const SQLITE_SETTINGS = `
  pragma busy_timeout = ${BUSY_TIMEOUT};
  pragma journal_mode = wal;
  pragma synchronous = full;
  pragma foreign_keys = on;
  pragma cache_size = -16000;
  pragma wal_autocheckpoint = 4000;
  pragma journal_size_limit = 67108864`

interface Manner {
  readonly inMemory: boolean
  readonly alone: boolean
}

/** A connection for writing and one for reading meanwhile; they may be the same. */
export async function connectSqlite(file: string, manner: Manner, entropy: Entropy) {
  const module = await loadSqlite()
  if (!manner.inMemory) createPrivately(file)
  const writer = openConnection(module, file)
  try {
    await configure(writer, manner, entropy)
    if (manner.inMemory || manner.alone) return { writer, reader: writer }
    const reader = openConnection(module, file)
    await retrying(BUSY_PAUSES, entropy, () => reader.exec(`${SQLITE_SETTINGS}; pragma query_only = on`))
    return { writer, reader }
  } catch (error) {
    writer.close()
    throw error
  }
}

async function configure(writer: SqliteConnection, { inMemory, alone }: Manner, entropy: Entropy) {
  if (alone) writer.exec('pragma locking_mode = exclusive') // before the first access, which takes the lock
  // Two processes that switch a new file to write-ahead logging at the same time disturb each other.
  await retrying(BUSY_PAUSES, entropy, () => writer.exec(SQLITE_SETTINGS))
  const [mode] = writer.all(toPlan('pragma journal_mode'), []) as { journal_mode: string }[]
  if (!inMemory && mode?.journal_mode !== 'wal') {
    throw new DatabaseFailure(`journal_mode ${mode?.journal_mode}`, 'The file system has no write-ahead log')
  }
}

/**
 * Only the owner may read the file; SQLite gives the files next to it the same mode. The mode of an existing file is
 * kept.
 */
function createPrivately(file: string): void {
  makeFolder(dirname(file), 0o700)
  closeSync(openSync(file, 'a', 0o600))
}
