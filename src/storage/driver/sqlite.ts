import { closeSync, openSync } from 'node:fs'
import { dirname } from 'node:path'
import { boundedCache } from '../../kernel/bounded-cache.ts'
import type { Entropy } from '../../kernel/entropy.ts'
import { makeFolder } from '../../kernel/make-folder.ts'
import { breathing } from './breathing.ts'
import { type Database, forUpdate, type Queries, type SqlValue } from './database.ts'
import { Contended, DatabaseFailure, DatabaseUnavailable } from './database-errors.ts'
import { groupCommit } from './group-commit.ts'
import { retrying } from './retry.ts'
import { runInTransaction } from './run-in-transaction.ts'
import { openConnection, type SqliteConnection, type SqlitePlan, toPlan } from './sqlite-connection.ts'
import { loadSqlite } from './sqlite-module.ts'
import { type StorableValue, toStorable } from './statement-values.ts'
import { takingTurns } from './turns.ts'

/**
 * Opens a database file, creating it if need be, or ':memory:'. One connection writes, in turns; while it does, another
 * reads beside it, so that uncommitted changes stay invisible. Other processes may use the same file, on the same machine
 * only (WAL), unless this one opened it `alone`: that throws Contended while any connection to it is open, also one of
 * this process. (On Node 20 a closed one counts until its statements are garbage.)
 */
export async function openSqlite(file: string, entropy: Entropy, alone = false): Promise<Database> {
  const inMemory = file === ':memory:'
  const { writer, reader } = await connect(file, { inMemory, alone }, entropy)
  const hasReader = reader !== writer
  const planOf = boundedCache(PLANS_KEPT, toPlan)
  const breathe = breathing(BREATHE_EVERY)
  let closed = false

  /** Another process may hold the file, which is seldom. */
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

  /** The writer still has at hand what it wrote; the reader has to fetch anew what changed since it last read. */
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

interface Manner {
  readonly inMemory: boolean
  readonly alone: boolean
}

async function connect(file: string, manner: Manner, entropy: Entropy) {
  const module = await loadSqlite()
  if (!manner.inMemory) createPrivately(file)
  const writer = openConnection(module, file)
  try {
    await configure(writer, manner, entropy)
    if (manner.inMemory || manner.alone) return { writer, reader: writer }
    const reader = openConnection(module, file)
    await retrying(BUSY_PAUSES, entropy, () => reader.exec(`${SQLITE_SETTINGS}; pragma query_only = on`))
    return { writer, reader }
  } catch (error) {
    writer.close()
    throw error
  }
}

async function configure(writer: SqliteConnection, { inMemory, alone }: Manner, entropy: Entropy) {
  if (alone) writer.exec('pragma locking_mode = exclusive') // before the first access, which takes the lock
  // Two processes that turn a new file to write-ahead logging at once get in each other's way.
  await retrying(BUSY_PAUSES, entropy, () => writer.exec(SQLITE_SETTINGS))
  const [mode] = writer.all(toPlan('pragma journal_mode'), []) as { journal_mode: string }[]
  if (!inMemory && mode?.journal_mode !== 'wal') {
    throw new DatabaseFailure(`journal_mode ${mode?.journal_mode}`, 'The file system has no write-ahead log')
  }
}

/** Only the owner may read the file; SQLite gives the files beside it the same mode. An existing mode is kept. */
function createPrivately(file: string): void {
  makeFolder(dirname(file), 0o700)
  closeSync(openSync(file, 'a', 0o600))
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

/** The rows are what the statement makes them: their type is the caller's claim. */
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

/**
 * SQLite itself waits only this long (milliseconds), since it blocks the whole process; then the pauses below, which
 * don't, follow: about ten seconds in all.
 */
const BUSY_TIMEOUT = 5
const BUSY_PAUSES = [1, 2, 4, 8, 15, 25, ...Array<number>(240).fill(50)]

/** How long, in milliseconds, a statement or transaction waits for its turn in this process. */
const TURN_LIMIT = 10_000

/** Statements between two rounds of the event loop: a few milliseconds of durable writes. */
const BREATHE_EVERY = 32

const PLANS_KEPT = 1000

/**
 * `synchronous = full`: what was answered as stored outlives a power cut. The log is moved into the file at 16 MB, as most
 * changes hit the same pages again and again, and is cut back to 64 MiB after a burst.
 * Each connection keeps up to 16 MB of pages, so that the indexes of a large pool are not read again for each change.
 */
export const SQLITE_SETTINGS = `
  pragma busy_timeout = ${BUSY_TIMEOUT};
  pragma journal_mode = wal;
  pragma synchronous = full;
  pragma foreign_keys = on;
  pragma cache_size = -16000;
  pragma wal_autocheckpoint = 4000;
  pragma journal_size_limit = 67108864`
