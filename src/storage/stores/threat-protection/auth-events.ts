import {
  type AuthEvent,
  type EventKind,
  kindOf,
  RECENT_EVENTS,
} from '../../../domain/auth-events/auth-event.ts'
import type { AuthEventStore, RecentEvent } from '../../../domain/auth-events/auth-event-store.ts'
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

/** The events of a kind that are alike in everything but their ids and times. */
interface AlikeRow extends Pick<AuthEventRow, 'event'> {
  readonly familiar: number
  /** Separated by commas. */
  readonly times: string
}

/** A row that is there even if no event is. */
type MaybeNone<Row> = { readonly [Column in keyof Row]: Row[Column] | null }

const COLUMNS = 'user_pool_id, sub, id, created_at, event'

/** Later than any event. */
const NEWEST = { createdAt: Number.MAX_SAFE_INTEGER, id: '' }

/** Rows deleted in one statement, so that a purge does not hold the database for long. */
const BATCH = 5000

/** As the column `familiar` has it. */
const KINDS = { other: 0, familiar: 1, disowned: 2, neutral: 3 } as const satisfies Record<EventKind, number>

const OF_USER = 'from auth_events where user_pool_id = $1 and sub = $2'

const latest = (kind: keyof typeof RECENT_EVENTS, columns: string) =>
  `select * from (
     select ${columns} ${OF_USER} and familiar = ${KINDS[kind]}
     order by created_at desc limit ${RECENT_EVENTS[kind]}) as ${kind}_ones`

const CONTENT = 'created_at, event, familiar'

const TIMES = "string_agg(cast(created_at as text), ',') as times"

/** Most events of a user are alike, and to hand over a row costs more than to find it, so events that are alike share one row. */
const grouped = (events: string) =>
  `select event, familiar, ${TIMES} from (${events}) as recent_ones group by familiar, event`

/** The familiar ones make one row: their times, which the index has, and what the newest was. */
const RECENT = `
  select (select event ${OF_USER} and familiar = ${KINDS.familiar} order by created_at desc limit 1) as event,
    ${KINDS.familiar} as familiar, ${TIMES}
  from (${latest('familiar', 'created_at')}) as familiar_times
  union all ${grouped(`${latest('disowned', CONTENT)} union all ${latest('other', CONTENT)}`)}`

const FAMILIAR = grouped(latest('familiar', CONTENT))

/** As many of each kind as a page may need. */
const PAGE = Object.entries(KINDS)
  .map(
    ([kind, number]) =>
      `select * from (
         select ${COLUMNS} ${OF_USER} and familiar = ${number} and (created_at, id) < ($3, $4)
         order by created_at desc, id desc limit $5) as ${kind}_ones`,
  )
  .join(' union all ')

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
      const rows = await queries.all<AuthEventRow>(PAGE, userPoolId, sub, createdAt, id, limit)
      return rows.toSorted(newestFirst).slice(0, limit).map(toAuthEvent)
    },

    async recent(userPoolId, sub) {
      const rows = await queries.all<MaybeNone<AlikeRow>>(RECENT, userPoolId, sub)
      const found = rows.filter(isThere)
      const eventsOf = (kind: EventKind) =>
        byNewest(found.filter(({ familiar }) => familiar === KINDS[kind]).flatMap(toRecentEvents))
      const familiar = eventsOf('familiar') // all with the content of the newest
      return {
        newest: familiar[0],
        familiarAt: familiar.map(({ createdAt }) => createdAt),
        disowned: eventsOf('disowned'),
        other: eventsOf('other'),
      }
    },

    async recentFamiliar(userPoolId, sub) {
      const rows = await queries.all<AlikeRow>(FAMILIAR, userPoolId, sub)
      return byNewest(rows.flatMap(toRecentEvents))
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

/** Texts compare by their characters here as in both databases: ids are those of requests. */
function newestFirst(a: AuthEventRow, b: AuthEventRow): number {
  return b.created_at - a.created_at || (a.id < b.id ? 1 : -1)
}

function toRecentEvents({ event, times }: AlikeRow): RecentEvent[] {
  const { response, risk, context, feedback }: EventContent = JSON.parse(event)
  return times.split(',').map((time) => ({ createdAt: Number(time), response, risk, context, feedback }))
}

function isThere(row: MaybeNone<AlikeRow>): row is AlikeRow {
  return row.event !== null && row.times !== null
}

function byNewest(events: RecentEvent[]): RecentEvent[] {
  return events.sort((a, b) => b.createdAt - a.createdAt)
}
