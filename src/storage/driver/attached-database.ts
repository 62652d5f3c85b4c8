import type { Database } from './database.ts'
import { DatabaseDamaged } from './database-errors.ts'
import { openDatabase } from './open-database.ts'

/**
 * Works on a database file from a database in memory, to which the file is attached under the name `attached`: opened
 * for itself, the file would get a write-ahead log, and a second connection that is in the way.
 */
export async function attachedDatabase<Result>(
  file: string,
  work: (database: Database) => Promise<Result>,
): Promise<Result> {
  const database = await openDatabase({ file: ':memory:' })
  try {
    await database.run('attach database $1 as attached', file)
    return await work(database)
  } catch (error) {
    // The connection in memory knows nothing of the file.
    throw error instanceof DatabaseDamaged ? new DatabaseDamaged(file, error.code, error.reason) : error
  } finally {
    await database.close()
  }
}
