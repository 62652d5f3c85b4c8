import { type Instant, rfc3339 } from '../../kernel/clock.ts'
import type { AuditEvent } from './audit-event.ts'

/** What was changed without the API, by a command or by the server itself. */
export interface ServerAct {
  readonly account: string
  readonly region: string
  /** Of the record. */
  readonly eventId: string
  readonly requestId: string
  readonly now: Instant
  readonly eventSource: string
  readonly eventName: string
  readonly eventType: 'AwsApiCall' | 'AwsServiceEvent'
  readonly userAgent: string
  readonly userPoolId?: string | undefined
  readonly requestParameters: unknown
  readonly responseElements: unknown
  readonly additionalEventData?: unknown
}

/** The record of an act that nobody called the API for: it names root as the caller, and loopback as the address. */
export function serverRecord(act: ServerAct): AuditEvent {
  const { account, region, eventId, requestId, now, eventSource, eventName, eventType } = act
  const { userAgent, userPoolId, requestParameters, responseElements, additionalEventData } = act
  return {
    id: eventId,
    occurredAt: now,
    region,
    eventName,
    ...(userPoolId !== undefined && { userPoolId }),
    record: {
      eventVersion: '1.11',
      userIdentity: {
        type: 'Root',
        principalId: account,
        arn: `arn:aws:iam::${account}:root`,
        accountId: account,
      },
      eventTime: rfc3339(now),
      eventSource,
      eventName,
      awsRegion: region,
      sourceIPAddress: '127.0.0.1',
      userAgent,
      requestParameters,
      responseElements,
      ...(additionalEventData !== undefined && { additionalEventData }),
      requestID: requestId,
      eventID: eventId,
      readOnly: false,
      eventType,
      managementEvent: true,
      recipientAccountId: account,
      eventCategory: 'Management',
    },
  }
}
