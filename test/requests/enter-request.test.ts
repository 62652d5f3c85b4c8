import assert from 'node:assert/strict'
import { beforeEach, describe, test } from 'node:test'
import { ServiceError } from '../../src/contract/service-error.ts'
import { addressFailures } from '../../src/domain/limits/address-failures.ts'
import { DEFAULT_RATES } from '../../src/domain/limits/request-categories.ts'
import { requestLeases } from '../../src/domain/limits/request-leases.ts'
import { requestRates } from '../../src/domain/limits/request-rates.ts'
import { doOwnWork } from '../../src/domain/requests/do-own-work.ts'
import { type Arrival, enterRequest } from '../../src/domain/requests/enter-request.ts'
import type { RequestAudit } from '../../src/domain/requests/request-audit.ts'
import type { World } from '../../src/domain/requests/world.ts'
import { MINUTE } from '../../src/kernel/clock.ts'
import { systemEntropy } from '../../src/kernel/entropy.ts'
import { silentLog } from '../../src/kernel/log.ts'
import { noTally } from '../../src/kernel/tally.ts'
import { openDatabase } from '../../src/storage/driver/open-database.ts'
import { NOW, storageOn } from '../stores/pool-of-users.ts'

const REFUSAL = new ServiceError('NotAuthorizedException', 'no')

let world: World
beforeEach(async () => {
  const storage = await storageOn(await openDatabase({ file: ':memory:' }))
  const { stores } = storage
  const parts = { stores, log: silentLog, tally: noTally }
  const rates = { ...DEFAULT_RATES, UserToken: 1 }
  world = {
    storage,
    clock: () => NOW,
    entropy: systemEntropy,
    log: silentLog,
    tally: noTally,
    defaultRegion: 'us-east-1',
    requestRates: requestRates(async () => rates, requestLeases(stores.requestRates)),
    addressFailures: addressFailures({ failures: 1, window: MINUTE }, parts),
  } as unknown as World // everything that the entrance uses of it
})

/** Records how a request ended: `changed` or the name of the error. */
const audit: RequestAudit = {
  recordsChanges: true,
  recordsRefusal: () => true,
  async record(_, outcome) {
    const eventName = 'error' in outcome ? outcome.error.name : 'changed'
    return { id: systemEntropy.uuid(), occurredAt: NOW, region: 'us-east-1', eventName, record: {} }
  },
}

const arrival: Arrival = {
  requestId: 'request',
  now: NOW,
  region: 'us-east-1',
  origin: { ipAddress: '192.0.2.1', userAgent: 'browser' },
  rated: { operation: 'RevokeToken', category: 'UserToken', readOnly: false },
  audit: () => audit,
}

async function onRecord(): Promise<string[]> {
  const events = await world.storage.stores.auditEvents.list({ limit: 10 })
  return events.map(({ eventName }) => eventName)
}

describe('a request that enters', () => {
  test('is done with its facts, and its change and the record of it are stored together', async () => {
    const result = await enterRequest(world, arrival, (context) => {
      assert.deepEqual([context.now, context.region, context.origin], [NOW, 'us-east-1', arrival.origin])
      return context.storage.transaction(async () => 'done')
    })
    assert.equal(result, 'done')
    assert.deepEqual(await onRecord(), ['changed'])
  })

  test('leaves a record of its refusal, once', async () => {
    const refused = enterRequest(world, arrival, async ({ storage }) => {
      await storage.bookkeeping(async () => {}, REFUSAL)
      throw REFUSAL
    })
    await assert.rejects(refused, REFUSAL)
    assert.deepEqual(await onRecord(), ['NotAuthorizedException'])
  })

  test('counts towards its rate before its token is checked', async () => {
    await enterRequest(world, arrival, async () => {})
    const identify = () => assert.fail('looked at a token')
    const late = enterRequest(world, { ...arrival, identify }, async () => {})
    await assert.rejects(late, { name: 'TooManyRequestsException' })
    assert.deepEqual(await onRecord(), [])
  })

  test('guesses no more than its address may', async () => {
    const { rated: _, ...unrated } = arrival
    const guess = () =>
      enterRequest(world, unrated, ({ guardAttempt }) =>
        guardAttempt({ wrongGuess: ['NotAuthorizedException'] }, async () => {
          throw REFUSAL
        }),
      )
    await assert.rejects(guess(), REFUSAL)
    await assert.rejects(guess(), { name: 'TooManyRequestsException' })
  })
})

describe('the work of the server itself', () => {
  test('leaves no record', async () => {
    await doOwnWork(world, 'job', async ({ storage, origin }) => {
      assert.equal(origin.userAgent, 'poolhouse job')
      await storage.transaction(async () => {})
    })
    assert.deepEqual(await onRecord(), [])
  })
})
