import { setImmediate as nextLoop } from 'node:timers/promises'
import { boundedCache } from '../../kernel/bounded-cache.ts'

/** On SQLite some milliseconds for a statement. Far from as many placeholders as either database takes. */
const LONGEST_RUN = 32

/**
 * Splits rows into runs, each for a statement of many rows. Lengths are powers of two: so there are few different texts,
 * as each of them is prepared once a connection and then kept. Between two runs the process serves others: SQLite
 * answers at once, and so would keep it from that.
 */
export async function* inRuns<Row>(rows: readonly Row[]): AsyncGenerator<Row[]> {
  let start = 0
  for (let length = LONGEST_RUN; length >= 1; length /= 2) {
    for (; start + length <= rows.length; start += length) {
      if (start > 0) await nextLoop()
      yield rows.slice(start, start + length)
    }
  }
}

/** Remembers the statement for each number of rows, since making the text costs more than finding it. */
export function forRows(make: (rows: number) => string): (rows: number) => string {
  return boundedCache(LONGEST_RUN, make)
}

/** `($1, $2), ($3, $4)` for two rows of two columns. */
export function placeholders(rows: number, columns: number, first = 1): string {
  const row = (start: number) => `(${Array.from({ length: columns }, (_, i) => `$${start + i}`).join(', ')})`
  return Array.from({ length: rows }, (_, i) => row(first + i * columns)).join(', ')
}
