import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Database } from '../../src/storage/driver/database.ts'
import { openDatabase } from '../../src/storage/driver/open-database.ts'
import { type PostgresPair, startPostgresPair } from './postgres-pair.ts'

describe('PostgreSQL by several hosts in one URL', () => {
  let pair: PostgresPair
  let database: Database

  before(async () => {
    pair = await startPostgresPair()
    database = await openDatabase({ url: pair.url })
  })
  after(async () => {
    await database.close()
    await pair.stop()
  })

  const isStandby = 'select pg_is_in_recovery() as standby'

  test('finds the server that takes changes, though the other one is named first', async () => {
    await database.script('create table notes (id text primary key)')
    await database.run('insert into notes (id) values ($1)', 'before')
    assert.equal((await database.first<{ standby: number }>(isStandby))?.standby, 0)
  })

  test('looks for it even with one host, if the URL says so', async () => {
    const standby = await openDatabase({ url: `${pair.standby.url}?target_session_attrs=read-write` })
    await assert.rejects(standby.ping(), {
      name: 'DatabaseUnavailable',
      message: `PostgreSQL at 127.0.0.1:${pair.standby.port} is a standby, or read-only`,
    })
    await standby.close()
  })

  test('refuses hosts of which any would do, and an empty host', async () => {
    for (const url of [`${pair.url}?target_session_attrs=any`, 'postgres://u:hidden@one,,two/db']) {
      await assert.rejects(openDatabase({ url }), TypeError)
    }
  })

  test('runs a transaction again whose server is lost before the commit, on the next one', async () => {
    let attempts = 0
    assert.equal(await database.occupy('shared', async () => {}), true)
    await database.transaction(async (queries) => {
      attempts++
      await queries.run('insert into notes (id) values ($1)', 'moved')
      if (attempts > 1) return
      await pair.primary.kill()
      await pair.promote()
    })
    assert.equal(attempts, 2)
    assert.deepEqual(
      (await database.all<{ id: string }>('select id from notes order by id')).map(({ id }) => id),
      ['before', 'moved'],
    )
  })
})
