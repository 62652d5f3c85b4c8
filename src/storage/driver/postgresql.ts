import { createHash } from 'node:crypto'
import pg from 'pg'
import { boundedCache } from '../../kernel/bounded-cache.ts'
import type { Entropy } from '../../kernel/entropy.ts'
import { type Database, forUpdate, type Queries, type SqlValue } from './database.ts'
import { DatabaseFailure } from './database-errors.ts'
import { countPlaceholders } from './placeholders.ts'
import { readPostgresqlAddress } from './postgresql-address.ts'
import { fromPostgresql } from './postgresql-errors.ts'
import { occupation } from './postgresql-occupation.ts'
import { parserOf } from './postgresql-types.ts'
import { retrying } from './retry.ts'
import { runInTransaction } from './run-in-transaction.ts'
import { toStorable } from './statement-values.ts'

/** Opens a pool of at most `poolSize` connections, without connecting yet. */
export function openPostgresql(url: string, poolSize: number, entropy: Entropy): Database {
  const { connectionString, schema, place } = readPostgresqlAddress(url)
  const connection = {
    connectionString,
    connectionTimeoutMillis: CONNECTION_TIMEOUT,
    keepAlive: true,
    types: { getTypeParser: parserOf },
  }
  const pool = new pg.Pool({ ...connection, max: poolSize })
  // A connection dies while idle: the pool removes it, and its next user gets the error.
  pool.on('error', ignore)
  pool.on('connect', (client) => client.on('error', ignore))

  const planOf = boundedCache(PLANS_KEPT, planning())
  let closing: Promise<void> | undefined
  const occupied = occupation({ connect: connectAlone, queriesOn, schema })

  /** Converts errors to the driver's types, which name the server. */
  function named<T>(answer: Promise<T>): Promise<T> {
    return answer.catch((error: unknown) => {
      throw fromPostgresql(error, place)
    })
  }

  const send = (target: Target, statement: pg.QueryConfig) => named(target.query(statement))

  async function connectAlone(): Promise<pg.Client> {
    const client = new pg.Client(connection)
    client.on('error', ignore) // the next statement gets the error
    await named(client.connect())
    return client
  }

  function queriesOn(client: pg.ClientBase): Queries {
    return {
      ...queriesThrough((sql, values) => execute(client, sql, values)),
      script: async (sql) => void (await send(client, { text: sql })),
    }
  }

  async function executeOnPool(sql: string, values: readonly SqlValue[]): Promise<pg.QueryResult> {
    const renewal = occupied.renewal()
    if (renewal !== undefined) await renewal
    return execute(pool, sql, values)
  }

  async function execute(target: Target, sql: string, values: readonly SqlValue[]): Promise<pg.QueryResult> {
    const { statement, placeholders } = planOf(sql)
    return send(target, { values: toStorable(values, placeholders), ...statement })
  }

  async function transact<T>(work: (queries: Queries) => Promise<T>): Promise<T> {
    const renewal = occupied.renewal()
    if (renewal !== undefined) await renewal
    const client = await named(pool.connect())
    let broken = false
    try {
      await send(client, { text: 'begin isolation level read committed' })
      const result = await runInTransaction(queriesOn(client), work)
      // PostgreSQL answers the commit of a failed transaction with just a ROLLBACK.
      const { command } = await send(client, { text: 'commit' })
      if (command !== 'COMMIT') throw new DatabaseFailure('25P02', 'A statement that was not awaited failed')
      return result
    } catch (error) {
      broken = !(await rolledBack(client))
      throw error
    } finally {
      client.release(broken) // true closes the connection, and with it the server's side of the transaction
    }
  }

  function transaction<T>(work: (queries: Queries) => Promise<T>): Promise<T> {
    return retrying(CONFLICT_PAUSES, entropy, () => transact(work))
  }

  return {
    ...queriesThrough((sql, values) => retrying(CONFLICT_PAUSES, entropy, () => executeOnPool(sql, values))),
    script: (sql) => transaction((queries) => queries.script(sql)),
    transaction,
    occupy: occupied.occupy,
    ping: async () => void (await executeOnPool('select 1', [])),
    close: () => {
      closing ??= pool.end().finally(occupied.end) // the last statement of this process is over before others may come
      return closing
    },
  }
}

type Target = Pick<pg.ClientBase, 'query'>

interface Plan {
  readonly statement: pg.QueryConfig & { readonly query_timeout: number }
  readonly placeholders: number
}

/**
 * Plans statements: the first ones are prepared under a name, once per connection. Later ones are not, since the server
 * keeps named statements until the connection ends.
 */
function planning(): (sql: string) => Plan {
  let named = 0
  return (sql) => ({
    statement: {
      text: sql,
      query_timeout: ANSWER_TIMEOUT,
      ...(named++ < NAMED_STATEMENTS
        ? { name: createHash('sha256').update(sql).digest('base64url').slice(0, 22) }
        : {}),
    },
    placeholders: countPlaceholders(sql),
  })
}

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

// Milliseconds. The limit for an answer exceeds the server's own (postgresql-address.ts): it covers a server that is
// gone.
const CONNECTION_TIMEOUT = 5_000
const ANSWER_TIMEOUT = 20_000
const ROLLBACK_TIMEOUT = 5_000

const CONFLICT_PAUSES = [10, 20, 40, 80, 160]

const PLANS_KEPT = 1000
const NAMED_STATEMENTS = 500
