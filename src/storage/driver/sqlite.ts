import { boundedCache } from '../../kernel/bounded-cache.ts'
import type { Entropy } from '../../kernel/entropy.ts'
import { breathing } from './breathing.ts'
import { BUSY_PAUSES, connectSqlite } from './connect-sqlite.ts'
import { type Database, forUpdate, type Queries, type SqlValue } from './database.ts'
import { Contended, DatabaseUnavailable } from './database-errors.ts'
import { groupCommit } from './group-commit.ts'
import { retrying } from './retry.ts'
import { runInTransaction } from './run-in-transaction.ts'
import { type SqliteConnection, type SqlitePlan, toPlan } from './sqlite-connection.ts'
import { type StorableValue, toStorable } from './statement-values.ts'
import { takingTurns } from './turns.ts'

/**
 * Opens a database file, creating it if needed, or ':memory:'. One connection writes, one transaction at a time;
 * meanwhile another one reads, so uncommitted changes stay invisible. Other processes on the same machine may use the
 * file too (WAL), unless this one opened it `alone`. Opening it `alone` throws Contended while any connection to it is
 * open, including one of this process. (On Node 20 a closed connection counts until its statements are
 * garbage-collected.)
 */
export async function openSqlite(file: string, entropy: Entropy, alone = false): Promise<Database> {
  const inMemory = file === ':memory:'
  const { writer, reader } = await connectSqlite(file, { inMemory, alone }, entropy)
  const hasReader = reader !== writer
  const planOf = boundedCache(PLANS_KEPT, toPlan)
  const breathe = breathing(BREATHE_EVERY)
  let closed = false

  /** Another process may hold the file, which is rare. */
  function patiently<T>(step: () => T): T | Promise<T> {
    try {
      return step()
    } catch (error) {
      if (!(error instanceof Contended)) throw error
      return retrying(BUSY_PAUSES, entropy, step)
    }
  }

  const group = groupCommit(takingTurns(TURN_LIMIT), {
    begin: () => patiently(() => execute(writer, BEGIN)),
    commit: () => patiently(() => execute(writer, COMMIT)),
    rollBack: () => rollBack(writer),
    markMember: () => execute(writer, MARK),
    keepMember: () => execute(writer, KEEP),
    undoMember: () => {
      execute(writer, UNDO)
      execute(writer, KEEP)
    },
  })

  function assertOpen(): void {
    if (closed) throw new DatabaseUnavailable('The database is closed')
  }

  /** The writer has its own changes in its cache; the reader must load what changed since it last read. */
  function readFrom(): SqliteConnection {
    return group.isIdle() && !closed ? writer : reader
  }

  async function outside<T>(sql: string, values: readonly SqlValue[], step: Step<T>): Promise<T> {
    const plan = planOf(sql)
    const storable = toStorable(values, plan.placeholders)
    const pause = breathe()
    if (pause !== undefined) await pause
    if (plan.kind === 'read' && hasReader) return patiently(() => step(readFrom(), plan, storable))
    assertOpen()
    if (plan.kind === 'write') return group.transact(async () => step(writer, plan, storable))
    return group.alone(() => patiently(() => step(writer, plan, storable)))
  }

  async function within<T>(sql: string, values: readonly SqlValue[], step: Step<T>): Promise<T> {
    const plan = planOf(sql)
    const storable = toStorable(values, plan.placeholders)
    const pause = breathe()
    if (pause !== undefined) await pause
    return step(writer, plan, storable)
  }

  const inner: Queries = { ...queriesThrough(within), script: async (sql) => writer.exec(sql) }

  async function transact<T>(work: (queries: Queries) => Promise<T>): Promise<T> {
    assertOpen()
    return group.transact(() => runInTransaction(inner, work))
  }

  const queries: Queries = {
    ...queriesThrough(outside),
    script: (sql) => transact((inTransaction) => inTransaction.script(sql)),
  }

  return {
    ...queries,
    transaction: transact,
    occupy: async (_, verify) => {
      await verify(queries)
      return true
    },
    state: async () => ({ role: 'primary', takesChanges: true }),
    ping: async () => {
      await outside('select 1', [], all)
    },
    close: async () => {
      if (closed) return
      await group.alone(() => {
        closed = true
        if (hasReader) reader.close()
        writer.close() // the last one to close moves the write-ahead log into the file
      })
    },
  }
}

const BEGIN = toPlan('begin immediate')
const COMMIT = toPlan('commit')
const ROLL_BACK = toPlan('rollback')
const MARK = toPlan('savepoint member')
const KEEP = toPlan('release member')
const UNDO = toPlan('rollback to member')

function execute(writer: SqliteConnection, plan: SqlitePlan): void {
  writer.run(plan, [])
}

function rollBack(writer: SqliteConnection): void {
  try {
    execute(writer, ROLL_BACK)
  } catch {
    // Some errors (disk full, I/O) make SQLite roll back by itself.
  }
}

type Step<T> = (connection: SqliteConnection, plan: SqlitePlan, values: readonly StorableValue[]) => T

const all: Step<unknown[]> = (connection, plan, values) => connection.all(plan, values)
const first: Step<unknown> = (connection, plan, values) => connection.first(plan, values)
const run: Step<number> = (connection, plan, values) => connection.run(plan, values)

/** The caller is responsible for the type of the rows. */
function queriesThrough(
  execute: <T>(sql: string, values: readonly SqlValue[], step: Step<T>) => Promise<T>,
): Omit<Queries, 'script'> {
  return {
    dialect: 'sqlite',
    forUpdate: forUpdate('sqlite'),
    all: <Row>(sql: string, ...values: SqlValue[]) => execute(sql, values, all as Step<Row[]>),
    first: <Row>(sql: string, ...values: SqlValue[]) => execute(sql, values, first as Step<Row | undefined>),
    run: (sql, ...values) => execute(sql, values, run),
  }
}

/** How long, in milliseconds, a statement or transaction waits for its turn in this process. */
const TURN_LIMIT = 10_000

/** Statements between two rounds of the event loop: a few milliseconds of durable writes. */
const BREATHE_EVERY = 32

const PLANS_KEPT = 1000
