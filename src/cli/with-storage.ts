import type { KeyObject } from 'node:crypto'
import { existsSync } from 'node:fs'
import { ConfigError } from '../config/config-error.ts'
import type { Storage } from '../domain/stores.ts'
import { systemClock } from '../kernel/clock.ts'
import { systemEntropy } from '../kernel/entropy.ts'
import { openDatabase } from '../storage/driver/open-database.ts'
import { prepareDatabase } from '../storage/prepare-database.ts'
import { openStorage } from '../storage/storage.ts'
import { openVault } from '../storage/vault.ts'
import { type DatabaseConfig, databaseAddress, makeRoomForDatabase } from './database-address.ts'
import { findRootKey, findRootSecrets, type RootConfig } from './root-secrets.ts'

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
  const rootKey = rootKeyOf(config)
  const database = await openDatabase(makeRoomForDatabase(config))
  try {
    await prepareDatabase(database, rootKey, systemClock())
    return await work(openStorage(database, openVault(rootKey, systemEntropy), systemEntropy))
  } finally {
    await database.close()
  }
}

/**
 * A key is made up only where there is no database yet: beside one that has sealed secrets a new key would open none
 * of them, and what it seals the server could not open.
 */
function rootKeyOf(config: StorageConfig): KeyObject {
  const found = findRootKey(config)
  if (found !== undefined) return found
  if (isThere(config)) throw rootKeyMissing(config)
  return findRootSecrets(config, systemEntropy, systemClock()).rootKey
}

/** Of a database server nobody can know; it may have been in use for long. */
function isThere(config: DatabaseConfig): boolean {
  const address = databaseAddress(config)
  return 'url' in address || existsSync(address.file)
}

function assertThere(config: DatabaseConfig): void {
  if (isThere(config)) return
  throw new ConfigError([
    `there is no database in ${config.dataDir}; name the server's data folder with --data-dir, or its database ` +
      'with --database-url',
  ])
}

function rootKeyMissing({ dataDir }: DatabaseConfig): ConfigError {
  return new ConfigError([
    `${dataDir} has no root.key, and none is configured: give the settings with which the server runs ` +
      '(--data-dir, --root-key-file, POOLHOUSE_ROOT_KEY or POOLHOUSE_ROOT_ACCESS_KEY_ID with its secret)',
  ])
}
