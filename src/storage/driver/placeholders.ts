/** How many values a statement takes: the highest n of its `$n`. */
export function countPlaceholders(sql: string): number {
  let highest = 0
  for (const [, n] of sql.matchAll(PLACEHOLDER)) highest = Math.max(highest, Number(n))
  return highest
}

/**
 * Writes `$n` as SQLite's `?n`, which may also repeat and come in any order. Turns a limit into a sum: SQLite looks at
 * the value of a limit placeholder when it plans a statement, so it would plan the statement again for each value.
 */
export function toQuestionMarks(sql: string): string {
  return sql.replace(LIMIT, '$1($2 + 0)').replace(PLACEHOLDER, '?$1')
}

const PLACEHOLDER = /\$(\d+)/g
const LIMIT = /\b(limit\s+)(\$\d+)/gi
