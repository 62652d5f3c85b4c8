// While nodes are upgraded one after the other, two versions work on one database: this one, and a next one, which is a
// copy of it with one more migration of the kind that a release may have.
import assert from 'node:assert/strict'
import { cpSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { readMigrations } from '../../src/storage/driver/migration-files.ts'
import { contractions } from '../architecture/migration-rules.ts'
import { root } from '../architecture/source.ts'
import { onPostgresql } from '../support/databases.ts'
import { type ServerProcess, startServerProcess } from '../support/server-process.ts'
import { newPoolFor, startLoad, usernamesOf } from './load.ts'

const MIGRATIONS = 'src/storage/migrations'
const ADDED = `
alter table users add column next_note {{text}};
alter table users add column next_count integer not null default 0;
create index users_by_next_count on users (user_pool_id, next_count);
create table next_things (id {{text}} not null primary key, user_pool_id {{text}} not null) {{strict}};
`

/** Returns the command line of the next version. */
function makeNextVersion(folder: string): string {
  const bundle = join(dirname(fileURLToPath(import.meta.url)), '../../bundle')
  const next = readMigrations().length + 1
  for (const path of ['bin', 'package.json', MIGRATIONS, 'src/contract/model.json']) {
    cpSync(join(root, path), join(folder, path), { recursive: true })
  }
  cpSync(bundle, join(folder, 'dist/bundle'), { recursive: true })
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'))
  writeFileSync(join(folder, MIGRATIONS, `${String(next).padStart(4, '0')}-next.sql`), ADDED)
  return join(folder, 'bin/poolhouse.js')
}

onPostgresql((newUrl) => {
  const databaseUrl = newUrl()
  describe('this version and the next one on one database', () => {
    const folder = mkdtempSync(join(tmpdir(), 'poolhouse-versions-'))
    const nodes: ServerProcess[] = []
    const start = async (name: string, main?: string) => {
      const node = await startServerProcess({
        dataDir: join(folder, name),
        databaseUrl,
        ...(main && { main }),
        environment: { POOLHOUSE_ROOT_KEY: Buffer.alloc(32, 7).toString('base64') },
      })
      nodes.push(node)
      return node
    }
    let present: ServerProcess

    before(async () => {
      present = await start('present')
    })
    after(async () => {
      for (const node of nodes) await node.stop()
      rmSync(folder, { recursive: true })
    })

    test('both answer while the next one migrates, and after that', async () => {
      const migrations = readMigrations()
      assert.deepEqual(contractions({ number: 0, name: 'next', sql: ADDED, checksum: '' }, migrations), [])
      const client = present.client()
      const pool = await newPoolFor(client)
      const before = startLoad(client, pool, 'present')
      await before.acknowledges(10)
      const next = await start('next', makeNextVersion(join(folder, 'program')))
      const beside = startLoad(next.client(), pool, 'next')
      await Promise.all([before.acknowledges(20), beside.acknowledges(20)])
      await Promise.all([before.stop(), beside.stop()])
      assert.deepEqual([...before.refused, ...beside.refused], [])
      const [one, other] = [await usernamesOf(client, pool), await usernamesOf(next.client(), pool)]
      assert.equal(one.size, before.acknowledged.length + beside.acknowledged.length)
      assert.deepEqual(one, other)
      await assert.rejects(start('late'), /A newer version has upgraded the database/)
    })
  })
})
