import pg from 'pg'
import { DeletedMeanwhile } from '../../../domain/requests/deleted-meanwhile.ts'
import { ReadOnly } from '../../../kernel/outage.ts'
import { systemReason } from '../../../kernel/system-reason.ts'
import {
  ConnectionLost,
  ConnectionRefused,
  Contended,
  DatabaseFailure,
  DatabaseUnavailable,
  NothingCommitted,
  UniqueViolation,
} from '../database-errors.ts'

/**
 * Words an error of `pg` in the driver's types. SQLSTATE: PostgreSQL documentation, appendix A.
 * @param place where the server is, `host:port`
 * @param writable whether there is another server to look for if this one takes no changes
 */
export function fromPostgresql(error: unknown, place: string, writable = true): unknown {
  if (error instanceof pg.DatabaseError) return fromServer(error, place, writable)
  if (error instanceof Error && isOfConnection(error)) {
    if (error.message === 'Query read timeout') {
      return new DatabaseUnavailable(`PostgreSQL at ${place} gave no answer in time`)
    }
    const reason = NO_CONNECTION_IN_TIME.test(error.message)
      ? 'none was made or became free in time'
      : systemReason(error)
    const Lost = NEVER_SENT.test(error.message) ? NothingCommitted : ConnectionLost
    return new Lost(`no connection to PostgreSQL at ${place}: ${reason}`)
  }
  return error
}

function fromServer(error: pg.DatabaseError, place: string, writable: boolean): Error {
  const code = error.code ?? ''
  if (code === '25006' && !writable) return new ReadOnly(`PostgreSQL at ${place}: ${error.message} (${code})`)
  if (LOST.test(code)) return new ConnectionLost(`PostgreSQL at ${place}: ${error.message} (${code})`)
  if (REFUSED.test(code)) {
    return new ConnectionRefused(`PostgreSQL at ${place} refuses the connection: ${error.message} (${code})`)
  }
  if (code === '23505') return new UniqueViolation(error.constraint)
  if (code === '23503') return new DeletedMeanwhile(`${error.message} (${code})`) // foreign_key_violation
  if (CONFLICT.has(code)) return new Contended(`${error.message} (${code})`)
  if (UNAVAILABLE.test(code)) return new DatabaseUnavailable(`${error.message} (${code})`)
  // The message of a data exception (class 22) quotes the value.
  return new DatabaseFailure(code, code.startsWith('22') ? 'A value does not fit its type' : error.message)
}

/** What to make of an error that comes before the commit is sent: without its connection, a transaction is undone. */
export function uncommitted(error: unknown): unknown {
  return error instanceof ConnectionLost ? new NothingCommitted(error.message) : error
}

/** The transaction is known to be undone only after a conflict, or if the commit was never sent. */
export function ofCommit(error: unknown): unknown {
  if (!(error instanceof DatabaseUnavailable)) return error
  if (error instanceof Contended || error instanceof NothingCommitted) return error
  return new DatabaseUnavailable(`${error.message}, during a commit: it may have succeeded or not`)
}

/** Invalid authorization (28), no such database (3D000), too many connections (53300). */
const REFUSED = /^(28|3D000|53300)/

/** Connection exceptions (08; those of PgBouncer too), a read-only standby (25006), starting or stopping (57P0x). */
const LOST = /^(08|25006|57P0[123])/

const CONFLICT = new Set(['40001', '40P01']) // serialization_failure, deadlock_detected

/**
 * Insufficient resources (53), operator intervention such as a statement timeout (57), a lock timeout (55P03), the end
 * of an idle transaction (25P03), system errors (58).
 */
const UNAVAILABLE = /^(53|57|58|55P03|25P03)/

function isOfConnection(error: Error): boolean {
  if ('code' in error) return OF_SYSTEM.test(`${error.code}`) || OF_TLS.test(`${error.code}`)
  return PG_WORDS.test(error.message)
}

const OF_SYSTEM = /^(E[A-Z0-9]+|EAI_[A-Z]+)$/ // ECONNREFUSED …

/** Node's and OpenSSL's names for certificates that are not accepted and for what goes wrong in TLS. */
const OF_TLS = /^(ERR_(TLS|SSL)_|CERT_|CRL_|UNABLE_TO_|SELF_SIGNED_|DEPTH_ZERO_|HOSTNAME_MISMATCH|INVALID_CA)/

/** The connection had broken before. */
const NEVER_SENT = /^Client (has encountered|was closed)/

const NO_CONNECTION_IN_TIME = /^timeout e|due to connection timeout/

/** How pg words the loss of a connection, where it gives no code. */
const PG_WORDS =
  /^(Connection terminated|timeout e|Client (has encountered|was closed)|Cannot use a pool|Query read timeout|The server does not support SSL|There was an error establishing an SSL)/
