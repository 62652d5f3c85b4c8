import type { Instant } from '../../kernel/clock.ts'
import type { AuthEvent } from './auth-event.ts'

/** What a score looks at. */
export type RecentEvent = Pick<AuthEvent, 'createdAt' | 'response' | 'risk' | 'context' | 'feedback'>

/** The latest events of a user that scores are computed from, each list newest first. */
export interface RecentEvents {
  /** The newest of the familiar ones, of which {@link AuthEventStore.recentFamiliar} returns the others. */
  readonly newest: RecentEvent | undefined
  /** When the familiar ones were, the newest included. */
  readonly familiarAt: readonly Instant[]
  readonly disowned: readonly RecentEvent[]
  readonly other: readonly RecentEvent[]
}

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
  recent(userPoolId: string, sub: string): Promise<RecentEvents>
  /** The latest familiar events of the user, the newest first. */
  recentFamiliar(userPoolId: string, sub: string): Promise<readonly RecentEvent[]>
  deleteBefore(instant: Instant): Promise<void>
}
