import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import { requestLeases } from '../../src/domain/limits/request-leases.ts'
import type { RequestRateStore } from '../../src/domain/limits/request-rate-store.ts'
import type { Stores } from '../../src/domain/stores.ts'
import { MINUTE, SECOND } from '../../src/kernel/clock.ts'
import { ReadOnly } from '../../src/kernel/outage.ts'
import { forEachDatabase } from '../support/databases.ts'
import { NOW, storageOn } from './pool-of-users.ts'

forEachDatabase((kind, open) => {
  let stores: Stores
  /** The same tables as another node sees them; in memory there is only one node. */
  let others: Stores

  before(async () => {
    stores = (await storageOn(await open())).stores
    others = kind === 'SQLite in memory' ? stores : (await storageOn(await open())).stores
  })

  describe('the leases of requests', () => {
    test('add up in their second', async () => {
      assert.equal(await stores.requestRates.lease(1, 'sum', 3), 3)
      assert.equal(await others.requestRates.lease(1, 'sum', 4), 7)
      assert.equal(await stores.requestRates.lease(2, 'sum', 1), 1)
      assert.equal(await stores.requestRates.lease(1, 'another', 1), 1)
    })

    test('are forgotten when their second is long over', async () => {
      await stores.requestRates.lease(10, 'old', 5)
      await stores.requestRates.lease(20, 'old', 5)
      assert.ok((await stores.requestRates.deleteBefore(20)) >= 1)
      assert.equal(await stores.requestRates.lease(10, 'old', 1), 1)
      assert.equal(await stores.requestRates.lease(20, 'old', 1), 6)
    })

    for (const rate of [1, 5, 19, 20, 120]) {
      test(`let in just ${rate} requests a second on three nodes together`, async () => {
        const nodes = [stores, others, others].map(({ requestRates }) => requestLeases(requestRates))
        const rivals = Array.from({ length: rate * 5 }, (_, i) => nodes[i % 3] ?? assert.fail())
        for (const now of [NOW, NOW + SECOND]) {
          const subject = `rate of ${rate}`
          const admitted = await Promise.all(rivals.map((node) => node.take(subject, rate, now)))
          assert.equal(admitted.filter(Boolean).length, rate)
          for (const node of nodes) assert.ok(node.isSpent(subject, now))
          for (const node of nodes) assert.ok(!node.isSpent(subject, now + SECOND))
        }
      })
    }

    test('may let a part of each second in without any write, and count it with the first lease', async () => {
      let asked = 0
      const rate = 100
      const counting: RequestRateStore = {
        lease(...args) {
          asked++
          return stores.requestRates.lease(...args)
        },
        deleteBefore: stores.requestRates.deleteBefore,
      }
      const [node, other] = [requestLeases(counting, 1 / 20), requestLeases(others.requestRates, 1 / 20)]
      for (let i = 0; i < 5; i++) assert.ok(await node.take('free part', rate, NOW))
      assert.equal(asked, 0)
      const admitted = []
      for (let i = 0; i < rate; i++) admitted.push(await node.take('free part', rate, NOW))
      assert.equal(admitted.filter(Boolean).length, rate - 5)
      assert.ok(node.isSpent('free part', NOW))
      const late = []
      for (let i = 0; i < rate; i++) late.push(await other.take('free part', rate, NOW))
      assert.equal(late.filter(Boolean).length, 5)
    })

    test('are asked for one part of the rate at a time, so that few writes are made', async () => {
      let asked = 0
      const node = requestLeases({
        lease(...args) {
          asked++
          return stores.requestRates.lease(...args)
        },
        deleteBefore: stores.requestRates.deleteBefore,
      })
      for (let i = 0; i < 600; i++) await node.take('few writes', 120, NOW)
      assert.ok(asked <= 21, `${asked} writes`)
    })

    test('are counted by each node alone where nothing can be written', async () => {
      const refused = () => Promise.reject(new ReadOnly('a replica'))
      const node = requestLeases({ lease: refused, deleteBefore: refused })
      for (let i = 0; i < 40; i++) assert.ok(await node.take('alone', 40, NOW))
      assert.ok(!(await node.take('alone', 40, NOW)))
    })

    test('count for the second that the clock shows after it was set back', async () => {
      const node = requestLeases(stores.requestRates)
      assert.ok(await node.take('set back', 1, NOW + MINUTE))
      assert.ok(!(await node.take('set back', 1, NOW + MINUTE)))
      assert.ok(await node.take('set back', 1, NOW))
    })

    test('are not needed where nothing is limited', async () => {
      const node = requestLeases(stores.requestRates)
      assert.ok(await node.take('unlimited', Number.POSITIVE_INFINITY, NOW))
      assert.equal(await stores.requestRates.lease(Math.floor(NOW / SECOND), 'unlimited', 1), 1)
    })
  })

  test('a provisioned limit is kept for its region and replaced by a new one', async () => {
    await stores.provisionedLimits.save('us-east-1', { category: 'UserRead', value: 200 }, NOW)
    await stores.provisionedLimits.save('us-east-1', { category: 'UserCreation', value: 60 }, NOW)
    await stores.provisionedLimits.save('us-east-1', { category: 'UserRead', value: 300 }, NOW)
    await stores.provisionedLimits.save('eu-west-1', { category: 'UserRead', value: 400 }, NOW)
    const limits = (await others.provisionedLimits.list('us-east-1')).map((limit) => ({ ...limit }))
    assert.deepEqual(limits, [
      { category: 'UserCreation', value: 60 },
      { category: 'UserRead', value: 300 },
    ])
  })

  describe('the failures of an address', () => {
    const end = NOW + MINUTE

    test('are counted on all nodes until the end of their window', async () => {
      const { addressFailures } = stores
      assert.deepEqual(await addressFailures.count('192.0.2.1', NOW, end), { endsAt: end, failures: 1 })
      assert.deepEqual(await others.addressFailures.count('192.0.2.1', end - 1, end + 9), {
        endsAt: end,
        failures: 2,
      })
      assert.deepEqual(await addressFailures.count('192.0.2.2', NOW, end), { endsAt: end, failures: 1 })
      assert.deepEqual(await addressFailures.count('192.0.2.1', end, end + MINUTE), {
        endsAt: end + MINUTE,
        failures: 1,
      })
    })

    test('are forgotten after it', async () => {
      await stores.addressFailures.count('192.0.2.3', NOW - 2, NOW - 1)
      await stores.addressFailures.count('192.0.2.4', NOW - 2, NOW + 1)
      assert.equal(await stores.addressFailures.deleteEnded(NOW), 1)
      assert.equal((await stores.addressFailures.count('192.0.2.4', NOW, NOW + 9)).failures, 2)
      assert.equal(await stores.addressFailures.failuresOf('192.0.2.4', NOW), 2)
      assert.equal(await stores.addressFailures.failuresOf('192.0.2.4', NOW + 1), 0)
      assert.equal(await stores.addressFailures.failuresOf('192.0.2.3', NOW), 0)
    })
  })
})
