import type { Instant } from '../../kernel/clock.ts'
import type { AuditEvent } from './audit-event.ts'

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

/** Our own name: AWS never deletes from a trail. */
const NAME = 'PurgeAuditTrail'

/**
 * The record that a part of the trail was deleted. Nobody called, so it names root, who has set the retention, and loopback
 * as the address, like the records of commands.
 */
export function purgeRecord(purge: Purge): AuditEvent {
  const { account, region, requestId, eventId, now, retentionDays, before, deleted } = purge
  return {
    id: eventId,
    occurredAt: now,
    region,
    eventName: NAME,
    record: {
      eventVersion: '1.11',
      userIdentity: {
        type: 'Root',
        principalId: account,
        arn: `arn:aws:iam::${account}:root`,
        accountId: account,
      },
      eventTime: timeOf(now),
      eventSource: 'cognito-idp.amazonaws.com',
      eventName: NAME,
      awsRegion: region,
      sourceIPAddress: '127.0.0.1',
      userAgent: 'poolhouse audit trail',
      requestParameters: { retentionDays, before: timeOf(before) },
      responseElements: { deleted },
      requestID: requestId,
      eventID: eventId,
      readOnly: false,
      eventType: 'AwsServiceEvent',
      managementEvent: true,
      recipientAccountId: account,
      eventCategory: 'Management',
    },
  }
}

/** AWS: in UTC, without fractions of a second. */
function timeOf(instant: Instant): string {
  return `${new Date(instant).toISOString().slice(0, 19)}Z`
}
