import type { AuditEvent } from '../../domain/audit/audit-event.ts'
import { tableOf } from '../command/table.ts'

const HEAD = ['TIME', 'EVENT', 'OUTCOME', 'BY', 'FROM', 'ON']

/** A line for each record: the action, its result, the caller, the address and the resource. */
export function auditTable(events: readonly AuditEvent[], withHead: boolean): string {
  return tableOf([...(withHead ? [HEAD] : []), ...events.map(rowOf)])
}

function rowOf({ eventName, region, userPoolId, record }: AuditEvent): string[] {
  const { eventTime, errorCode, sourceIPAddress } = record
  return [
    text(eventTime),
    eventName,
    errorCode === undefined ? 'ok' : text(errorCode),
    callerOf(record),
    text(sourceIPAddress),
    text(userPoolId ?? subjectOf(record) ?? region),
  ]
}

/** The last part of the ARN: `root`, `user/ci`, `assumed-role/deploy/build`. */
function callerOf({ userIdentity }: AuditEvent['record']): string {
  const arn = memberOf(userIdentity, 'arn')
  return arn === undefined ? 'anyone' : arn.split(':').slice(5).join(':')
}

/** The resource that the call names, as far as the record of a call without a pool shows it. */
function subjectOf({ requestParameters, responseElements }: AuditEvent['record']): string | undefined {
  const made = (responseElements as { userPool?: unknown } | null)?.userPool
  return (
    ['userPoolId', 'resourceArn', 'clientId', 'userName', 'roleName', 'roleArn']
      .map((name) => memberOf(requestParameters, name))
      .find((value) => value !== undefined) ?? memberOf(made, 'id')
  )
}

function memberOf(value: unknown, name: string): string | undefined {
  const member = (value as Record<string, unknown> | null | undefined)?.[name]
  return typeof member === 'string' ? member : undefined
}

/** Removes control characters: the table goes to a terminal, and parts of it come from clients. */
function text(value: unknown): string {
  return String(value ?? '').replace(/\p{Cc}/gu, '?')
}
