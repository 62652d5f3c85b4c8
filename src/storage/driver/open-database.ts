import { type Entropy, systemEntropy } from '../../kernel/entropy.ts'
import type { Database } from './database.ts'
import { Contended } from './database-errors.ts'
import type { PostgresqlPlace } from './postgresql/address.ts'
import { type OnState, replicated } from './replicated.ts'
import { openSqlite } from './sqlite.ts'

export type DatabaseAddress =
  | PostgresqlPlace
  /** A path, or ':memory:' for a database that ends with its `close`. */
  | { readonly file: string }

/**
 * Opens the database; the tables are `migrate`'s.
 * @param entropy spreads the pauses between attempts
 */
export async function openDatabase(
  address: DatabaseAddress,
  entropy: Entropy = systemEntropy,
  onState: OnState = () => {},
): Promise<Database> {
  if ('file' in address) return openSqlite(address.file, entropy)
  const { openPostgresql } = await import('./postgresql/postgresql.ts') // most never need pg loaded
  const { primaryUrl, ...near } = address
  const primary =
    primaryUrl === undefined
      ? undefined
      : openPostgresql({ ...near, url: primaryUrl, directUrl: undefined }, entropy)
  return replicated(openPostgresql(near, entropy), primary, onState)
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
