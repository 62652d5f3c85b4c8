// The SQL of the operator's book, run as printed there in a PostgreSQL server of its own.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import pg from 'pg'
import { openSite } from '../cli/run-command.ts'
import { WORLD } from '../cli/world.test-data.ts'
import { onPostgresql } from '../support/databases.ts'
import { type PostgresServer, startPostgres } from '../support/postgres.ts'
import { blocksFor } from './book.ts'

onPostgresql(() => {
  describe("the statements of the operator's book", () => {
    const site = openSite([], { POOLHOUSE_ROOT_KEY: Buffer.alloc(32, 7).toString('base64') })
    let server: PostgresServer
    let url: string
    before(async () => {
      server = await startPostgres()
      const address = new URL(server.url)
      address.username = 'poolhouse'
      address.password = 'replace-this-password'
      address.pathname = '/poolhouse'
      url = address.href
    })
    after(() => server.stop())

    /** Runs each statement of the blocks by itself, as psql does. Resolves with the rows of each. */
    async function run(page: string, title: string, connectionString: string): Promise<unknown[][]> {
      const client = new pg.Client({ connectionString })
      await client.connect()
      try {
        const results: unknown[][] = []
        const blocks = blocksFor(page, title)
        for (const statement of blocks.flatMap(({ code }) => code.trim().split(/;\s*/)).filter((it) => it)) {
          results.push((await client.query(statement)).rows)
        }
        return results
      } finally {
        await client.end()
      }
    }

    test('the statements for the role make a database that a server can use', async () => {
      const title = 'the statements for the role make a database that a server can use'
      await run('database.md', title, server.url)
      await site.printed('seed', site.write('world.yaml', WORLD), '--database-url', url)
      const address = await site.serve('--database-url', url)
      assert.equal((await fetch(`${address}/ready`)).status, 200)
    })

    test('the statement for the sizes names the tables', async () => {
      const [rows] = await run('database.md', 'the statement for the sizes names the tables', url)
      assert.equal(rows?.length, 10)
      assert.ok((rows as { relname: string }[]).some(({ relname }) => relname === 'users'))
    })

    test('the statement for the audit trail deletes what is old and nothing else', async () => {
      const client = new pg.Client({ connectionString: url })
      await client.connect()
      const ids = async () =>
        (await client.query('select id from audit_events order by id')).rows.map(({ id }) => id)
      const present = await ids()
      assert.ok(present.length > 0)
      const day = 24 * 3600 * 1000
      for (const [id, days] of [
        ['new', 89],
        ['old', 91],
      ] as const) {
        await client.query(
          "insert into audit_events (occurred_at, id, region, event_name, record) values ($1, $2, 'r', 'e', '{}')",
          [Date.now() - days * day, id],
        )
      }
      const title = 'the statement for the audit trail deletes what is old and nothing else'
      await run('database.md', title, url)
      assert.deepEqual(await ids(), [...present, 'new'].sort())
      await client.end()
    })

    test('the statements for an incident run', async () => {
      const [slots, archiver] = await run('incidents.md', 'the statements for an incident run', server.url)
      assert.deepEqual(slots, [])
      assert.deepEqual(archiver, [{ last_failed_wal: null, last_failed_time: null }])
    })
  })
})
