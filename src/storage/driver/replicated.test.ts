import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { ReadOnly } from '../../kernel/outage.ts'
import type { Database, DatabaseState } from './database.ts'
import { DatabaseUnavailable, NothingCommitted } from './database-errors.ts'
import { openDatabase } from './open-database.ts'
import { replicated } from './replicated.ts'

// Two databases stand for a replica and its primary: what is reached can be told apart, and the way can be cut.
// test/nodes/read-only-replica.test.ts has real ones.
describe('a replica whose primary is lost', () => {
  const opened: Database[] = []
  after(async () => {
    for (const database of opened) await database.close()
  })

  async function pair() {
    const [near, primary] = [
      await openDatabase({ file: ':memory:' }),
      await openDatabase({ file: ':memory:' }),
    ]
    opened.push(near, primary)
    for (const database of [near, primary]) await database.script('create table things (name text)')
    const way: { error: Error | undefined } = { error: undefined }
    const passing = <T>(work: () => Promise<T>) => (way.error ? Promise.reject(way.error) : work())
    const states: DatabaseState[] = []
    const database = replicated(
      { ...near, state: async () => ({ role: 'replica', takesChanges: false }) },
      {
        ...primary,
        run: (sql, ...values) => passing(() => primary.run(sql, ...values)),
        transaction: (work) => passing(() => primary.transaction(work)),
        ping: () => passing(() => primary.ping()),
      },
      (state) => states.push(state),
    )
    const insert = () => database.run('insert into things values ($1)', 'thing')
    const stored = async () => (await primary.all('select name from things')).length
    return { database, way, states, insert, stored }
  }

  test('refuses changes as read-only, and reads on', async () => {
    const { database, way, states, insert, stored } = await pair()
    way.error = new NothingCommitted('cut')
    for (let i = 0; i < 2; i++) await assert.rejects(insert(), ReadOnly)
    await assert.rejects(
      database.transaction(async () => 1),
      ReadOnly,
    )
    assert.deepEqual(await database.all('select name from things'), [])
    assert.deepEqual(await database.state(), { role: 'replica', takesChanges: false, primaryLost: true })
    assert.deepEqual(states, [
      { role: 'replica', takesChanges: true },
      { role: 'replica', takesChanges: false, primaryLost: true },
    ])
    assert.equal(await stored(), 0)
  })

  test('takes changes again once the primary is back', async () => {
    const { database, way, states, insert, stored } = await pair()
    way.error = new NothingCommitted('cut')
    await assert.rejects(insert(), ReadOnly)
    way.error = undefined
    for (let i = 0; i < 200 && !(await database.state()).takesChanges; i++) await sleep(20)
    assert.equal(await insert(), 1)
    assert.equal(await stored(), 1)
    assert.deepEqual(states.at(-1), { role: 'replica', takesChanges: true })
  })

  test('does not call a change refused that may have been committed', async () => {
    const { database, way, insert } = await pair()
    way.error = new DatabaseUnavailable('lost during a commit')
    await assert.rejects(insert(), { name: 'DatabaseUnavailable' })
    assert.deepEqual(await database.state(), { role: 'replica', takesChanges: true })
  })
})
