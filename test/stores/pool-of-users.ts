import { createSecretKey } from 'node:crypto'
import type { DeviceWithVerifier } from '../../src/domain/devices/device.ts'
import { NO_MFA_SETTINGS } from '../../src/domain/factors/mfa-settings.ts'
import { newPoolSchema } from '../../src/domain/schema/new-pool-schema.ts'
import type { Stores } from '../../src/domain/stores.ts'
import { newSettings } from '../../src/domain/user-pools/settings/requested-settings.ts'
import { newUserPoolId, type UserPool } from '../../src/domain/user-pools/user-pool.ts'
import { newSub } from '../../src/domain/users/new-sub.ts'
import type { User, UserKey } from '../../src/domain/users/user.ts'
import { systemEntropy } from '../../src/kernel/entropy.ts'
import type { Database } from '../../src/storage/driver/database.ts'
import { migrate } from '../../src/storage/driver/migrate.ts'
import { openStorage } from '../../src/storage/storage.ts'
import { openVault } from '../../src/storage/vault.ts'

// What the tests of the users' stores share.

export const NOW = Date.UTC(2026, 0, 1)

/** The storage on a database whose tables are created if they are missing. */
export async function storageOn(database: Database, onQueued: () => void = () => {}) {
  await migrate(database, NOW)
  const vault = openVault(createSecretKey(Buffer.alloc(32, 1)), systemEntropy)
  return openStorage(database, vault, systemEntropy, onQueued)
}

/** Stores an empty pool and returns its id. */
export async function storedPool(stores: Pick<Stores, 'userPools'>): Promise<string> {
  const pool: UserPool = {
    id: newUserPoolId(systemEntropy, 'us-east-1'),
    region: 'us-east-1',
    name: 'pool',
    schema: newPoolSchema(),
    settings: newSettings({}),
    tags: {},
    createdAt: NOW,
    modifiedAt: NOW,
  }
  await stores.userPools.insert(pool)
  return pool.id
}

/** A user that is not stored yet. */
export function userOf(userPoolId: string, username: string, change: Partial<User> = {}): User {
  return {
    userPoolId,
    username,
    sub: newSub(systemEntropy),
    attributes: new Map(),
    pendingAttributes: new Map(),
    status: 'CONFIRMED',
    enabled: true,
    mfa: NO_MFA_SETTINGS,
    createdAt: NOW,
    modifiedAt: NOW,
    ...change,
  }
}

/** A remembered device that is not stored yet. */
export function deviceOf(
  { userPoolId, sub }: UserKey,
  deviceKey: string,
  change: Partial<DeviceWithVerifier> = {},
): DeviceWithVerifier {
  return {
    userPoolId,
    sub,
    deviceKey,
    deviceGroupKey: '-v7w9UcY6',
    deviceName: undefined,
    remembered: true,
    lastIpAddress: '192.0.2.1',
    createdAt: NOW,
    modifiedAt: NOW,
    authenticatedAt: NOW,
    verifier: { salt: Buffer.of(1, 2), verifier: Buffer.alloc(384, 3) },
    ...change,
  }
}
