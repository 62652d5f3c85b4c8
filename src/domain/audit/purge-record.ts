import { type Instant, rfc3339 } from '../../kernel/clock.ts'
import type { AuditEvent } from './audit-event.ts'
import { serverRecord } from './server-record.ts'

/** A part of the trail that was deleted, as the server does by itself. */
export interface Purge {
  readonly account: string
  readonly region: string
  /** Of the request's context, and of the record. */
  readonly requestId: string
  readonly eventId: string
  readonly now: Instant
  readonly retentionDays: number
  /** Records of before this instant were deleted. */
  readonly before: Instant
  readonly deleted: number
}

/**
 * The record that a part of the trail was deleted. Root has set the retention. The name is our own: AWS never deletes from a
 * trail.
 */
export function purgeRecord({ retentionDays, before, deleted, ...act }: Purge): AuditEvent {
  return serverRecord({
    ...act,
    eventSource: 'cognito-idp.amazonaws.com',
    eventName: 'PurgeAuditTrail',
    eventType: 'AwsServiceEvent',
    userAgent: 'poolhouse audit trail',
    requestParameters: { retentionDays, before: rfc3339(before) },
    responseElements: { deleted },
  })
}
