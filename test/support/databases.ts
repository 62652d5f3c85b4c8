import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import type { Database } from '../../src/storage/driver/database.ts'
import { type DatabaseAddress, openDatabase } from '../../src/storage/driver/open-database.ts'

/** Names a database that a suite runs on. */
export type DatabaseKind = 'SQLite in memory' | 'SQLite in a file' | 'PostgreSQL'

/**
 * Opens the suite's database, empty at first. Each call is a connection (or pool) of its own to the same tables; in
 * memory it is a database of its own. All are closed when the suite ends.
 */
export type OpenDatabase = () => Promise<Database>

/**
 * Runs a suite on every database: PostgreSQL where POOLHOUSE_TEST_DATABASE_URL names a server whose user may create
 * schemas, of which each suite gets one.
 */
export function forEachDatabase(suite: (kind: DatabaseKind, open: OpenDatabase) => void): void {
  describe('on SQLite in memory', () => {
    suite('SQLite in memory', openingUntilTheEnd({ file: ':memory:' }))
  })

  describe('on SQLite in a file', () => {
    const folder = mkdtempSync(join(tmpdir(), 'poolhouse-'))
    const address = { file: join(folder, 'poolhouse.db') }
    suite(
      'SQLite in a file',
      openingUntilTheEnd(address, async () => rmSync(folder, { recursive: true })),
    )
  })

  const url = testServerUrl()
  if (url === undefined) return
  describe('on PostgreSQL', () => {
    const schema = `test_${randomBytes(8).toString('hex')}`
    before(() => onPostgresql(url, `create schema ${schema}`))
    suite(
      'PostgreSQL',
      openingUntilTheEnd({ url: withSchema(url, schema) }, () =>
        onPostgresql(url, `drop schema ${schema} cascade`),
      ),
    )
  })
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

export function withSchema(url: string, schema: string): string {
  const address = new URL(url)
  address.searchParams.set('schema', schema)
  return address.href
}

export async function onPostgresql(url: string, sql: string): Promise<void> {
  const database = await openDatabase({ url, poolSize: 1 })
  try {
    await database.script(sql)
  } finally {
    await database.close()
  }
}

/** Closes what was opened when the suite ends, and only then discards the database. */
function openingUntilTheEnd(address: DatabaseAddress, discard?: () => Promise<void>): OpenDatabase {
  const opened: Database[] = []
  after(async () => {
    for (const database of opened) await database.close()
    await discard?.()
  })
  return async () => {
    const database = await openDatabase(address)
    opened.push(database)
    return database
  }
}
