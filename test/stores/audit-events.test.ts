import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { before, describe, test } from 'node:test'
import fc from 'fast-check'
import type { AuditEvent } from '../../src/domain/audit/audit-event.ts'
import type { Storage } from '../../src/domain/stores.ts'
import { forEachDatabase } from '../support/databases.ts'
import { NOW, storageOn } from './pool-of-users.ts'

forEachDatabase((_, open) => {
  let storage: Storage

  before(async () => {
    storage = await storageOn(await open())
  })

  /** Each test has its own event name. */
  async function appended(eventName: string, occurredAt: number, change: Partial<AuditEvent> = {}) {
    const event: AuditEvent = {
      id: randomUUID(),
      occurredAt,
      region: 'us-east-1',
      eventName,
      record: { eventName },
      ...change,
    }
    await storage.stores.auditEvents.append(event)
    return event
  }

  describe('an audit event', () => {
    test('is read as it was appended, with its record at every depth', async () => {
      const record = {
        requestParameters: { name: 'ünï "quoted"', list: [1, 2.5, null, { a: true }] },
        responseElements: null,
      }
      const ofPool = { region: 'eu-west-1', userPoolId: 'eu-west-1_AbCdEf123', record }
      const events = [await appended('Whole', NOW, ofPool), await appended('Whole', NOW, { record })]
      assert.deepEqual(await storage.stores.auditEvents.list({ limit: 5, eventName: 'Whole' }), events)
    })

    test('has a unique id', async () => {
      const event = await appended('Unique', NOW)
      await assert.rejects(storage.stores.auditEvents.append(event), { name: 'UniqueViolation' })
    })

    test('is deleted by its age, the oldest ones first, and no more than asked for', async () => {
      const { auditEvents } = storage.stores
      for (const at of [3, 1, 2, 4]) await appended('Aged', at)
      const left = async () =>
        (await auditEvents.list({ limit: 9, eventName: 'Aged' })).map(({ occurredAt }) => occurredAt)
      assert.equal(await auditEvents.deleteBefore(4, 2), 2)
      assert.deepEqual(await left(), [3, 4])
      assert.equal(await auditEvents.deleteBefore(4, 2), 1)
      assert.equal(await auditEvents.deleteBefore(4, 2), 0)
      assert.deepEqual(await left(), [4])
    })

    test('is undone with the transaction that it describes', async () => {
      const failing = storage.transaction(async ({ auditEvents }) => {
        await auditEvents.append({
          id: randomUUID(),
          occurredAt: NOW,
          region: 'us-east-1',
          eventName: 'Undone',
          record: {},
        })
        throw new Error('undo')
      })
      await assert.rejects(failing, /undo/)
      assert.deepEqual(await storage.stores.auditEvents.list({ limit: 5, eventName: 'Undone' }), [])
    })

    test('is not lost if sixteen are appended concurrently', async () => {
      await Promise.all(Array.from({ length: 16 }, (_, n) => appended('Crowd', NOW + n)))
      const listed = await storage.stores.auditEvents.list({ limit: 20, eventName: 'Crowd' })
      assert.equal(listed.length, 16)
    })
  })

  describe('the audit trail', () => {
    test('is in the order of time, whatever the order of appending', async () => {
      const late = await appended('Ordered', NOW + 2)
      const early = await appended('Ordered', NOW)
      const between = await appended('Ordered', NOW + 1)
      const listed = await storage.stores.auditEvents.list({ limit: 5, eventName: 'Ordered' })
      assert.deepEqual(listed, [early, between, late])
    })

    test('keeps the order in which events of one millisecond came', async () => {
      const one = await appended('Instant', NOW)
      const rest = await storage.transaction(async ({ auditEvents }) => {
        const events = Array.from({ length: 12 }, () => ({ ...one, id: randomUUID() }))
        for (const event of events) await auditEvents.append(event)
        return events
      })
      const last = await appended('Instant', NOW)
      const listed = await storage.stores.auditEvents.list({ limit: 20, eventName: 'Instant' })
      assert.deepEqual(listed, [one, ...rest, last])
    })

    test('starts at an instant, which is included', async () => {
      await appended('Since', NOW - 1)
      const [at, behind] = [await appended('Since', NOW), await appended('Since', NOW + 1)]
      const listed = await storage.stores.auditEvents.list({ limit: 5, eventName: 'Since', since: NOW })
      assert.deepEqual(listed, [at, behind])
    })

    test('can be narrowed to one name and is of all names otherwise', async () => {
      const far = NOW + 1_000_000
      const [one, other] = [await appended('One', far), await appended('Other', far + 1)]
      const { list } = storage.stores.auditEvents
      assert.deepEqual(await list({ limit: 5, since: far, eventName: 'One' }), [one])
      assert.deepEqual(await list({ limit: 5, since: far, eventName: 'one' }), [])
      assert.deepEqual(await list({ limit: 5, since: far }), [one, other])
    })

    test('has pages that make up the list, also where many events share an instant', async () => {
      const all: AuditEvent[] = []
      for (const offset of [0, 0, 0, 1, 1, 2, 0]) all.push(await appended('Paged', NOW + offset))
      all.sort((a, b) => a.occurredAt - b.occurredAt) // stable: within an instant, in the order of arrival
      await fc.assert(
        fc.asyncProperty(fc.integer({ min: 1, max: 8 }), async (limit) => {
          const shown: AuditEvent[] = []
          for (;;) {
            const after = shown.at(-1)
            const page = await storage.stores.auditEvents.list({ limit, eventName: 'Paged', after })
            assert.ok(page.length <= limit)
            shown.push(...page)
            if (page.length < limit) break
          }
          assert.deepEqual(shown, all)
        }),
        { numRuns: 16 },
      )
    })
  })
})
