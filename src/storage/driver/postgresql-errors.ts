import pg from 'pg'
import { Contended, DatabaseFailure, DatabaseUnavailable, UniqueViolation } from './database-errors.ts'

/** Words an error of `pg` in the driver's types. SQLSTATE: PostgreSQL documentation, appendix A. */
export function fromPostgresql(error: unknown): unknown {
  if (error instanceof pg.DatabaseError) return fromServer(error)
  if (error instanceof Error && CONNECTION.test('code' in error ? `${error.code}` : error.message)) {
    return new DatabaseUnavailable(error.message, { cause: error })
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

/** The system's error codes, and the words of pg where it gives none. */
const CONNECTION =
  /^(E[A-Z_]+$|[Cc]onnection terminated|timeout|Client (has encountered|was closed)|Cannot use a pool|Query read timeout)/
