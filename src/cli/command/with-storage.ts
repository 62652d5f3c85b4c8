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

/** `reading` requires an existing database; `changing` creates the embedded one, as a first start does. */
export type Purpose = 'reading' | 'changing'

/**
 * Migrates the server's own database, runs a command's work on it, and closes it; a server may be running on it. Throws
 * a ConfigError if the database or its root key is missing.
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

/** Like `serve`, creates a key only if nothing is sealed yet. */
async function rootKeyFor(config: StorageConfig): Promise<KeyObject> {
  const found = presentRootKey(config)
  return found?.key ?? (await findRootSecrets(config, systemEntropy, systemClock())).rootKey
}

/** A PostgreSQL database counts as existing, since we can't know whether it was used before. */
function isThere(config: DatabaseConfig): boolean {
  const address = databaseAddress(config)
  return 'url' in address || existsSync(address.file)
}

/** Throws a ConfigError if the embedded database is missing. */
export function assertThere(config: DatabaseConfig): void {
  if (isThere(config)) return
  throw new ConfigError([
    `there is no database in ${config.dataDir}; name the server's data folder with --data-dir, or its database ` +
      'with --database-url',
  ])
}
