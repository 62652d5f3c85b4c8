import type { Instant } from '../../kernel/clock.ts'

/** One record of the audit trail, in the shape of a CloudTrail management event (AWS: CloudTrail record contents). */
export interface AuditEvent {
  readonly id: string
  readonly occurredAt: Instant
  readonly region: string
  readonly eventName: string
  /** The user pool that the call was about, where there is one: a denied call's record does not name it. */
  readonly userPoolId?: string | undefined
  /** The whole event, its members in CloudTrail's casing, secrets already hidden. */
  readonly record: Readonly<Record<string, unknown>>
}
