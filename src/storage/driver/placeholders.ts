/** How many values a text takes: the highest n of its `$n`. */
export function countPlaceholders(sql: string): number {
  let highest = 0
  for (const [, n] of sql.matchAll(PLACEHOLDER)) highest = Math.max(highest, Number(n))
  return highest
}

/**
 * Writes `$n` as SQLite's `?n`, which may repeat and come in any order too. A limit is made a sum: SQLite looks at a
 * limit that is a placeholder when it plans a statement, and so would plan the statement anew for each value of it.
 */
export function toQuestionMarks(sql: string): string {
  return sql.replace(LIMIT, '$1($2 + 0)').replace(PLACEHOLDER, '?$1')
}

const PLACEHOLDER = /\$(\d+)/g
const LIMIT = /\b(limit\s+)(\$\d+)/gi
