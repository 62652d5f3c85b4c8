import type { Instant } from '../../kernel/clock.ts'

/** A record of the audit trail, in the shape of a CloudTrail management event (AWS: CloudTrail record contents). */
export interface AuditEvent {
  readonly id: string
  readonly occurredAt: Instant
  readonly region: string
  readonly eventName: string
  /** The user pool that the call concerned, if any. The record of a denied call does not name it. */
  readonly userPoolId?: string | undefined
  /** The complete event, with members in CloudTrail's casing and secrets already hidden. */
  readonly record: Readonly<Record<string, unknown>>
}
