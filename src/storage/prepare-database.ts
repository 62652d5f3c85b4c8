import type { KeyObject } from 'node:crypto'
import type { Instant } from '../kernel/clock.ts'
import { deriveKey } from '../kernel/encryption.ts'
import type { Database } from './driver/database.ts'
import { migrate } from './driver/migrate.ts'

/** The database's secrets are sealed under another root key than the one at hand. */
export class RootKeyMismatch extends Error {
  override readonly name = 'RootKeyMismatch'

  constructor() {
    super(
      'the secrets in this database are sealed under another root encryption key: give the key with which it was ' +
        'made (root.key of its data folder, --root-key-file, POOLHOUSE_ROOT_KEY, or the same root access key)',
    )
  }
}

/** Tells root keys apart and tells nothing of them. */
export function fingerprint(rootKey: KeyObject): string {
  return deriveKey(rootKey, 'fingerprint').export().toString('hex')
}

/**
 * Brings the schema up to the program, and makes sure that the root key is the one under which the database's secrets
 * are sealed; the first key to come is that one. Throws MigrationRefused or RootKeyMismatch.
 */
export async function prepareDatabase(database: Database, rootKey: KeyObject, now: Instant): Promise<void> {
  await migrate(database, now)
  await database.run(
    'insert into root_key (id, fingerprint) values (1, $1) on conflict do nothing',
    fingerprint(rootKey),
  )
  const kept = await database.first<{ fingerprint: string }>('select fingerprint from root_key where id = 1')
  if (kept?.fingerprint !== fingerprint(rootKey)) throw new RootKeyMismatch()
}
