import type { Instant } from '../../kernel/clock.ts'
import type { AuthEvent, RECENT_EVENTS } from './auth-event.ts'

/** What a score looks at. */
export type RecentEvent = Pick<AuthEvent, 'createdAt' | 'response' | 'risk' | 'context' | 'feedback'>

/** By kind. */
export type RecentEvents = Readonly<Record<keyof typeof RECENT_EVENTS, readonly RecentEvent[]>>

export interface AuthEventStore {
  /** Stores an event, or replaces the one with its id. Does nothing if the user was deleted. */
  save(event: AuthEvent): Promise<void>
  find(userPoolId: string, sub: string, id: string): Promise<AuthEvent | undefined>
  /** Like {@link find}, and locks the event until this transaction ends. */
  lock(userPoolId: string, sub: string, id: string): Promise<AuthEvent | undefined>
  /** At most `limit` events of the user, the newest first, starting after `after`. */
  list(
    userPoolId: string,
    sub: string,
    limit: number,
    after?: Pick<AuthEvent, 'createdAt' | 'id'>,
  ): Promise<readonly AuthEvent[]>
  /** The latest events of the user, of each kind that scores look at, the newest first. */
  recent(userPoolId: string, sub: string): Promise<RecentEvents>
  deleteBefore(instant: Instant): Promise<void>
}
