import type { Floor } from './floor.ts'
import type { DatabaseResult } from './run-database.ts'
import { SMALL_POOL } from './scale.ts'

export interface Verdict {
  readonly promise: string
  readonly measured: number
  readonly limit: number
  readonly unit: string
}

/** What the project promises of its speed, as far as the run has measured it. */
export function verdictsOf(floor: Floor, results: readonly DatabaseResult[]): readonly Verdict[] {
  return results.flatMap((result) => [
    ...processVerdicts(result),
    ...(result.database === 'sqlite' ? requestVerdicts(floor, result) : []),
    ...scaleVerdicts(result),
  ])
}

function processVerdicts({ database, readyAfter, idleMiB }: DatabaseResult): Verdict[] {
  return [
    { promise: `ready with an existing ${database} database`, measured: readyAfter, limit: 500, unit: 'ms' },
    { promise: `memory when idle, ${database}`, measured: idleMiB, limit: 120, unit: 'MiB' },
  ]
}

function requestVerdicts(floor: Floor, result: DatabaseResult): Verdict[] {
  const { emptyAnswer, durableCommit, twoSignatures, exponentiation, hmac } = floor
  const tokens = twoSignatures + 4 * hmac
  const srp = sum(cpuOf(result, 'InitiateAuth', 'SRP'), cpuOf(result, 'RespondToAuthChallenge', 'SRP'))
  const read = (limit: number) => Math.max(limit, 8 * emptyAnswer)
  const verdicts: Array<readonly [promise: string, measured: number | undefined, limit: number]> = [
    [
      'AddCustomAttributes, 4 x (empty answer + durable commit)',
      cpuOf(result, 'AddCustomAttributes'),
      4 * (emptyAnswer + durableCommit),
    ],
    [
      'sign-in by password, 1.4 x its cryptography',
      cpuOf(result, 'InitiateAuth', 'password'),
      1.4 * (tokens + exponentiation),
    ],
    ['sign-in by SRP, 1.3 x its cryptography', srp, 1.3 * (tokens + 3 * exponentiation)],
    ['GetUser, 0.25 ms or 8 x the empty answer', cpuOf(result, 'GetUser'), read(0.25)],
    ['AdminGetUser, 0.35 ms or 8 x the empty answer', cpuOf(result, 'AdminGetUser'), read(0.35)],
  ]
  return verdicts.flatMap(([promise, measured, limit]) =>
    measured === undefined ? [] : [{ promise, measured, limit, unit: 'ms CPU' }],
  )
}

function scaleVerdicts({ database, scale }: DatabaseResult): Verdict[] {
  if (!scale) return []
  const sizes = `${scale.users} users against ${SMALL_POOL}`
  return scale.rows.flatMap(({ what, small, large }) => [
    {
      promise: `CPU of ${what}, ${sizes}, ${database}`,
      measured: large.cpu / small.cpu,
      limit: 1.5,
      unit: 'x',
    },
    {
      promise: `time of ${what}, ${sizes}, ${database}`,
      measured: large.p50 / small.p50,
      limit: 1.5,
      unit: 'x',
    },
  ])
}

function cpuOf({ rows }: DatabaseResult, operation: string, variant = ''): number | undefined {
  return rows.find((row) => row.operation === operation && row.variant === variant)?.measurement?.cpu
}

function sum(a: number | undefined, b: number | undefined): number | undefined {
  return a === undefined || b === undefined ? undefined : a + b
}
