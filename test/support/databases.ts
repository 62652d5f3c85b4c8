import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import type { Database } from '../../src/storage/driver/database.ts'
import { type DatabaseAddress, openDatabase } from '../../src/storage/driver/open-database.ts'
import { copyOfTemplate, runAlone } from './template-database.ts'

/** A kind of database that a suite runs on. */
export type DatabaseKind = 'SQLite in memory' | 'SQLite in a file' | 'PostgreSQL'

const ALL_KINDS: readonly DatabaseKind[] = ['SQLite in memory', 'SQLite in a file', 'PostgreSQL']

/**
 * Returns the address of a new database without rows, which is discarded after the suite; it may have this version's
 * tables. Call it where the suite is declared, before the hooks that use the database, and not inside hooks and tests.
 */
export type NewAddress = () => DatabaseAddress

/** Runs a suite on databases of every kind, or of the kinds that are named. */
export function forEachAddress(
  suite: (newAddress: NewAddress, kind: DatabaseKind) => void,
  kinds: readonly DatabaseKind[] = ALL_KINDS,
  onServer: typeof onPostgresql = onTables,
): void {
  if (kinds.includes('SQLite in memory')) {
    describe('on SQLite in memory', () => suite(() => ({ file: ':memory:' }), 'SQLite in memory'))
  }
  if (kinds.includes('SQLite in a file')) {
    describe('on SQLite in a file', () => {
      const folder = mkdtempSync(join(tmpdir(), 'poolhouse-'))
      let files = 0
      suite(() => ({ file: join(folder, `${files++}.db`) }), 'SQLite in a file')
      after(() => rmSync(folder, { recursive: true }))
    })
  }
  if (kinds.includes('PostgreSQL')) onServer((newUrl) => suite(() => ({ url: newUrl() }), 'PostgreSQL'))
}

/**
 * Opens the suite's database, which has no rows at first. Each call opens another connection (or pool) to the same tables;
 * in memory, each call opens another database. All are closed after the suite.
 */
export type OpenDatabase = () => Promise<Database>

/** Runs a suite on a database of every kind. */
export function forEachDatabase(suite: (kind: DatabaseKind, open: OpenDatabase) => void): void {
  forEachAddress((newAddress, kind) => suite(kind, openingUntilTheEnd(newAddress())))
}

/** Like {@link forEachDatabase}, without any tables at first. */
export function forEachEmptyDatabase(suite: (kind: DatabaseKind, open: OpenDatabase) => void): void {
  const onDatabase = (newAddress: NewAddress, kind: DatabaseKind) =>
    suite(kind, openingUntilTheEnd(newAddress()))
  forEachAddress(onDatabase, ALL_KINDS, onPostgresql)
}

/**
 * Runs a suite on PostgreSQL if POOLHOUSE_TEST_DATABASE_URL names a server whose user may create schemas. Without it,
 * the automatic build fails.
 *
 * @param suite receives a {@link NewAddress} for PostgreSQL: each call returns the URL of a new schema
 */
export function onPostgresql(suite: (newUrl: () => string) => void): void {
  onPlaces(newSchema, suite)
}

/** Like {@link onPostgresql}, for suites that want this version's tables: if there is a template, these exist already. */
function onTables(suite: (newUrl: () => string) => void): void {
  const template = process.env.POOLHOUSE_TEST_TEMPLATE
  onPlaces((server) => (template === undefined ? newSchema(server) : copyOfTemplate(server, template)), suite)
}

/** A place for tables on a server. */
interface Place {
  readonly url: string
  create(): Promise<void>
  drop(): Promise<void>
}

function onPlaces(newPlace: (server: string) => Place, suite: (newUrl: () => string) => void): void {
  const server = testServerUrl()
  if (server === undefined) return
  describe('on PostgreSQL', () => {
    const places: Place[] = []
    suite(() => {
      const place = newPlace(server)
      places.push(place)
      before(() => place.create())
      return place.url
    })
    // Registered last, so it runs after the hooks with which the suite closes its servers.
    after(async () => {
      for (const place of places) await place.drop()
    })
  })
}

function newSchema(server: string): Place {
  const name = `test_${randomBytes(8).toString('hex')}`
  const address = new URL(server)
  address.searchParams.set('schema', name)
  return {
    url: address.href,
    create: () => runAlone(server, `create schema ${name}`),
    drop: () => runAlone(server, `drop schema if exists ${name} cascade`),
  }
}

/** The PostgreSQL server to test on, if there is one; without it the automatic build fails. */
export function testServerUrl(): string | undefined {
  const url = process.env.POOLHOUSE_TEST_DATABASE_URL
  if (url === undefined && process.env.CI === 'true') {
    test('on PostgreSQL', () => {
      throw new Error('POOLHOUSE_TEST_DATABASE_URL is not set')
    })
  }
  return url
}

/** Closes all opened databases after the suite. */
function openingUntilTheEnd(address: DatabaseAddress): OpenDatabase {
  const opened: Database[] = []
  after(async () => {
    for (const database of opened) await database.close()
  })
  return async () => {
    const database = await openDatabase(address)
    opened.push(database)
    return database
  }
}
