import type { DatabaseResult } from './run-database.ts'
import { SMALL_POOL } from './scale.ts'
import type { Verdict } from './verdict.ts'

/** What the project promises of its speed, as far as the run has measured it. */
export function verdictsOf(results: readonly DatabaseResult[]): readonly Verdict[] {
  return results.flatMap((result) => [
    ...processVerdicts(result),
    ...result.requests,
    ...scaleVerdicts(result),
  ])
}

function processVerdicts({ database, readyAfter, firstPage, idleMiB }: DatabaseResult): Verdict[] {
  return [
    { promise: `ready with an existing ${database} database`, measured: readyAfter, limit: 500, unit: 'ms' },
    { promise: `first sign-in page of a server, ${database}`, measured: firstPage, limit: 150, unit: 'ms' },
    { promise: `memory when idle, ${database}`, measured: idleMiB, limit: 120, unit: 'MiB' },
  ]
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
