import { auditedMembers } from '../contract/audited-members.ts'
import type { OperationName } from '../contract/generated/types.ts'
import { model } from '../contract/model.ts'
import type { ServiceError } from '../contract/service-error.ts'
import { OPERATION_TRAITS } from '../contract/traits/operation-traits.ts'
import type { AuditEvent } from '../domain/audit/audit-event.ts'
import { type Caller, callerArn } from '../domain/iam/principal.ts'
import type { Outcome } from '../domain/requests/request-audit.ts'
import { type Instant, rfc3339 } from '../kernel/clock.ts'
import { type HttpRequest, headerOf, userAgentOf } from './http-message.ts'

export interface AuditedCall {
  readonly operation: OperationName
  readonly request: HttpRequest
  readonly requestId: string
  readonly now: Instant
  readonly region: string
  readonly account: string
  readonly input: unknown
  /** The pool that the call concerned, if known. */
  readonly userPoolId?: string | undefined
  /** Absent for operations without a signature. */
  readonly signatory?: { readonly caller: Caller; readonly accessKeyId: string } | undefined
  /** The user that the call concerned, if known: the one who called with an access token, signed up or signed in. */
  readonly sub?: string | undefined
}

/**
 * Whether to record a refused call: every denial by IAM and, of calls that would have changed something, those by a
 * known caller.
 * Deviation: refusals of strangers are not recorded, since they could fill the disk, nor those of callers who are too
 * fast.
 */
export function isRefusalOnRecord(
  { operation, signatory, sub }: AuditedCall,
  { name }: ServiceError,
): boolean {
  if (name === 'AccessDeniedException') return true
  if (name === 'TooManyRequestsException') return false
  return !OPERATION_TRAITS[operation].readOnly && (signatory !== undefined || sub !== undefined)
}

/** AWS: the trail names an IAM denial without the suffix that the API uses. */
const DENIAL = 'AccessDenied'

/**
 * The record of one call (AWS: CloudTrail record contents, version 1.11). Undefined members are not stored.
 * @param sub the user that the call turned out to concern
 */
export function auditEvent(
  eventId: string,
  call: AuditedCall,
  outcome: Outcome,
  sub: string | undefined = call.sub,
): AuditEvent {
  const { operation, request, region, now } = call
  const error = 'error' in outcome ? outcome.error : undefined
  const denied = error?.name === 'AccessDeniedException'
  const shapes = model.operations[operation]
  const userPoolId = call.userPoolId ?? ('answer' in outcome ? madeUserPool(outcome.answer) : undefined)
  return {
    id: eventId,
    occurredAt: now,
    region,
    eventName: operation,
    userPoolId,
    record: {
      eventVersion: '1.11',
      userIdentity: userIdentity(call),
      eventTime: rfc3339(now),
      eventSource: 'cognito-idp.amazonaws.com',
      eventName: operation,
      awsRegion: region,
      sourceIPAddress: request.remoteAddress,
      userAgent: userAgentOf(request) ?? '',
      errorCode: denied ? DENIAL : error?.name,
      errorMessage: error?.message,
      requestParameters: denied || !shapes ? null : auditedMembers(shapes.input, call.input),
      responseElements:
        'answer' in outcome && shapes?.output ? auditedMembers(shapes.output, outcome.answer) : null,
      additionalEventData: sub === undefined ? undefined : { sub },
      requestID: call.requestId,
      eventID: eventId,
      readOnly: OPERATION_TRAITS[operation].readOnly,
      eventType: 'AwsApiCall',
      managementEvent: true,
      recipientAccountId: call.account,
      eventCategory: 'Management',
      tlsDetails: request.secure ? { clientProvidedHostHeader: headerOf(request, 'host') ?? '' } : undefined,
    },
  }
}

function userIdentity({ signatory, account }: AuditedCall): Record<string, unknown> {
  if (!signatory) return { type: 'Unknown', principalId: 'Anonymous' }
  const { caller, accessKeyId } = signatory
  const { principal } = caller
  const identity = { arn: callerArn(caller), accountId: account, accessKeyId }
  if (principal.kind === 'root') return { type: 'Root', principalId: account, ...identity }
  const { principalId, name } = principal
  const session = caller.session?.name
  if (principal.kind === 'role')
    return { type: 'AssumedRole', principalId: `${principalId}:${session ?? name}`, ...identity }
  if (session !== undefined)
    return { type: 'FederatedUser', principalId: `${account}:${session}`, ...identity }
  return { type: 'IAMUser', principalId, ...identity, userName: name }
}

/** The pool that CreateUserPool created. */
function madeUserPool(answer: unknown): string | undefined {
  return (answer as { readonly UserPool?: { readonly Id?: string } } | undefined)?.UserPool?.Id
}
