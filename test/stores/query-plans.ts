import assert from 'node:assert/strict'
import type { Database, Queries, SqlValue } from '../../src/storage/driver/database.ts'

// How the databases find what stores ask for.

interface Statement {
  readonly sql: string
  readonly values: readonly SqlValue[]
}

/** Queries that also write down what was asked. */
function recording(queries: Queries, asked: Statement[]): Queries {
  const note = (sql: string, values: readonly SqlValue[]) => asked.push({ sql, values })
  return {
    dialect: queries.dialect,
    forUpdate: queries.forUpdate,
    script: (sql) => queries.script(sql),
    all(sql, ...values) {
      note(sql, values)
      return queries.all(sql, ...values)
    },
    first(sql, ...values) {
      note(sql, values)
      return queries.first(sql, ...values)
    },
    run(sql, ...values) {
      note(sql, values)
      return queries.run(sql, ...values)
    },
  }
}

async function planOf(database: Database, { sql, values }: Statement): Promise<string> {
  if (database.dialect === 'sqlite') {
    const rows = await database.all<{ detail: string }>(`explain query plan ${sql}`, ...values)
    return rows.map(({ detail }) => detail).join('\n')
  }
  return database.transaction(async (queries) => {
    // With so few rows the planner would rather read all of them, and sort.
    await queries.script('set local enable_seqscan = off')
    await queries.script('set local enable_sort = off')
    await queries.script('set local enable_bitmapscan = off')
    const rows = await queries.all<{ 'QUERY PLAN': string }>(`explain ${sql}`, ...values)
    return rows.map((row) => row['QUERY PLAN']).join('\n')
  })
}

/**
 * No statement of the work reads a table from end to end, or sorts what it read.
 * @param grouping whether it may group what it read, where that is bounded
 */
export async function walksIndexes(
  database: Database,
  table: string,
  work: (queries: Queries) => Promise<unknown>,
  { grouping = false } = {},
): Promise<void> {
  const asked: Statement[] = []
  await work(recording(database, asked))
  assert.ok(asked.length > 0)
  const wholeTable = new RegExp(`\\bscan ${table}\\b|seq scan|temp b-tree|\\bsort\\b`, 'i')
  for (const statement of asked) {
    const found = await planOf(database, statement)
    const plan = grouping ? found.replaceAll('USE TEMP B-TREE FOR GROUP BY', '') : found
    assert.match(plan, /using (covering )?index|index (only )?scan/i, `${statement.sql}\n${plan}`)
    assert.doesNotMatch(plan, wholeTable, `${statement.sql}\n${plan}`)
  }
}
