import { createSecretKey, type KeyObject } from 'node:crypto'
import type { Entropy } from '../kernel/entropy.ts'
import type { Database } from './driver/database.ts'
import { readRootKeyRow } from './root-key-row.ts'
import { openVault } from './vault.ts'

const BYTES = 32
/** The id of the only row, to which the vault binds the value. */
const ROW = '1'

/**
 * The secret from which answers about users who do not exist are derived; created if it is missing. It does not change
 * with the root key: otherwise a client that asked before and after the change would learn which users exist.
 */
export async function decoySecretOf(
  database: Database,
  rootKey: KeyObject,
  entropy: Entropy,
): Promise<KeyObject> {
  const vault = openVault(rootKey, entropy).forColumn('root_key', 'sealed_decoy_secret')
  const { sealed_decoy_secret: kept } = await readRootKeyRow(database)
  if (kept) return createSecretKey(vault.openBytes(kept, ROW))
  // A database from before this secret derived those answers from the root key, and they must not change.
  const isUsed = (await database.first('select id from user_pools limit 1')) !== undefined
  await database.run(
    'update root_key set sealed_decoy_secret = $1 where id = 1 and sealed_decoy_secret is null',
    vault.seal(isUsed ? rootKey.export() : entropy.bytes(BYTES), ROW),
  )
  return decoySecretOf(database, rootKey, entropy)
}
