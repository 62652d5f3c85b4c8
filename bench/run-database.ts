import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { startPostgres } from '../test/support/postgres.ts'
import { fixtureOn, newPool } from './fixture.ts'
import type { FloorMeter } from './floor.ts'
import { newOAuthSite } from './oauth.ts'
import type { DatabaseName, Options } from './options.ts'
import { promiseVerdicts } from './promise-rounds.ts'
import { type Row, runScenarios } from './run-scenarios.ts'
import { measureScale, type Scale, SMALL_POOL } from './scale.ts'
import { populate, type ServerPlace, startPoolhouse } from './server-process.ts'
import { BENCH_FUNCTION, startFunction } from './trigger-sign-in.ts'
import type { Verdict } from './verdict.ts'

export interface DatabaseResult {
  readonly database: DatabaseName
  /** Milliseconds from the start of the process, with a database that is there: the median of several starts. */
  readonly readyAfter: number
  /** Milliseconds from the first request to a server for a sign-in page to its answer: the median of several starts. */
  readonly firstPage: number
  /** A while after the start, before the first request. */
  readonly idleMiB: number
  readonly rows: readonly Row[]
  readonly scale: Scale | undefined
  /** What is promised of single requests: on SQLite only. */
  readonly requests: readonly Verdict[]
}

/** Progress of a run, which takes long. */
export interface Show {
  row(row: Row): void
  verdict(verdict: Verdict): void
}

/** All requests come from one address, and a run sends more of them than one client may. */
const WITHOUT_LIMITS = {
  'domain-requests-per-address': 'unlimited',
  'domain-requests-per-client': 'unlimited',
  'domain-requests': 'unlimited',
  'messages-per-user': 'unlimited',
  'messages-per-recipient': 'unlimited',
  'messages-per-address': 'unlimited',
}

const STARTS = 5
const IDLE_AFTER = 1000

/** Measures a server on a database of its own, which is gone afterwards. */
export function runDatabase(
  database: DatabaseName,
  options: Options,
  meter: FloorMeter,
  show: Show,
): Promise<DatabaseResult> {
  return onDatabase(database, (place) => run(place, database, options, meter, show))
}

/** Does the work where a server finds an empty database, which is gone afterwards. */
export async function onDatabase<Result>(
  database: DatabaseName,
  work: (place: ServerPlace) => Promise<Result>,
): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), 'poolhouse-bench-'))
  const postgres = database === 'postgresql' ? await startPostgres() : undefined
  try {
    return await work({ folder, databaseUrl: postgres?.url })
  } finally {
    await postgres?.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

async function run(
  place: ServerPlace,
  database: DatabaseName,
  options: Options,
  meter: FloorMeter,
  show: Show,
): Promise<DatabaseResult> {
  const first = await startPoolhouse(place)
  const pool = await newPool(first.caller)
  const { page } = await newOAuthSite(first.caller)
  await populate(place, pool.id, SMALL_POOL)
  await first.stop()
  const { readyAfter, firstPage } = await medianStart(place, page)
  const bench = await startFunction()
  const server = await startPoolhouse(place, {
    ...WITHOUT_LIMITS,
    triggers: { [BENCH_FUNCTION]: { url: bench.url } },
  })
  try {
    await sleep(IDLE_AFTER)
    const { residentBytes } = await server.usage()
    const fixture = await fixtureOn(server.caller, pool, SMALL_POOL)
    const rows = await runScenarios(server, fixture, options, show.row)
    const requests =
      database === 'sqlite' ? await promiseVerdicts(server, fixture, meter, options, show.verdict) : []
    const scale = options.withScale ? await measureScale(server, place, options) : undefined
    return { database, readyAfter, firstPage, idleMiB: residentBytes / 2 ** 20, rows, scale, requests }
  } finally {
    await server.stop()
    bench.stop()
  }
}

async function medianStart(
  place: ServerPlace,
  page: string,
): Promise<Pick<DatabaseResult, 'readyAfter' | 'firstPage'>> {
  const starts: number[] = []
  const pages: number[] = []
  for (let i = 0; i < STARTS; i++) {
    const server = await startPoolhouse(place)
    starts.push(server.readyAfter)
    const begun = performance.now()
    await server.caller.get(page)
    pages.push(performance.now() - begun)
    await server.stop()
  }
  return { readyAfter: median(starts), firstPage: median(pages) }
}

function median(times: readonly number[]): number {
  return times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0
}
