/** Within the placeholders of either database for up to 500 columns, and on SQLite some milliseconds for a statement. */
const LONGEST_RUN = 64

/**
 * Splits rows into runs, each for a statement of many rows. Lengths are powers of two: so there are few different texts,
 * as each of them is prepared once a connection and then kept.
 */
export function runsOf<Row>(rows: readonly Row[]): Row[][] {
  const runs: Row[][] = []
  let start = 0
  for (let length = LONGEST_RUN; length >= 1; length /= 2) {
    for (; start + length <= rows.length; start += length) runs.push(rows.slice(start, start + length))
  }
  return runs
}

/** `($1, $2), ($3, $4)` for two rows of two columns. */
export function placeholders(rows: number, columns: number, first = 1): string {
  const row = (start: number) => `(${Array.from({ length: columns }, (_, i) => `$${start + i}`).join(', ')})`
  return Array.from({ length: rows }, (_, i) => row(first + i * columns)).join(', ')
}
