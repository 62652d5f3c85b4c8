import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { hash as bcrypt } from '@node-rs/bcrypt'
import { foreignPasswordMatches } from '../../../src/domain/credentials/foreign-password.ts'
import { type SlowGuesses, slowGuesses } from '../../../src/domain/credentials/slow-guesses.ts'
import { forEachAddress, type NewAddress } from '../../support/databases.ts'
import { type Poolhouse, startPoolhouse } from '../../support/poolhouse.ts'
import { newClient, newUser, PASSWORD } from '../../support/pools.ts'
import { csv, headerOf, importFile, newImportPool, record } from '../import-jobs/world.ts'
import { HIDING, signIn, WRONG } from './fixtures.ts'

// Guesses at the passwords of imported users, whose hashes take long to compute.

const GUESSES = 30

/** What is seen of all nodes: how often a hash was computed; and what they are told: to wait, or to fail. */
function newState() {
  return { computed: 0, gate: Promise.resolve(), fails: false }
}

function watched(state: ReturnType<typeof newState>): SlowGuesses {
  const guesses = slowGuesses(1, async (stored, password) => {
    state.computed++
    await state.gate
    return foreignPasswordMatches(stored, password)
  })
  const matches: SlowGuesses['matches'] = async (stored, password) => {
    if (state.fails) throw new Error('cut off')
    return guesses.matches(stored, password)
  }
  return { ...guesses, matches }
}

function suite(newAddress: NewAddress, nodes: number): void {
  const database = newAddress()
  const state = newState()
  const started = Date.now()
  const clock = () => started // no lock ends while guesses are on their way
  const houses: Poolhouse[] = []
  let pool: string
  let client: string

  before(async () => {
    for (let i = 0; i < nodes; i++) {
      houses.push(await startPoolhouse({ database, slowGuesses: watched(state), clock }))
    }
    const root = root0()
    pool = await newImportPool(root)
    client = (await newClient(root, pool, HIDING)).id
    await newUser(root, pool, 'local')
    const names = ['flooded', 'right', 'held', 'refused', 'sixteen']
    const password_hash = await bcrypt(PASSWORD, 4)
    const columns = [...(await headerOf(root, pool)), 'password_hash']
    const rows = names.map((name) => record(name, { password_hash }))
    await importFile(house0(), pool, csv(columns, rows), { PasswordHashingAlgorithm: 'BCRYPT' })
  })
  after(async () => {
    for (const house of houses) await house.close()
  })

  const house0 = () => houses[0] ?? assert.fail('no server')
  const root0 = () => house0().client()

  /** What so many sign-ins at once are told, spread over the nodes. */
  async function told(name: string, password: string, times: number): Promise<string[]> {
    const calls = Array.from({ length: times }, (_, i) =>
      signIn((houses[i % nodes] ?? house0()).client(), client, name, password),
    )
    const results = await Promise.allSettled(calls)
    return results.map((result) => (result.status === 'rejected' ? result.reason.message : 'in')).sort()
  }

  test('of thirty guesses at once no more are looked at than count', async () => {
    state.computed = 0
    assert.deepEqual(await told('flooded', WRONG, GUESSES), [
      ...Array(5).fill('Incorrect username or password.'),
      ...Array(GUESSES - 5).fill('Password attempts exceeded'),
    ])
    assert.equal(state.computed, 5)
  })

  test('a right one is given back, also as the last that is free', async () => {
    for (let i = 0; i < 4; i++)
      assert.deepEqual(await told('right', WRONG, 1), ['Incorrect username or password.'])
    assert.deepEqual(await told('right', PASSWORD, 1), ['in'])
    for (let i = 0; i < 4; i++)
      assert.deepEqual(await told('right', WRONG, 1), ['Incorrect username or password.'])
    assert.deepEqual(await told('right', PASSWORD, 1), ['in'])
  })

  test('sixteen right ones at once all sign in', async () => {
    assert.deepEqual(await told('sixteen', PASSWORD, 16), Array(16).fill('in'))
  })

  test('others do not wait for it', async () => {
    let letGo = () => {}
    state.gate = new Promise<void>((resolve) => {
      letGo = resolve
    })
    const held = told('held', PASSWORD, 3)
    assert.deepEqual(await told('local', PASSWORD, 3), ['in', 'in', 'in'])
    letGo()
    assert.deepEqual(await held, ['in', 'in', 'in'])
  })

  test('one that could not be looked at is given back', async () => {
    state.fails = true
    for (let i = 0; i < 8; i++) await told('refused', PASSWORD, 1)
    state.fails = false
    for (const house of houses) house.logLines.length = 0 // the failures of the test
    assert.deepEqual(await told('refused', PASSWORD, 1), ['in'])
  })
}

describe('slow guesses', () => {
  forEachAddress(
    (newAddress, kind) => suite(newAddress, kind === 'PostgreSQL' ? 2 : 1),
    ['SQLite in memory', 'PostgreSQL'],
  )
})
