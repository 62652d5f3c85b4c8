import type { AuditEvent } from '../../domain/audit/audit-event.ts'
import type { Outcome, RequestAudit } from '../../domain/requests/request-audit.ts'
import type { UserKey } from '../../domain/users/user.ts'
import type { Exchange } from './exchange.ts'

/** Parameters that are no secret and name no user. */
const SHOWN = ['client_id', 'grant_type', 'logout_uri', 'redirect_uri', 'response_type', 'scope']

/** Longer values are cut off. */
const LONGEST = 1024

/**
 * How the requests of a domain appear in the audit trail (AWS: "Example CloudTrail events for a hosted UI sign-up").
 * Deviation: only requests that changed something are recorded, as with those of the API: strangers could fill the disk.
 */
export function exchangeAudit(exchange: Exchange, name: string): RequestAudit {
  return {
    recordsChanges: true,
    recordsRefusal: () => false,
    record: async (_, outcome, user) => eventOf(exchange, name, outcome, user),
  }
}

function eventOf(exchange: Exchange, name: string, outcome: Outcome, user: UserKey | undefined): AuditEvent {
  const { world, domain, origin, now, requestId, method } = exchange
  const id = world.entropy.uuid()
  const error = 'error' in outcome ? outcome.error : undefined
  return {
    id,
    occurredAt: now,
    region: domain.region,
    eventName: name,
    userPoolId: domain.userPoolId,
    record: {
      eventVersion: '1.11',
      userIdentity: { type: 'Unknown', principalId: 'Anonymous', accountId: world.account },
      eventTime: `${new Date(now).toISOString().slice(0, 19)}Z`,
      eventSource: 'cognito-idp.amazonaws.com',
      eventName: name,
      awsRegion: domain.region,
      sourceIPAddress: origin.ipAddress,
      userAgent: origin.userAgent,
      errorCode: error?.name,
      errorMessage: error?.message,
      requestParameters: null,
      responseElements: null,
      additionalEventData: { requestParameters: shownParameters(exchange), ...(user && { sub: user.sub }) },
      requestID: requestId,
      eventID: id,
      readOnly: method === 'GET',
      eventType: 'AwsServiceEvent',
      managementEvent: true,
      recipientAccountId: world.account,
      eventCategory: 'Management',
    },
  }
}

/** AWS: each parameter is a list of its values. */
function shownParameters({ query, form }: Exchange): Record<string, readonly string[]> {
  const entries = SHOWN.map((name) => [name, [...query.getAll(name), ...(form?.getAll(name) ?? [])]] as const)
  return Object.fromEntries(
    entries
      .filter(([, values]) => values.length > 0)
      .map(([name, values]) => [name, values.slice(0, 2).map((value) => value.slice(0, LONGEST))]),
  )
}
