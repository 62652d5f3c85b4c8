import {
  type AuthEvent,
  type EventKind,
  kindOf,
  RECENT_EVENTS,
} from '../../../domain/auth-events/auth-event.ts'
import type { AuthEventStore } from '../../../domain/auth-events/auth-event-store.ts'
import type { Instant } from '../../../kernel/clock.ts'
import type { Queries } from '../../driver/database.ts'

interface AuthEventRow {
  readonly user_pool_id: string
  readonly sub: string
  readonly id: string
  readonly created_at: number
  readonly event: string
}

/** As the column `event` has it. */
type EventContent = Omit<AuthEvent, 'userPoolId' | 'sub' | 'id' | 'createdAt'>

interface RecentRow extends Pick<AuthEventRow, 'created_at' | 'event'> {
  readonly familiar: number
}

const COLUMNS = 'user_pool_id, sub, id, created_at, event'

/** Later than any event. */
const NEWEST = { createdAt: Number.MAX_SAFE_INTEGER, id: '' }

/** Rows deleted in one statement, so that a purge does not hold the database for long. */
const BATCH = 5000

/** As the column `familiar` has it. */
const KINDS = { other: 0, familiar: 1, disowned: 2, neutral: 3 } as const satisfies Record<EventKind, number>

const latest = (kind: keyof typeof RECENT_EVENTS) =>
  `select created_at, event, familiar from (
     select created_at, event, familiar from auth_events
     where user_pool_id = $1 and sub = $2 and familiar = ${KINDS[kind]}
     order by created_at desc limit ${RECENT_EVENTS[kind]}) as ${kind}_ones`

/** All by the same index, in one statement. */
const RECENT = `${latest('familiar')} union all ${latest('disowned')} union all ${latest('other')}`

export function authEventStore(queries: Queries): AuthEventStore {
  async function read(key: readonly [string, string, string], lock: string): Promise<AuthEvent | undefined> {
    const row = await queries.first<AuthEventRow>(
      `select ${COLUMNS} from auth_events where user_pool_id = $1 and sub = $2 and id = $3${lock}`,
      ...key,
    )
    return row && toAuthEvent(row)
  }

  return {
    async save(saved) {
      const { userPoolId, sub, id, createdAt, ...event } = saved
      await queries.run(
        `insert into auth_events (${COLUMNS}, familiar)
         select user_pool_id, sub, $3, $4, $5, $6 from users where user_pool_id = $1 and sub = $2
         on conflict (user_pool_id, sub, id) do update set event = $5, familiar = $6`,
        userPoolId,
        sub,
        id,
        createdAt,
        JSON.stringify(event),
        KINDS[kindOf(saved)],
      )
    },

    find: (userPoolId, sub, id) => read([userPoolId, sub, id], ''),
    lock: (userPoolId, sub, id) => read([userPoolId, sub, id], queries.forUpdate),

    async list(userPoolId, sub, limit, { createdAt, id } = NEWEST) {
      const rows = await queries.all<AuthEventRow>(
        `select ${COLUMNS} from auth_events
         where user_pool_id = $1 and sub = $2 and (created_at, id) < ($3, $4)
         order by created_at desc, id desc limit $5`,
        userPoolId,
        sub,
        createdAt,
        id,
        limit,
      )
      return rows.map(toAuthEvent)
    },

    async recent(userPoolId, sub) {
      const rows = await queries.all<RecentRow>(RECENT, userPoolId, sub)
      // Most sign-ins of a user are from the same place, and the same text then: each text is parsed once.
      const contents = new Map<string, EventContent>()
      for (const { event } of rows) if (!contents.has(event)) contents.set(event, JSON.parse(event))
      const events = (kind: EventKind) =>
        rows.flatMap(({ created_at: createdAt, event, familiar }) => {
          const content = familiar === KINDS[kind] && contents.get(event)
          return content ? { createdAt, ...content } : []
        })
      return { familiar: events('familiar'), disowned: events('disowned'), other: events('other') }
    },

    async deleteBefore(instant: Instant) {
      let deleted = BATCH
      while (deleted === BATCH) {
        deleted = await queries.run(
          `delete from auth_events where (user_pool_id, sub, id) in
             (select user_pool_id, sub, id from auth_events where created_at < $1 order by created_at limit ${BATCH})`,
          instant,
        )
      }
    },
  }
}

function toAuthEvent({ user_pool_id, sub, id, created_at, event }: AuthEventRow): AuthEvent {
  return { userPoolId: user_pool_id, sub, id, createdAt: created_at, ...JSON.parse(event) }
}
