import { type Entropy, systemEntropy } from '../../kernel/entropy.ts'
import type { Database } from './database.ts'
import { Contended } from './database-errors.ts'
import type { PostgresqlPlace } from './postgresql/address.ts'
import { openSqlite } from './sqlite.ts'

export type DatabaseAddress =
  | PostgresqlPlace
  /** A path, or ':memory:' for a database that ends with its `close`. */
  | { readonly file: string }

/** Opens the database; the tables are `migrate`'s. `entropy` spreads the pauses between attempts. */
export async function openDatabase(
  address: DatabaseAddress,
  entropy: Entropy = systemEntropy,
): Promise<Database> {
  if ('file' in address) return openSqlite(address.file, entropy)
  const { openPostgresql } = await import('./postgresql/postgresql.ts') // most never need pg loaded
  return openPostgresql(address, entropy)
}

/** Opens the database for this process alone; undefined, after some seconds, while another one has it open. */
export async function openAlone(address: DatabaseAddress): Promise<Database | undefined> {
  if ('file' in address) {
    return openSqlite(address.file, systemEntropy, true).catch((error: unknown) => {
      if (error instanceof Contended) return undefined
      throw error
    })
  }
  const database = await openDatabase(address)
  if (await database.occupy('alone', async () => {})) return database
  await database.close()
  return undefined
}
