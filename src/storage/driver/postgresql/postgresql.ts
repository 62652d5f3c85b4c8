import pg from 'pg'
import { boundedCache } from '../../../kernel/bounded-cache.ts'
import type { Entropy } from '../../../kernel/entropy.ts'
import { Outage, ReadOnly } from '../../../kernel/outage.ts'
import { type Database, forUpdate, type Queries, type SqlValue } from '../database.ts'
import { ConnectionRefused, DatabaseFailure, NothingCommitted } from '../database-errors.ts'
import { retrying } from '../retry.ts'
import { runInTransaction } from '../run-in-transaction.ts'
import { toStorable } from '../statement-values.ts'
import { type PostgresqlPlace, readPostgresqlAddress } from './address.ts'
import { fromPostgresql, ofCommit, uncommitted } from './errors.ts'
import { occupation } from './occupation.ts'
import { assertSessionOfRole, limitsOf } from './session.ts'
import { onlyReads, planning } from './statements.ts'
import { parserOf } from './types.ts'
import { CONNECTION_TIMEOUT, writableClient } from './writable-client.ts'

/** Opens a pool of connections, without connecting yet. Throws if the address or a file that it names can't be read. */
export function openPostgresql(address: PostgresqlPlace, entropy: Entropy): Database {
  const { url, directUrl, poolSize = POOL_SIZE, statementTimeout = STATEMENT_TIMEOUT } = address
  const isPooled = directUrl !== undefined
  const limits = limitsOf(statementTimeout)
  const target = readPostgresqlAddress(url, isPooled ? undefined : limits)
  const { schema, place } = target
  const options = { keepAlive: true, types: { getTypeParser: parserOf } }
  const Client = writableClient(target, options)
  const DirectClient = isPooled ? writableClient(readPostgresqlAddress(directUrl, limits), options) : Client
  const pool = new pg.Pool({ Client, connectionTimeoutMillis: CONNECTION_TIMEOUT, max: poolSize })
  // A connection dies while idle: the pool removes it, and its next user gets the error.
  pool.on('error', ignore)
  pool.on('connect', (client) => client.on('error', ignore))

  const answerTimeout = statementTimeout + ANSWER_MARGIN
  const planOf = boundedCache(PLANS_KEPT, planning(answerTimeout, isPooled ? 0 : NAMED_STATEMENTS))
  const lossPauses = [...target.servers.slice(1).map(() => 1), ...LOSS_PAUSES]
  let closing: Promise<void> | undefined
  let checked = !isPooled
  const occupied = occupation({ connect: connectAlone, queriesOn, schema })

  /** Converts errors to the driver's types, which name the server. */
  function named<T>(answer: Promise<T>): Promise<T> {
    return answer.catch((error: unknown) => {
      throw fromPostgresql(error, place, target.writable)
    })
  }

  const send = (client: pg.ClientBase, statement: pg.QueryConfig) => named(client.query(statement))

  /** Sends a statement without values, which may be several. */
  const command = (client: pg.ClientBase, text: string) =>
    send(client, { text, query_timeout: answerTimeout } as pg.QueryConfig)

  async function connectAlone(): Promise<pg.Client> {
    const client = new DirectClient()
    client.on('error', ignore) // the next statement gets the error
    await client.connect()
    return client
  }

  function queriesOn(client: pg.ClientBase): Queries {
    return {
      ...queriesThrough((sql, values) => execute(client, sql, values)),
      script: async (sql) => void (await send(client, { text: sql })),
    }
  }

  function execute(client: pg.ClientBase, sql: string, values: readonly SqlValue[]): Promise<pg.QueryResult> {
    const { statement, placeholders } = planOf(sql)
    return send(client, { values: toStorable(values, placeholders), ...statement })
  }

  /** A connection of the pool, once this process may use the database. Nothing was sent if there is none. */
  async function connection(): Promise<pg.PoolClient> {
    try {
      const renewal = occupied.renewal()
      if (renewal !== undefined) await renewal
      const client = await named(pool.connect())
      if (!checked) await check(client)
      return client
    } catch (error) {
      throw uncommitted(error)
    }
  }

  async function check(client: pg.PoolClient): Promise<void> {
    try {
      await assertSessionOfRole(queriesOn(client), schema, limits)
      checked = true
    } catch (error) {
      client.release(true)
      throw error
    }
  }

  async function executeOnPool(sql: string, values: readonly SqlValue[]): Promise<pg.QueryResult> {
    const client = await connection()
    let broken = false
    try {
      return await execute(client, sql, values)
    } catch (error) {
      broken = error instanceof Outage // also if the answer is still to come
      throw onlyReads(sql) ? uncommitted(error) : error
    } finally {
      client.release(broken)
    }
  }

  async function transact<T>(work: (queries: Queries) => Promise<T>): Promise<T> {
    const client = await connection()
    let broken = false
    let committing = false
    try {
      await command(client, 'begin isolation level read committed')
      const result = await runInTransaction(queriesOn(client), work)
      committing = true
      // PostgreSQL answers the commit of a failed transaction with just a ROLLBACK.
      const answer = await command(client, 'commit')
      if (answer.command !== 'COMMIT')
        throw new DatabaseFailure('25P02', 'A statement that was not awaited failed')
      return result
    } catch (error) {
      broken = error instanceof ConnectionRefused || error instanceof ReadOnly || !(await rolledBack(client))
      throw committing ? ofCommit(error) : uncommitted(error)
    } finally {
      client.release(broken) // true closes the connection, and with it the server's side of the transaction
    }
  }

  /** Runs a step again that failed with nothing done: by a conflict, or for want of a connection. */
  function again<T>(step: () => Promise<T>): Promise<T> {
    const withoutConflict = () => retrying(CONFLICT_PAUSES, entropy, step)
    return retrying(lossPauses, entropy, withoutConflict, NothingCommitted)
  }

  function transaction<T>(work: (queries: Queries) => Promise<T>): Promise<T> {
    return again(() => transact(work))
  }

  return {
    ...queriesThrough((sql, values) => again(() => executeOnPool(sql, values))),
    script: (sql) => transaction((queries) => queries.script(sql)),
    transaction,
    occupy: occupied.occupy,
    async state() {
      const { rows } = await again(() => executeOnPool(STATE, []))
      const role = rows[0]?.replica === 1 ? 'replica' : 'primary'
      return { role, takesChanges: role === 'primary' }
    },
    ping: async () => void (await again(() => executeOnPool('select 1', []))),
    close: () => {
      closing ??= pool.end().finally(occupied.end) // the last statement of this process is over before others may come
      return closing
    },
  }
}

/** A user who may only read is as good as a replica, and so is a hot standby (PostgreSQL documentation, 26.4). */
const STATE = `select cast(pg_is_in_recovery() or current_setting('transaction_read_only') = 'on' as integer) as replica`

function queriesThrough(
  execute: (sql: string, values: readonly SqlValue[]) => Promise<pg.QueryResult>,
): Omit<Queries, 'script'> {
  return {
    dialect: 'postgresql',
    forUpdate: forUpdate('postgresql'),
    all: async (sql, ...values) => (await execute(sql, values)).rows,
    first: async (sql, ...values) => (await execute(sql, values)).rows[0],
    run: async (sql, ...values) => (await execute(sql, values)).rowCount ?? 0,
  }
}

async function rolledBack(client: pg.PoolClient): Promise<boolean> {
  try {
    await client.query({ text: 'rollback', query_timeout: ROLLBACK_TIMEOUT } as pg.QueryConfig)
    return true
  } catch {
    return false
  }
}

function ignore(): void {}

const POOL_SIZE = 10
const PLANS_KEPT = 1000
const NAMED_STATEMENTS = 500

// Milliseconds. An answer may take longer than PostgreSQL allows itself: that covers a server that is gone.
const STATEMENT_TIMEOUT = 15_000
const ANSWER_MARGIN = 5_000
const ROLLBACK_TIMEOUT = 5_000

const CONFLICT_PAUSES = [10, 20, 40, 80, 160]
const LOSS_PAUSES = [25, 100]
