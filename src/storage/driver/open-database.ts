import { type Entropy, systemEntropy } from '../../kernel/entropy.ts'
import type { Database } from './database.ts'
import { openSqlite } from './sqlite.ts'

export type DatabaseAddress =
  /** `postgresql://user:password@host:port/database?schema=public`; see postgresql-address.ts. */
  | { readonly url: string; readonly poolSize?: number }
  /** A path, or ':memory:' for a database that ends with its `close`. */
  | { readonly file: string }

/** Opens the database; the tables are `migrate`'s. `entropy` spreads the pauses between attempts. */
export async function openDatabase(
  address: DatabaseAddress,
  entropy: Entropy = systemEntropy,
): Promise<Database> {
  if ('file' in address) return openSqlite(address.file, entropy)
  const { openPostgresql } = await import('./postgresql.ts') // most never need pg loaded
  return openPostgresql(address.url, address.poolSize ?? POOL_SIZE, entropy)
}

const POOL_SIZE = 10
