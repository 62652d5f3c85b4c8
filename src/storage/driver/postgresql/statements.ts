import { createHash } from 'node:crypto'
import type pg from 'pg'
import { countPlaceholders } from '../placeholders.ts'

export interface Plan {
  readonly statement: pg.QueryConfig & { readonly query_timeout: number }
  readonly placeholders: number
}

/**
 * Plans statements: the first ones are prepared under a name, once per connection. Later ones are not, since the server
 * keeps named statements until the connection ends.
 * @param answerTimeout milliseconds
 * @param mostNamed 0 if the next statement may get another connection
 */
export function planning(answerTimeout: number, mostNamed: number): (sql: string) => Plan {
  let named = 0
  return (sql) => ({
    statement: {
      text: sql,
      query_timeout: answerTimeout,
      ...(named++ < mostNamed
        ? { name: createHash('sha256').update(sql).digest('base64url').slice(0, 22) }
        : {}),
    },
    placeholders: countPlaceholders(sql),
  })
}

/** Whether to run this statement again, though it may have been run, changes nothing. */
export function onlyReads(sql: string): boolean {
  return /^\s*select\b/i.test(sql) && !/\bfor update\b/i.test(sql)
}
