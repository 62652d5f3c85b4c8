import { join } from 'node:path'
import type { AuthEvent } from '../src/domain/auth-events/auth-event.ts'
import { DAY } from '../src/kernel/clock.ts'
import type { Database } from '../src/storage/driver/database.ts'
import { openDatabase } from '../src/storage/driver/open-database.ts'
import { fixtureOn, newPool } from './fixture.ts'
import { measure } from './measure.ts'
import type { DatabaseName, Options } from './options.ts'
import { onDatabase } from './run-database.ts'
import { best, type Cost, SMALL_POOL, TURNS } from './scale.ts'
import { populate, type ServerPlace, type ServerProcess, startPoolhouse } from './server-process.ts'
import type { Verdict } from './verdict.ts'

/** Events in the small pool. Both pools have as many users. */
const FEW_EVENTS = 10_000

/**
 * Measures what the first page of a user's events costs in a pool with so many events, and in one with ten thousand: in
 * turns, each on a server and a database of its own.
 */
export function runEvents(database: DatabaseName, events: number, { seconds }: Options) {
  return withPool(database, FEW_EVENTS, (fewServer, small) =>
    withPool(database, events, async (manyServer, large) => {
      const [few, many]: [Cost[], Cost[]] = [[], []]
      for (let turn = 0; turn < TURNS; turn++) {
        few.push(await firstPageCost(fewServer, small, seconds))
        many.push(await firstPageCost(manyServer, large, seconds))
      }
      return { fillSeconds: large.fillSeconds, verdicts: verdictsOf(database, events, best(few), best(many)) }
    }),
  )
}

function withPool<Result>(
  database: DatabaseName,
  events: number,
  work: (server: ServerProcess, pool: PoolOfEvents) => Promise<Result>,
): Promise<Result> {
  return onDatabase(database, async (place) => {
    const server = await startPoolhouse(place)
    try {
      return await work(server, await poolOfEvents(server, place, events))
    } finally {
      await server.stop()
    }
  })
}

interface PoolOfEvents {
  readonly id: string
  readonly fillSeconds: number
  username(index: number): string
}

async function poolOfEvents(
  { caller }: ServerProcess,
  place: ServerPlace,
  events: number,
): Promise<PoolOfEvents> {
  const pool = await newPool(caller)
  await populate(place, pool.id, SMALL_POOL)
  const { username } = await fixtureOn(caller, pool, SMALL_POOL)
  await caller.call('UpdateUserPool', {
    UserPoolId: pool.id,
    UserPoolTier: 'PLUS',
    UserPoolAddOns: { AdvancedSecurityMode: 'AUDIT' },
  })
  const file = join(place.folder, 'data', 'poolhouse.sqlite')
  const database = await openDatabase(place.databaseUrl === undefined ? { file } : { url: place.databaseUrl })
  const begun = performance.now()
  await fill(database, pool.id, Math.ceil(events / SMALL_POOL))
  await database.script('analyze') // PostgreSQL does it by itself within a minute
  await database.close()
  return { id: pool.id, username, fillSeconds: (performance.now() - begun) / 1000 }
}

/** Events that one statement adds for each user: another process may want to write, too. */
const AT_ONCE = 20

/** Gives every user of the pool so many events of the last year. */
async function fill(database: Database, userPoolId: string, eventsOfUser: number): Promise<void> {
  const { id: _id, userPoolId: _pool, sub: _sub, createdAt: _at, ...event } = EVENT
  const now = Date.now()
  const pause = Math.floor((365 * DAY) / eventsOfUser)
  for (let from = 0; from < eventsOfUser; from += AT_ONCE) {
    await database.run(
      `insert into auth_events (user_pool_id, sub, id, created_at, event, familiar)
       with recursive numbers (n) as (
         select cast($2 as bigint) union all select n + 1 from numbers where n + 1 < cast($3 as bigint)
       )
       select user_pool_id, sub, '4a3c9c53-2f57-4b6a-9f0b-' || cast(100000000000 + n as text),
         cast($4 as bigint) - n * cast($5 as bigint), cast($6 as text), 1
       from numbers cross join users where user_pool_id = $1`,
      userPoolId,
      from,
      Math.min(from + AT_ONCE, eventsOfUser),
      now,
      pause,
      JSON.stringify(event),
    )
  }
}

/** As long as one of a browser whose place is known. */
const EVENT: AuthEvent = {
  userPoolId: '',
  sub: '',
  id: '',
  createdAt: 0,
  type: 'SignIn',
  response: 'Pass',
  clientId: '7h2jq0p6v3kq8n1m4s5t9r0w2x',
  risk: { decision: 'NoRisk', compromisedCredentialsDetected: false },
  challenges: [{ name: 'Password', response: 'Success' }],
  context: {
    ipAddress: '192.0.2.1',
    deviceName: 'Chrome 126, Windows 10',
    device: { agent: 'q3Xb1oYv0cR7tWnL' },
    city: 'Seattle',
    country: 'United States',
    latitude: 47.6,
    longitude: -122.3,
    hasContextData: false,
  },
}

/** Fewer than each user of the small pool has, so that both pages have a next one. */
const PAGE = 9

/** Of a user after the other, all over the pool. */
function firstPageCost(
  { caller, usage }: ServerProcess,
  { id, username }: PoolOfEvents,
  seconds: number,
): Promise<Cost> {
  const list = (index: number) =>
    caller.call('AdminListUserAuthEvents', { UserPoolId: id, Username: username(index), MaxResults: PAGE })
  return measure(usage, list, { seconds, atMost: 1_000_000 })
}

function verdictsOf(database: DatabaseName, events: number, few: Cost, many: Cost): readonly Verdict[] {
  const promise = (what: string) =>
    `${what} of a user's first page of events, ${events} events against ${FEW_EVENTS}, ${database}`
  return [
    { promise: promise('CPU'), measured: many.cpu / few.cpu, limit: 1.5, unit: 'x' },
    { promise: promise('time'), measured: many.p50 / few.p50, limit: 1.5, unit: 'x' },
  ]
}
