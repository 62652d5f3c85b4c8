import { type Clock, MINUTE } from './clock.ts'
import type { Log, LogFields } from './log.ts'
import { Outage } from './outage.ts'

/**
 * The same log, but for errors caused by an outage it writes one line a minute for each text and route (the field
 * `operation`, `route` or `job`), without a stack: many requests then fail for the same reason.
 */
export function outageLog(log: Log, clock: Clock): Log {
  return thinned(log, thinning(clock))
}

/** Returns undefined if the line must be dropped; otherwise how many were dropped since the last one. */
type Thinning = (line: string) => number | undefined

function thinned(log: Log, leftOutBefore: Thinning): Log {
  return {
    debug: (text, fields) => log.debug(text, fields),
    info: (text, fields) => log.info(text, fields),
    warn: (text, fields) => log.warn(text, fields),
    error(text, fields = {}) {
      const { error, ...others } = fields
      if (!(error instanceof Outage)) return log.error(text, fields)
      const leftOut = leftOutBefore(`${text} ${routeIn(others)}`)
      if (leftOut === undefined) return
      log.error(text, { ...others, reason: error.message, ...(leftOut > 0 && { leftOut }) })
    },
    with: (fields) => thinned(log.with(fields), leftOutBefore),
  }
}

function routeIn({ operation, route, job }: LogFields): string {
  return `${operation ?? route ?? job ?? ''}`
}

function thinning(clock: Clock): Thinning {
  const lines = new Map<string, { at: number; leftOut: number }>()
  return (line) => {
    const now = clock()
    const last = lines.get(line)
    if (last && now - last.at < MINUTE) {
      last.leftOut++
      return undefined
    }
    lines.set(line, { at: now, leftOut: 0 })
    return last?.leftOut ?? 0
  }
}
