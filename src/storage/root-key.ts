import type { KeyObject } from 'node:crypto'
import { existsSync } from 'node:fs'
import { deriveKey } from '../kernel/cryptography/encryption.ts'
import { attachedDatabase } from './driver/attached-database.ts'
import type { Queries } from './driver/database.ts'
import { type DatabaseAddress, openDatabase } from './driver/open-database.ts'

/** What a database records of the root key that its secrets are sealed under: nothing of the key itself. */
export interface KeptRootKey {
  readonly fingerprint: string
  /** Of the key that takes over, while a rotation is under way. */
  readonly nextFingerprint: string | undefined
}

/** The database's secrets are sealed under another root key than the one at hand. */
export class RootKeyMismatch extends Error {
  override readonly name = 'RootKeyMismatch'
  readonly kept: KeptRootKey

  constructor(kept: KeptRootKey) {
    super('the secrets in the database are sealed under another root encryption key')
    this.kept = kept
  }
}

/** The root key is being replaced: some secrets are sealed under the one, some under the other. */
export class RootKeyInRotation extends Error {
  override readonly name = 'RootKeyInRotation'

  constructor() {
    super(
      'the root encryption key of this database is being replaced; if no other process is doing so, finish it with ' +
        '`poolhouse keys rotate-root` and the settings with which it was begun',
    )
  }
}

/** Distinguishes root keys and reveals nothing of them. */
export function fingerprint(rootKey: KeyObject): string {
  return deriveKey(rootKey, 'fingerprint').export().toString('hex')
}

/** Undefined where nothing is sealed yet. */
export async function readKeptRootKey(
  queries: Queries,
  schema: '' | 'attached.' = '',
): Promise<KeptRootKey | undefined> {
  if (!(await hasTable(queries, schema))) return undefined
  const rotates = await hasRotationColumn(queries, schema)
  const row = await queries.first<{ fingerprint: string; next_fingerprint: string | null }>(
    `select fingerprint, ${rotates ? 'next_fingerprint' : 'null as next_fingerprint'} from ${schema}root_key where id = 1`,
  )
  return row && { fingerprint: row.fingerprint, nextFingerprint: row.next_fingerprint ?? undefined }
}

/** The same of a database that is not open yet, without changing it. */
export async function peekRootKey(address: DatabaseAddress): Promise<KeptRootKey | undefined> {
  if ('file' in address) {
    if (!existsSync(address.file)) return undefined
    return attachedDatabase(address.file, (database) => readKeptRootKey(database, 'attached.'))
  }
  const database = await openDatabase({ ...address, poolSize: 1 })
  try {
    return await readKeptRootKey(database)
  } finally {
    await database.close()
  }
}

async function hasTable(queries: Queries, schema: string): Promise<boolean> {
  const rows = await queries.all(
    queries.dialect === 'sqlite'
      ? `select name from ${schema}sqlite_schema where type = 'table' and name = 'root_key'`
      : `select table_name from information_schema.tables
         where table_schema = current_schema() and table_name = 'root_key'`,
  )
  return rows.length > 0
}

/** The database may be older than rotations. */
async function hasRotationColumn(queries: Queries, schema: string): Promise<boolean> {
  const rows = await queries.all(
    queries.dialect === 'sqlite'
      ? `select name from pragma_table_info('root_key', '${schema === '' ? 'main' : 'attached'}')
         where name = 'next_fingerprint'`
      : `select column_name from information_schema.columns
         where table_schema = current_schema() and table_name = 'root_key' and column_name = 'next_fingerprint'`,
  )
  return rows.length > 0
}
