import type { KeyObject } from 'node:crypto'
import { existsSync } from 'node:fs'
import { ConfigError } from '../../config/config-error.ts'
import type { Storage } from '../../domain/stores.ts'
import { systemClock } from '../../kernel/clock.ts'
import { systemEntropy } from '../../kernel/entropy.ts'
import { openDatabase } from '../../storage/driver/open-database.ts'
import { prepareDatabase } from '../../storage/prepare-database.ts'
import { openStorage } from '../../storage/storage.ts'
import { openVault } from '../../storage/vault.ts'
import { type DatabaseConfig, databaseAddress, makeRoomForDatabase } from '../data-folder/database-address.ts'
import { presentRootKey } from '../data-folder/root-key.ts'
import { explainedRootKeyError } from '../data-folder/root-key-fault.ts'
import { findRootSecrets, type RootConfig } from '../data-folder/root-secrets.ts'

export type StorageConfig = DatabaseConfig & RootConfig

/** `reading` demands a database that is there; `changing` makes the embedded one, as a first start would. */
export type Purpose = 'reading' | 'changing'

/**
 * Runs a command's work on the server's own database, whether or not a server runs on it, and closes it. The schema
 * is brought up to date first. Throws a ConfigError where the database or its root key isn't there.
 */
export async function withStorage<Result>(
  config: StorageConfig,
  purpose: Purpose,
  work: (storage: Storage) => Promise<Result>,
): Promise<Result> {
  if (purpose === 'reading') assertThere(config)
  const rootKey = await rootKeyFor(config)
  const database = await openDatabase(makeRoomForDatabase(config))
  try {
    await prepareDatabase(database, rootKey, systemEntropy, systemClock()).catch((error: unknown) => {
      throw explainedRootKeyError(error, config)
    })
    return await work(openStorage(database, openVault(rootKey, systemEntropy), systemEntropy))
  } finally {
    await database.close()
  }
}

/** A key is made up only where nothing is sealed yet, as `serve` does. */
async function rootKeyFor(config: StorageConfig): Promise<KeyObject> {
  const found = presentRootKey(config)
  return found?.key ?? (await findRootSecrets(config, systemEntropy, systemClock())).rootKey
}

/** A database server may have been in use for long; we can't know. */
function isThere(config: DatabaseConfig): boolean {
  const address = databaseAddress(config)
  return 'url' in address || existsSync(address.file)
}

/** Throws a ConfigError where the embedded database isn't there. */
export function assertThere(config: DatabaseConfig): void {
  if (isThere(config)) return
  throw new ConfigError([
    `there is no database in ${config.dataDir}; name the server's data folder with --data-dir, or its database ` +
      'with --database-url',
  ])
}
