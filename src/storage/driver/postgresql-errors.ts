import pg from 'pg'
import { Contended, DatabaseFailure, DatabaseUnavailable, UniqueViolation } from './database-errors.ts'

/** Words an error of `pg` in the driver's types. SQLSTATE: PostgreSQL documentation, appendix A. */
export function fromPostgresql(error: unknown): unknown {
  if (error instanceof pg.DatabaseError) return fromServer(error)
  if (error instanceof Error && isOfConnection(error)) {
    return new DatabaseUnavailable(error.message || 'No connection to the database', { cause: error })
  }
  return error
}

function fromServer(error: pg.DatabaseError): Error {
  const code = error.code ?? ''
  if (code === '23505') return new UniqueViolation(error.constraint)
  if (CONFLICT.has(code)) return new Contended(`${error.message} (${code})`)
  if (UNAVAILABLE.test(code)) return new DatabaseUnavailable(`${error.message} (${code})`)
  // The message of a data exception (class 22) quotes the value.
  return new DatabaseFailure(code, code.startsWith('22') ? 'A value does not fit its type' : error.message)
}

const CONFLICT = new Set(['40001', '40P01']) // serialization_failure, deadlock_detected

/**
 * Connection exceptions (08), insufficient resources (53), operator intervention such as a shutdown or a statement
 * timeout (57), a lock timeout (55P03), the end of an idle transaction (25P03), a read-only standby (25006), system
 * errors (58).
 */
const UNAVAILABLE = /^(08|53|57|58|55P03|25P03|25006)/

function isOfConnection(error: Error): boolean {
  if ('code' in error) return /^(E[A-Z0-9]+|EAI_[A-Z]+)$/.test(`${error.code}`) // the system's: ECONNREFUSED …
  return PG_WORDS.test(error.message)
}

/** How pg words the loss of a connection, where it gives no code. */
const PG_WORDS =
  /^(Connection terminated|timeout e|Client (has encountered|was closed)|Cannot use a pool|Query read timeout)/
