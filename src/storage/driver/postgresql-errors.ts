import pg from 'pg'
import { systemReason } from '../../kernel/system-reason.ts'
import {
  ConnectionRefused,
  Contended,
  DatabaseFailure,
  DatabaseUnavailable,
  UniqueViolation,
} from './database-errors.ts'

/**
 * Words an error of `pg` in the driver's types. SQLSTATE: PostgreSQL documentation, appendix A.
 * @param place where the server is, `host:port`
 */
export function fromPostgresql(error: unknown, place: string): unknown {
  if (error instanceof pg.DatabaseError) return fromServer(error, place)
  if (error instanceof Error && isOfConnection(error)) {
    if (error.message === 'Query read timeout') {
      return new DatabaseUnavailable(`PostgreSQL at ${place} gave no answer in time`)
    }
    const reason = NO_CONNECTION_IN_TIME.test(error.message)
      ? 'none was made or became free in time'
      : systemReason(error)
    return new ConnectionRefused(`no connection to PostgreSQL at ${place}: ${reason}`)
  }
  return error
}

function fromServer(error: pg.DatabaseError, place: string): Error {
  const code = error.code ?? ''
  if (REFUSED.test(code)) {
    return new ConnectionRefused(`PostgreSQL at ${place} refuses the connection: ${error.message} (${code})`)
  }
  if (code === '23505') return new UniqueViolation(error.constraint)
  if (CONFLICT.has(code)) return new Contended(`${error.message} (${code})`)
  if (UNAVAILABLE.test(code)) return new DatabaseUnavailable(`${error.message} (${code})`)
  // The message of a data exception (class 22) quotes the value.
  return new DatabaseFailure(code, code.startsWith('22') ? 'A value does not fit its type' : error.message)
}

/** Invalid authorization (28), no such database (3D000), too many connections (53300), starting or stopping (57P0x). */
const REFUSED = /^(28|3D000|53300|57P0[123])/

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

const NO_CONNECTION_IN_TIME = /^timeout e|due to connection timeout/

/** How pg words the loss of a connection, where it gives no code. */
const PG_WORDS =
  /^(Connection terminated|timeout e|Client (has encountered|was closed)|Cannot use a pool|Query read timeout)/
