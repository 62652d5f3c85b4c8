import { after } from 'node:test'
import pg from 'pg'
import { loadSqlite, type SqliteStatement } from '../../src/storage/driver/sqlite-module.ts'

export interface LoggedStatement {
  readonly sql: string
  /** How SQLite finds the rows; absent on PostgreSQL. */
  readonly plan?: string
}

/**
 * Logs every statement that the drivers send to a database, those that begin and end transactions included. Call it before
 * the databases are opened.
 */
export async function statementLog() {
  let log: LoggedStatement[] | undefined // in other tests of this process nothing is logged
  const { DatabaseSync } = await loadSqlite()
  const { getBuiltinModule } = process
  const postgresql = pg.Client.prototype as { query: (...args: unknown[]) => unknown }
  const { query } = postgresql

  class LoggedDatabase extends DatabaseSync {
    override prepare(sql: string): SqliteStatement {
      const statement = super.prepare(sql)
      let plan: string | undefined
      const planOf = (): string => {
        const rows = super.prepare(`explain query plan ${sql}`).all() as { detail: string }[]
        return rows.map(({ detail }) => detail).join('\n')
      }
      const note = () => {
        if (!log) return
        if (/^\s*(select|insert|update|delete)\b/i.test(sql)) plan ??= planOf()
        log.push(plan === undefined ? { sql } : { sql, plan })
      }
      return {
        all: (...values) => {
          note()
          return statement.all(...values)
        },
        get: (...values) => {
          note()
          return statement.get(...values)
        },
        run: (...values) => {
          note()
          return statement.run(...values)
        },
      }
    }
  }
  const module = { DatabaseSync: LoggedDatabase }
  // The driver asks for it at each opening. The methods of the classes themselves can't be replaced.
  process.getBuiltinModule = ((id: string) =>
    id === 'node:sqlite' ? module : getBuiltinModule(id)) as typeof getBuiltinModule
  postgresql.query = function (...args) {
    const [first] = args as [string | { readonly text: string }]
    log?.push({ sql: typeof first === 'string' ? first : first.text })
    return query.apply(this, args)
  }
  after(() => {
    process.getBuiltinModule = getBuiltinModule
    postgresql.query = query
  })

  /** The statements of the work. It is done several times: background work may come between, and only adds to them. */
  return async function statementsOf(work: () => Promise<unknown>): Promise<readonly LoggedStatement[]> {
    const runs: LoggedStatement[][] = []
    for (let run = 0; run < RUNS; run++) {
      log = []
      await work()
      runs.push(log)
    }
    log = undefined
    return runs.reduce((least, run) => (run.length < least.length ? run : least))
  }
}

const RUNS = 3

/** The first word of a statement, and the table. */
export function gist({ sql }: LoggedStatement): string {
  const verb = /^\s*(\w+)/.exec(sql)?.[1]
  if (verb === 'update') return /^\s*update \w+/.exec(sql)?.[0] ?? verb
  const [, preposition, table] = /\b(from|into)\s+(\w+)/.exec(sql.replace(/from \(/g, '')) ?? []
  return table === undefined ? `${verb}` : `${verb} ${preposition} ${table}`
}
