import type { EventResponseType, EventType } from '../../contract/generated/types.ts'
import { type LogParts, queueLog } from '../log-delivery/queue-log.ts'
import type { Stores } from '../stores.ts'
import type { Guard } from '../threat-protection/guard.ts'
import type { User } from '../users/user.ts'
import { type AuthEvent, type ChallengeResult, withStep } from './auth-event.ts'
import { eventContext } from './event-context.ts'
import { eventLogText } from './event-log.ts'

/** What came of a request under threat protection. */
export interface Occurrence {
  /** The id of the request, or of the sign-in that the request continues. */
  readonly id: string
  readonly type: EventType
  readonly response: EventResponseType
  readonly clientId: string
  readonly challenges?: readonly ChallengeResult[]
  /** The name of the identity provider that the sign-in came through, which only logs show. */
  readonly idpName?: string | undefined
}

export type EventStores = Pick<Stores, 'authEvents' | 'logConfigurations' | 'logQueue'>

/** Of the request's context. */
export interface EventParts extends LogParts {
  readonly requestId: string
}

/**
 * Records what a user did, within the transaction that stores it. Does nothing in pools that have threat protection off.
 * A step of a sign-in that has an event is added to that event.
 */
export async function recordEvent(
  stores: EventStores,
  guard: Guard | undefined,
  { userPoolId, sub, username }: Pick<User, 'userPoolId' | 'sub' | 'username'>,
  { id, type, response, clientId, challenges = [], idpName }: Occurrence,
  parts: EventParts,
): Promise<void> {
  if (!guard) return
  const { decision, level, compromisedCredentials: compromisedCredentialsDetected } = guard.findings
  const risk = { decision, level, compromisedCredentialsDetected }
  const { requestId, now } = parts
  // A request records one event under its own id, so that one can't be there yet.
  const begun = id === requestId ? undefined : await stores.authEvents.lock(userPoolId, sub, id)
  const context = eventContext(guard)
  const event: AuthEvent = begun
    ? withStep(begun, response, risk, challenges)
    : { userPoolId, sub, id, createdAt: now, type, response, clientId, risk, challenges, context }
  await stores.authEvents.save(event)
  await queueLog(stores, parts, userPoolId, 'userAuthEvents', () =>
    eventLogText(event, { username, idpName, requestId, now }),
  )
}
