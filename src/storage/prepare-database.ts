import type { KeyObject } from 'node:crypto'
import type { Instant } from '../kernel/clock.ts'
import type { Entropy } from '../kernel/entropy.ts'
import { decoySecretOf } from './decoy-secret.ts'
import type { Database } from './driver/database.ts'
import { assertMigrated, migrate } from './driver/migrate.ts'
import { fingerprint, RootKeyInRotation, RootKeyMismatch } from './root-key.ts'
import { type RootKeyRow, readRootKeyRow } from './root-key-row.ts'

export interface PreparedDatabase {
  /** What the answers about users who don't exist are derived from. It outlives the root key: see decoy-secret.ts. */
  readonly decoySecret: KeyObject
}

/**
 * Brings the schema up to the program, and makes sure that the root key is the one under which the database's secrets
 * are sealed, for as long as this process has the database open; the first key to come is that one. A replica must have
 * come as far as the program. Throws MigrationRefused, RootKeyMismatch or RootKeyInRotation.
 */
export async function prepareDatabase(
  database: Database,
  rootKey: KeyObject,
  entropy: Entropy,
  now: Instant,
): Promise<PreparedDatabase> {
  const own = fingerprint(rootKey)
  const { role } = await database.state()
  if (role === 'replica') {
    await assertMigrated(database)
  } else {
    await migrate(database, now)
    await database.run('insert into root_key (id, fingerprint) values (1, $1) on conflict do nothing', own)
  }
  if (
    !(await database.occupy('shared', async (queries) =>
      assertSealedUnder(own, await readRootKeyRow(queries)),
    ))
  ) {
    throw new RootKeyInRotation()
  }
  return { decoySecret: await decoySecretOf(database, rootKey, entropy) }
}

function assertSealedUnder(own: string, { fingerprint, next_fingerprint }: RootKeyRow): void {
  if (next_fingerprint !== null) throw new RootKeyInRotation()
  if (fingerprint !== own) throw new RootKeyMismatch({ fingerprint, nextFingerprint: undefined })
}
