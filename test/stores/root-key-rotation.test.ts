import assert from 'node:assert/strict'
import { createHash, createSecretKey, type KeyObject } from 'node:crypto'
import { before, describe, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { auditEntry } from '../../src/cli/command/audit-entry.ts'
import { systemEntropy } from '../../src/kernel/entropy.ts'
import type { Database } from '../../src/storage/driver/database.ts'
import { prepareDatabase } from '../../src/storage/prepare-database.ts'
import { RootKeyInRotation, RootKeyMismatch } from '../../src/storage/root-key.ts'
import { rotateRootKey } from '../../src/storage/rotate-root-key.ts'
import { ALL_SEALED_COLUMNS, boundTexts } from '../../src/storage/sealed-columns.ts'
import { openStorage } from '../../src/storage/storage.ts'
import { openVault } from '../../src/storage/vault.ts'
import { forEachDatabase } from '../support/databases.ts'
import { NOW } from './pool-of-users.ts'
import { fillSealedColumns, type ReadBack } from './sealed-contents.ts'

const keyOf = (byte: number) => createSecretKey(Buffer.alloc(32, byte))
const [OLD, NEW, THIRD] = [keyOf(1), keyOf(2), keyOf(3)]
/** More than three transactions of the column with the most. */
const MESSAGES = 800

/** Columns of bytes that are not sealed, each with what it contains instead. */
const UNSEALED: ReadonlySet<string> = new Set([
  'passkey_registrations.challenge_digest',
  'passkeys.public_key',
  'verification_codes.digest', // HMAC of a code
  'managed_login_assets.bytes', // pictures that every page shows
  'ui_customizations.image',
])

const columnNames = ALL_SEALED_COLUMNS.map(({ table, column }) => `${table}.${column}`).sort()

const rotation = (from: KeyObject, to: KeyObject, progress = (_column: string, _values: number) => {}) => ({
  from,
  to,
  entropy: systemEntropy,
  now: NOW,
  event: auditEntry(
    { command: 'keys rotate-root', account: '123456789012', now: NOW, entropy: systemEntropy },
    { eventSource: 'kms.amazonaws.com', eventName: 'RotateKeyOnDemand', requestParameters: null },
  ),
  progress,
})

const storageUnder = (key: KeyObject, database: Database) =>
  openStorage(database, openVault(key, systemEntropy), systemEntropy)

/** How many values of each sealed column a key opens, and how many there are. */
async function sealedUnder(database: Database, key: KeyObject) {
  const vault = openVault(key, systemEntropy)
  const counts = ALL_SEALED_COLUMNS.map(async (place) => {
    const { table, column } = place
    const rows = await database.all<Record<string, string>>(
      `select * from ${table} where ${column} is not null`,
    )
    const own = rows.filter((row) =>
      vault
        .forColumn(table, column as never)
        .openIfOwn(row[column] as unknown as Uint8Array, ...boundTexts(place, row)),
    )
    return [`${table}.${column}`, { values: rows.length, own: own.length }] as const
  })
  return new Map(await Promise.all(counts))
}

/** The number of the lock that marks a schema as in use. */
async function lockOf(database: Database): Promise<number> {
  const row = await database.first<{ name: string }>('select current_schema() as name')
  return createHash('sha256')
    .update(row?.name ?? '')
    .digest()
    .readUInt32BE()
}

async function columnsOfBytes(database: Database): Promise<string[]> {
  const rows = await database.all<{ name: string }>(
    database.dialect === 'sqlite'
      ? `select t.name || '.' || c.name as name from sqlite_schema t, pragma_table_info(t.name) c
         where t.type = 'table' and lower(c.type) = 'blob'`
      : `select table_name || '.' || column_name as name from information_schema.columns
         where table_schema = current_schema() and data_type = 'bytea'`,
  )
  return rows.map(({ name }) => name)
}

forEachDatabase((kind, open) => {
  let database: Database
  let readBack: ReadBack
  let stored: unknown
  let decoySecret: KeyObject

  const prepared = (key: KeyObject) => prepareDatabase(database, key, systemEntropy, NOW)

  before(async () => {
    database = await open()
    decoySecret = (await prepared(OLD)).decoySecret
    const storage = storageUnder(OLD, database)
    readBack = await fillSealedColumns(storage, MESSAGES)
    stored = await readBack(storage)
  })

  describe('the list of sealed columns', () => {
    test('has every column of bytes, except those that are known not to be sealed', async () => {
      const found = await columnsOfBytes(database)
      assert.deepEqual(found.filter((name) => !UNSEALED.has(name)).sort(), columnNames)
    })

    test('has a column for everything that this test stores', async () => {
      const counts = await sealedUnder(database, OLD)
      assert.deepEqual([...counts.keys()].sort(), columnNames)
      for (const [name, { values, own }] of counts) {
        assert.ok(values > 0, `nothing is stored in ${name}`)
        assert.equal(own, values, `${name} is bound to something else`)
      }
    })
  })

  describe('a rotation of the root key', () => {
    test('begins only from the key under which the database is sealed', async () => {
      await assert.rejects(rotateRootKey(database, rotation(THIRD, NEW)), RootKeyMismatch)
      await prepared(OLD)
    })

    test('refuses every start while a rotation is interrupted, with any key', async () => {
      let reported = 0
      const interrupted = rotation(OLD, NEW, (column, values) => {
        if (column !== 'inbox_messages.sealed_message') return
        reported = values
        throw new Error('interrupted')
      })
      await assert.rejects(rotateRootKey(database, interrupted), /interrupted/)
      assert.ok(reported > 0 && reported < MESSAGES)
      for (const key of [OLD, NEW, THIRD]) await assert.rejects(prepared(key), RootKeyInRotation)
      const counts = await sealedUnder(database, NEW)
      assert.deepEqual(counts.get('inbox_messages.sealed_message'), { values: MESSAGES, own: reported })
    })

    test('continues where it was, and only to the same key', async () => {
      await assert.rejects(rotateRootKey(database, rotation(OLD, THIRD)), RootKeyInRotation)
      const before = await sealedUnder(database, OLD)
      const left = [...before.values()].reduce((sum, { own }) => sum + own, 0)
      assert.ok(left > 0 && left < MESSAGES)
      assert.deepEqual(await rotateRootKey(database, rotation(OLD, NEW)), { values: left, unopened: [] })
    })

    test('leaves nothing that the old key opens, and everything under the new one', async () => {
      for (const [name, { own }] of await sealedUnder(database, OLD)) assert.equal(own, 0, name)
      for (const [name, { own, values }] of await sealedUnder(database, NEW)) assert.equal(own, values, name)
      assert.deepEqual(await readBack(storageUnder(NEW, database)), stored)
      await assert.rejects(readBack(storageUnder(OLD, database)), /was not sealed with this root key/)
      await assert.rejects(prepared(OLD), RootKeyMismatch)
      await prepared(NEW)
    })

    test('leaves the answers about users who do not exist unchanged', async () => {
      assert.ok((await prepared(NEW)).decoySecret.equals(decoySecret))
    })

    test('leaves a record in the audit trail', async () => {
      const { auditEvents } = storageUnder(NEW, database).stores
      const events = await auditEvents.list({ limit: 9, eventName: 'RotateKeyOnDemand' })
      assert.equal(events.length, 1)
    })

    test('reports values that no key opens, and continues', async () => {
      await database.run('update former_pools set sealed_client_secret = $1', Buffer.alloc(40))
      const { unopened } = await rotateRootKey(database, rotation(NEW, THIRD))
      assert.match(unopened.join(), /^former_pools\.sealed_client_secret of us-east-1_\w+$/)
      await prepared(THIRD)
    })

    test('carries on the answers of a database that derived them from its root key', async () => {
      await database.run('update root_key set sealed_decoy_secret = null')
      await rotateRootKey(database, rotation(THIRD, OLD))
      assert.ok((await prepared(OLD)).decoySecret.equals(THIRD))
    })
  })

  if (kind !== 'PostgreSQL') return // `test/cli/rotate-root.test.ts` shows it for SQLite files, between processes

  describe('a database that one process is to have alone', () => {
    test('is refused while others have it prepared', async () => {
      const alone = await open()
      const unwanted = () => assert.fail('was given')
      assert.equal(await alone.occupy('alone', unwanted), false)
      await database.close()
      assert.equal(await alone.occupy('alone', async () => {}), true)
      const other = await open()
      await assert.rejects(prepareDatabase(other, OLD, systemEntropy, NOW), RootKeyInRotation)
      await alone.close()
      await prepareDatabase(other, OLD, systemEntropy, NOW)
    })

    test('is not used in between by a process whose connection broke', async () => {
      const [server, administrator, alone] = [await open(), await open(), await open()]
      await prepareDatabase(server, OLD, systemEntropy, NOW)
      await administrator.all(
        `select cast(pg_terminate_backend(pid) as integer) from pg_locks
         where locktype = 'advisory' and objsubid = 2 and granted and database =
           (select oid from pg_database where datname = current_database())
         and cast(cast(objid as bigint) as text) = $1`,
        `${await lockOf(administrator)}`,
      )
      while (!(await alone.occupy('alone', async () => {}))) await sleep(10) // until the server noticed
      await assert.rejects(server.ping(), {
        name: 'DatabaseUnavailable',
        message: /has the database to itself/,
      })
      await alone.close()
      await server.ping()
    })
  })
})
