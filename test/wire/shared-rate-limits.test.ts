import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { DEFAULT_RATES, type Rates } from '../../src/domain/limits/request-categories.ts'
import { MINUTE, SECOND } from '../../src/kernel/clock.ts'
import { forEachAddress, type NewAddress } from '../support/databases.ts'
import { type Journeys, openJourneys, type SignedUp } from '../support/journeys.ts'

const RATE = 20
const RAISED = 40
const SECONDS = 3
const CLIENTS = 8
const TIMES_THE_RATE = 5
const FAILURES = 10

const rates: Rates = {
  ...DEFAULT_RATES,
  UserRead: RATE,
  PerUserRead: Number.POSITIVE_INFINITY,
  LimitManagement: Number.POSITIVE_INFINITY,
}

forEachAddress(suite, ['SQLite in a file', 'PostgreSQL'])

/** Two nodes on one database. */
function suite(newAddress: NewAddress): void {
  const database = newAddress()
  let nodes: readonly [Journeys, Journeys]
  let user: SignedUp
  let AccessToken: string
  /** The time of both nodes, which advances by a second however fast the machine is. */
  let now = Date.now()

  before(async () => {
    const addressFailures = { failures: FAILURES, window: MINUTE }
    const options = { database, requestRates: rates, addressFailures, clock: () => now }
    nodes = [await openJourneys(options), await openJourneys(options)]
    const pool = await nodes[0].newPool()
    user = await nodes[0].member(pool, await nodes[0].newClient(pool))
    AccessToken = await nodes[0].signIn(user)
  })
  after(async () => {
    for (const node of nodes) await node.close()
  })

  /** How often each answer was given in each second, when the clients sent this many requests. */
  async function answersUnder(load: number): Promise<Array<Map<string, number>>> {
    const seconds: Array<Map<string, number>> = []
    for (let second = 0; second < SECONDS; second++, now += SECOND) {
      const answers = new Map<string, number>()
      await Promise.all(Array.from({ length: CLIENTS }, () => client(load / CLIENTS, answers)))
      seconds.push(answers)
    }
    return seconds
  }

  /** Sends requests to the two nodes in turn. */
  async function client(requests: number, answers: Map<string, number>): Promise<void> {
    for (let i = 0; i < requests; i++) {
      const { house } = nodes[i % 2] ?? assert.fail()
      const { status, json } = await house.call('GetUser', { AccessToken }, { signed: false })
      const answer = status === 200 ? 'served' : `${json.__type}: ${json.message}`
      answers.set(answer, (answers.get(answer) ?? 0) + 1)
    }
  }

  function assertServed(seconds: ReadonlyArray<ReadonlyMap<string, number>>, rate: number): void {
    for (const answers of seconds) {
      const served = answers.get('served') ?? 0
      assert.ok(served >= 0.9 * rate && served <= rate, `${served} served, ${rate} allowed`)
      assert.deepEqual([...answers.keys()].sort(), ['TooManyRequestsException: Rate exceeded', 'served'])
    }
  }

  test('serves the rate under five times as many requests on two nodes, and refuses the rest', async () => {
    assertServed(await answersUnder(TIMES_THE_RATE * RATE), RATE)
  })

  test('follows a limit that is raised on one node, on both within two seconds', async () => {
    await nodes[0].administrate('UpdateProvisionedLimit', {
      LimitDefinition: { LimitClass: 'API_CATEGORY', Attributes: { Category: 'UserRead' } },
      RequestedLimitValue: RAISED,
    })
    now += 2 * SECOND
    assertServed(await answersUnder(TIMES_THE_RATE * RAISED), RAISED)
  })

  test('counts the wrong guesses of an address on both nodes', async () => {
    const guess = (i: number) => ({
      ClientId: user.ClientId,
      AuthFlow: 'USER_PASSWORD_AUTH',
      AuthParameters: { USERNAME: `stranger ${i}`, PASSWORD: 'Wrong-Horse-1' },
    })
    for (let i = 0; i < FAILURES; i++) {
      const [name] = await (nodes[i % 2] ?? assert.fail()).refusal('InitiateAuth', guess(i))
      assert.equal(name, 'UserNotFoundException')
    }
    // The node that counted the last one knows; the other learns it with the next one.
    const tooMany = ['TooManyRequestsException', 'Too many requests']
    assert.deepEqual(await nodes[1].refusal('InitiateAuth', guess(0)), tooMany)
    await nodes[0].refusal('InitiateAuth', guess(0))
    assert.deepEqual(await nodes[0].refusal('InitiateAuth', guess(0)), tooMany)
    const own = { ...guess(0), AuthParameters: { USERNAME: user.Username, PASSWORD: 'Wrong-Horse-1' } }
    assert.deepEqual(await nodes[0].refusal('InitiateAuth', own), tooMany)
  })
}
