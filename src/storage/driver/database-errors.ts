import { Outage } from '../../kernel/outage.ts'

/**
 * A unique index or primary key holds the value already. `constraint` is for the log, the dialects call it differently:
 * PostgreSQL by its name (`users_pkey`), SQLite by its columns (`users.pool_id, users.username`).
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
 * A text with a NUL character (which PostgreSQL refuses and SQLite cuts off at) or with half a surrogate pair
 * (which UTF-8 can't express, so that another text would be read back).
 */
export class UnstorableText extends Error {
  override readonly name = 'UnstorableText'

  /** The message names the position, not the text, which may be a secret. */
  constructor(position: number) {
    super(`The text for $${position} has a NUL character or an unpaired surrogate`)
  }
}

/**
 * No answer: connection lost, database full, locked or shut down, or a time limit hit. Where the connection broke
 * during a commit, whether it was stored is unknown.
 */
export class DatabaseUnavailable extends Outage {
  override readonly name: string = 'DatabaseUnavailable'
}

/** The server of the database can't be reached, or refuses connections with these settings. */
export class ConnectionRefused extends DatabaseUnavailable {}

/** Refused for the moment and nothing done, so that the same can be tried again. Callers see it as unavailable. */
export class Contended extends DatabaseUnavailable {}

/**
 * A statement failed in a way that only a bug or a broken database explains. The database's own error is left
 * behind: its details quote rows.
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

/** The file of a database is damaged, or none of a database. */
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
