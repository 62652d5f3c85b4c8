import { boundedCache } from '../../kernel/bounded-cache.ts'
import { countPlaceholders, toQuestionMarks } from './placeholders.ts'
import { fromSqlite } from './sqlite-errors.ts'
import type { SqliteModule, SqliteStatement, SqliteValue } from './sqlite-module.ts'
import type { StorableValue } from './statement-values.ts'

/** What is known of a SQL text before it is prepared. */
export interface SqlitePlan {
  readonly sql: string
  readonly placeholders: number
  /** A read can be answered beside the writer; what is neither may not be allowed in a transaction. */
  readonly kind: 'read' | 'write' | 'other'
}

export function toPlan(sql: string): SqlitePlan {
  // Preparing would silently drop everything after the first statement.
  if (/;\s*\S/.test(sql)) throw new TypeError('A text may only hold one statement: run several as a script')
  return {
    sql: toQuestionMarks(sql),
    placeholders: countPlaceholders(sql),
    kind: kindOf(sql),
  }
}

function kindOf(sql: string): SqlitePlan['kind'] {
  if (/^\s*select\b/i.test(sql)) return 'read'
  return /^\s*(insert|update|delete)\b/i.test(sql) ? 'write' : 'other'
}

/** One connection with its prepared statements. Its methods block, and throw the driver's errors. */
export interface SqliteConnection {
  all(plan: SqlitePlan, values: readonly StorableValue[]): unknown[]
  first(plan: SqlitePlan, values: readonly StorableValue[]): unknown
  run(plan: SqlitePlan, values: readonly StorableValue[]): number
  exec(sql: string): void
  close(): void
}

export function openConnection({ DatabaseSync }: SqliteModule, path: string): SqliteConnection {
  function guarded<T>(step: () => T): T {
    try {
      return step()
    } catch (error) {
      throw fromSqlite(error, path)
    }
  }

  const handle = guarded(() => new DatabaseSync(path))
  const prepared = boundedCache(STATEMENTS_KEPT, (sql: string) => handle.prepare(sql))

  function all(plan: SqlitePlan, values: readonly StorableValue[]): unknown[] {
    return guarded(() => prepared(plan.sql).all(...values.map(toSqliteValue)))
  }

  return {
    all,
    first(plan, values) {
      // A write is stepped to its end: `get` stops at the first row, and an error of the commit after it would be lost.
      if (plan.kind !== 'read') return all(plan, values)[0]
      return guarded(() => prepared(plan.sql).get(...values.map(toSqliteValue)))
    },
    run: (plan, values) => guarded(() => Number(changesOf(prepared(plan.sql), values))),
    exec: (sql) => guarded(() => handle.exec(sql)),
    close: () => handle.close(),
  }
}

function changesOf(statement: SqliteStatement, values: readonly StorableValue[]): number | bigint {
  return statement.run(...values.map(toSqliteValue)).changes
}

/** A number would be bound as a floating-point value by some versions, and `'a' || 5` be 'a5.0'. */
function toSqliteValue(value: StorableValue): SqliteValue {
  return typeof value === 'number' ? BigInt(value) : value
}

const STATEMENTS_KEPT = 500
