import { Outage } from '../../kernel/outage.ts'

/**
 * A unique index or primary key already contains the value. `constraint` is for the log; the databases name it
 * differently: PostgreSQL by its name (`users_pkey`), SQLite by its columns (`users.pool_id, users.username`).
 */
export class UniqueViolation extends Error {
  override readonly name = 'UniqueViolation'
  readonly constraint?: string

  constructor(constraint?: string) {
    super(`A row with this key exists${constraint === undefined ? '' : ` (${constraint})`}`)
    if (constraint !== undefined) this.constraint = constraint
  }
}

/**
 * A text with a NUL character (which PostgreSQL refuses and SQLite truncates at) or with half a surrogate pair (which
 * UTF-8 cannot represent, so a different text would be read back).
 */
export class UnstorableText extends Error {
  override readonly name = 'UnstorableText'

  /** The message names the position, not the text, which may be a secret. */
  constructor(position: number) {
    super(`The text for $${position} has a NUL character or an unpaired surrogate`)
  }
}

/**
 * No answer: connection lost, database full, locked or shut down, or a time limit reached. If the connection broke
 * during a commit, we don't know whether the commit succeeded.
 */
export class DatabaseUnavailable extends Outage {
  override readonly name: string = 'DatabaseUnavailable'
}

/** The database server cannot be reached, or refuses connections with these settings. */
export class ConnectionRefused extends DatabaseUnavailable {}

/** The connection broke, or led to a server that takes no changes. What was sent on it may have been done. */
export class ConnectionLost extends ConnectionRefused {}

/** The same, but before anything could be committed, so the same work can be done again. */
export class NothingCommitted extends ConnectionRefused {}

/**
 * Refused for the moment, with nothing done, so the same work can be retried. Callers see the database as unavailable.
 */
export class Contended extends DatabaseUnavailable {}

/**
 * A statement failed in a way that only a bug or a broken database explains. The database's own error is not included,
 * since its details quote rows.
 */
export class DatabaseFailure extends Error {
  override readonly name: string = 'DatabaseFailure'
  /** PostgreSQL's SQLSTATE or SQLite's extended result code. */
  readonly code: string

  constructor(code: string, message: string) {
    super(`${message} (${code})`)
    this.code = code
  }
}

/** A database file is damaged, or is not a database. */
export class DatabaseDamaged extends DatabaseFailure {
  override readonly name = 'DatabaseDamaged'
  /** In SQLite's words. */
  readonly reason: string

  constructor(file: string, code: string, reason: string) {
    super(
      code,
      `${file} is damaged, or no database; put a backup in its place with \`poolhouse restore\`: ${reason}`,
    )
    this.reason = reason
  }
}
