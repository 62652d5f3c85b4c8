/** How many values a text takes: the highest n of its `$n`. */
export function countPlaceholders(sql: string): number {
  let highest = 0
  for (const [, n] of sql.matchAll(PLACEHOLDER)) highest = Math.max(highest, Number(n))
  return highest
}

/** Writes `$n` as SQLite's `?n`, which may repeat and come in any order too. */
export function toQuestionMarks(sql: string): string {
  return sql.replace(PLACEHOLDER, '?$1')
}

const PLACEHOLDER = /\$(\d+)/g
