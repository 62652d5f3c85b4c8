import assert from 'node:assert/strict'
import type { Poolhouse, RawAnswer } from '../../support/poolhouse.ts'

export const HIDDEN = 'HIDDEN_DUE_TO_SECURITY_REASONS'

// biome-ignore lint/suspicious/noExplicitAny: records of every shape
export type AuditRecord = any

/** All records of one request, found by the id that its answer carries. */
export async function recordsOf({ storage }: Poolhouse, { headers }: RawAnswer): Promise<AuditRecord[]> {
  const events = await storage.stores.auditEvents.list({ limit: 10_000 })
  return events
    .map(({ record }) => record)
    .filter(({ requestID }) => requestID === headers.get('x-amzn-requestid'))
}

/** The one record of a request. */
export async function recordOf(house: Poolhouse, answer: RawAnswer): Promise<AuditRecord> {
  const records = await recordsOf(house, answer)
  assert.equal(records.length, 1, `${records.length} records of ${answer.text}`)
  return records[0]
}

/** A record's member as the trail writes it; the order of members matters. */
export function text(member: unknown): string {
  return JSON.stringify(member)
}
