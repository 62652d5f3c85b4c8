import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { AuditEvent } from '../../src/domain/audit/audit-event.ts'
import type { RequestContext } from '../../src/domain/requests/request-context.ts'
import { shortenAuditTrail } from '../../src/jobs/shorten-audit-trail.ts'
import { DAY, HOUR } from '../../src/kernel/clock.ts'
import { forEachAddress } from '../support/databases.ts'
import { ACCOUNT, REGION, usePoolhouse } from '../support/poolhouse.ts'

const MIDNIGHT = Date.UTC(2026, 10, 30)

forEachAddress(
  (newAddress) => {
    const house = usePoolhouse({ database: newAddress() })

    /** A run of the job, as often as it finds something. */
    async function run(retentionDays: number, now: number): Promise<void> {
      const { transaction, stores } = house.storage
      const storage = { stores, transaction, bookkeeping: transaction }
      let ids = 0
      const entropy = { uuid: () => `${retentionDays}-${now}-${ids++}` }
      const about = { account: ACCOUNT, defaultRegion: REGION, requestId: 'run' }
      await shortenAuditTrail({ ...about, storage, entropy, now } as unknown as RequestContext, retentionDays)
    }

    const trail = async (): Promise<readonly AuditEvent[]> =>
      house.storage.stores.auditEvents.list({ limit: 100 })
    const names = async () => (await trail()).map(({ eventName }) => eventName)

    async function append(eventName: string, occurredAt: number): Promise<void> {
      const record = { eventName }
      const event = { id: eventName, occurredAt, region: REGION, eventName, record }
      await house.storage.stores.auditEvents.append(event)
    }

    test('the audit trail is kept for its days, and shows what was deleted', async () => {
      await append('Older', MIDNIGHT - 90 * DAY - 2)
      await append('Old', MIDNIGHT - 90 * DAY - 1)
      await append('Kept', MIDNIGHT - 90 * DAY)
      await append('New', MIDNIGHT)

      await run(Number.POSITIVE_INFINITY, MIDNIGHT + HOUR)
      assert.deepEqual(await names(), ['Older', 'Old', 'Kept', 'New'])

      await run(90, MIDNIGHT + HOUR)
      assert.deepEqual(await names(), ['Kept', 'New', 'PurgeAuditTrail'])
      const { record, ...event } = (await trail()).at(-1) ?? assert.fail('no record')
      assert.equal(event.occurredAt, MIDNIGHT + HOUR)
      assert.deepEqual(record.requestParameters, { retentionDays: 90, before: '2026-09-01T00:00:00Z' })
      assert.deepEqual(record.responseElements, { deleted: 2 })

      // Nothing more on the same day, so that purges do not fill the trail.
      await run(90, MIDNIGHT + 2 * HOUR)
      assert.equal((await trail()).length, 3)
      await run(90, MIDNIGHT + DAY)
      assert.deepEqual(await names(), ['New', 'PurgeAuditTrail', 'PurgeAuditTrail'])
    })
  },
  ['SQLite in memory', 'PostgreSQL'],
)
