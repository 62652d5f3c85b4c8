import { userInfo } from 'node:os'
import type { AuditEvent } from '../../domain/audit/audit-event.ts'
import { serverRecord } from '../../domain/audit/server-record.ts'
import { type Instant, systemClock } from '../../kernel/clock.ts'
import { type Entropy, systemEntropy } from '../../kernel/entropy.ts'

/** One run of a command: what its records have in common. */
export interface CommandRun {
  /** The command without its options: `credentials create`. */
  readonly command: string
  readonly account: string
  readonly now: Instant
  readonly entropy: Entropy
}

/** A run that begins now. */
export function commandRun(command: string, { accountId }: { readonly accountId: string }): CommandRun {
  return { command, account: accountId, now: systemClock(), entropy: systemEntropy }
}

/** What a command did, named like the AWS call that does the same. */
export interface CommandEvent {
  readonly eventSource:
    | 'cognito-idp.amazonaws.com'
    | 'iam.amazonaws.com'
    | 'kms.amazonaws.com'
    | 'sts.amazonaws.com'
  readonly eventName: string
  /** Absent for global services, which AWS records in us-east-1. */
  readonly region?: string
  /** The user pool that it concerns. */
  readonly userPoolId?: string
  readonly requestParameters: unknown
  readonly responseElements?: unknown
}

/** AWS: the region in which CloudTrail records the calls of IAM and of the global endpoint of STS. */
const GLOBAL_REGION = 'us-east-1'

/**
 * The audit record of a change that a command made without the API. A command needs the root key, so the record names
 * root as the caller and loopback as the address; `additionalEventData` has the user of the operating system.
 */
export function auditEntry({ command, account, now, entropy }: CommandRun, event: CommandEvent): AuditEvent {
  const { region = GLOBAL_REGION, responseElements = null, ...done } = event
  return serverRecord({
    ...done,
    account,
    region,
    eventId: entropy.uuid(),
    requestId: entropy.uuid(),
    now,
    eventType: 'AwsApiCall',
    userAgent: `poolhouse ${command}`,
    responseElements,
    additionalEventData: { operatingSystemUser: operatingSystemUser() },
  })
}

function operatingSystemUser(): string {
  try {
    return userInfo().username
  } catch {
    return `uid ${process.getuid?.() ?? 'unknown'}` // containers often run under a number without a name
  }
}
