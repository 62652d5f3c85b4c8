import type { EventResponseType, EventType } from '../../contract/generated/types.ts'
import type { Instant } from '../../kernel/clock.ts'
import type { Stores } from '../stores.ts'
import type { Guard } from '../threat-protection/guard.ts'
import type { User } from '../users/user.ts'
import { type AuthEvent, type ChallengeResult, withStep } from './auth-event.ts'
import { eventContext } from './event-context.ts'

/** What came of a request under threat protection. */
export interface Occurrence {
  /** The id of the request, or that of the sign-in which the request goes on with. */
  readonly id: string
  readonly type: EventType
  readonly response: EventResponseType
  readonly clientId: string
  readonly challenges?: readonly ChallengeResult[]
}

/**
 * Records what a user did, within the transaction that stores it. Does nothing in pools that have threat protection off.
 * A step of a sign-in that has an event is added to that event.
 */
export async function recordEvent(
  { authEvents }: Pick<Stores, 'authEvents'>,
  guard: Guard | undefined,
  { userPoolId, sub }: Pick<User, 'userPoolId' | 'sub'>,
  { id, type, response, clientId, challenges = [] }: Occurrence,
  now: Instant,
): Promise<void> {
  if (!guard) return
  const { decision, level, compromisedCredentials: compromisedCredentialsDetected } = guard.findings
  const risk = { decision, level, compromisedCredentialsDetected }
  const begun = await authEvents.lock(userPoolId, sub, id)
  const context = eventContext(guard.origin)
  const event: AuthEvent = begun
    ? withStep(begun, response, risk, challenges)
    : { userPoolId, sub, id, createdAt: now, type, response, clientId, risk, challenges, context }
  await authEvents.save(event)
}
