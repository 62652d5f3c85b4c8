// What becomes of a transaction whose connection breaks: a proxy in between breaks it at a chosen statement.
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { after, before, describe, test } from 'node:test'
import type { Database } from '../../src/storage/driver/database.ts'
import { openDatabase } from '../../src/storage/driver/open-database.ts'
import { onPostgresql } from '../support/databases.ts'

type Cut = 'nothing' | 'before the commit arrives' | 'after the commit arrived'

async function cuttingProxy(target: URL) {
  let next: Cut = 'nothing'
  const sockets = new Set<Socket>()
  const server = createServer((near) => {
    const far = connect(Number(target.port || 5432), target.hostname)
    for (const socket of [near, far]) sockets.add(socket.on('error', () => {}))
    far.on('data', (answer) => near.write(answer)).on('close', () => near.destroy())
    near.on('close', () => far.destroy())
    near.on('data', (bytes) => {
      const cut = bytes.includes('commit\0') ? next : 'nothing'
      if (cut === 'nothing') return void far.write(bytes)
      next = 'nothing'
      if (cut === 'before the commit arrives') return void near.destroy()
      far.removeAllListeners('data').once('data', () => near.destroy()) // the answer that nobody gets
      far.write(bytes)
    })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    close() {
      for (const socket of sockets) socket.destroy()
      server.close()
    },
    port: (server.address() as AddressInfo).port,
    cut(at: Cut) {
      next = at
    },
  }
}

onPostgresql((newUrl) => {
  const url = newUrl()
  describe('a connection that breaks', () => {
    let database: Database
    let proxy: Awaited<ReturnType<typeof cuttingProxy>>
    before(async () => {
      const address = new URL(url)
      proxy = await cuttingProxy(new URL(url))
      address.host = `127.0.0.1:${proxy.port}`
      database = await openDatabase({ url: address.href })
      await database.script('create table counters (id text primary key, value bigint not null)')
    })
    after(async () => {
      await database.close()
      proxy.close()
    })

    async function counted(id: string, at: Cut) {
      let attempts = 0
      await database.run('insert into counters (id, value) values ($1, 0)', id)
      proxy.cut(at)
      const outcome = await database
        .transaction(async (queries) => {
          attempts++
          await queries.run('update counters set value = value + 1 where id = $1', id)
        })
        .catch((error: Error) => error)
      const row = await database.first<{ value: number }>('select value from counters where id = $1', id)
      return { attempts, outcome, value: row?.value }
    }

    for (const [at, value] of [
      ['before the commit arrives', 0],
      ['after the commit arrived', 1],
    ] as const) {
      test(`${at}: the outcome is unknown, so it is an error and no second run`, async () => {
        const { attempts, outcome, value: stored } = await counted(at, at)
        assert.equal(attempts, 1)
        assert.equal(stored, value)
        assert.ok(outcome instanceof Error)
        assert.equal(outcome.name, 'DatabaseUnavailable')
        assert.match(outcome.message, /, during a commit: it may have succeeded or not$/)
      })
    }

    const terminate = 'select pg_terminate_backend(pid) from pg_stat_activity where pid = $1'
    const ownPid = 'select pg_backend_pid() as pid'

    test('within a transaction lets it run again', async () => {
      const admin = await openDatabase({ url, poolSize: 1 })
      let attempts = 0
      await database.transaction(async (queries) => {
        await queries.run("insert into counters (id, value) values ('again', 1)")
        if (attempts++ > 0) return
        const row = await queries.first<{ pid: number }>(ownPid)
        await admin.first(terminate, row?.pid ?? 0)
        await queries.run("update counters set value = 2 where id = 'again'")
      })
      await admin.close()
      assert.equal(attempts, 2)
    })

    test('while it is idle is not noticed', async () => {
      const admin = await openDatabase({ url, poolSize: 1 })
      const row = await database.first<{ pid: number }>(ownPid)
      await admin.first(terminate, row?.pid ?? 0)
      await admin.close()
      await database.ping()
    })

    test('under a single change is an error, as the change may have been made', async () => {
      const cut = database.run(
        "insert into counters (id, value) select 'single', 1 from (select pg_terminate_backend(pg_backend_pid())) as ended",
      )
      await assert.rejects(cut, { name: 'DatabaseUnavailable' })
    })
  })
})
