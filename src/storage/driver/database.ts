export type Dialect = 'sqlite' | 'postgresql'

/** The values that a statement takes. A number is a safe integer; a boolean is stored as 1 or 0; `undefined` is a bug. */
export type SqlValue = string | number | boolean | Uint8Array | null

/**
 * Plain SQL, one text for both dialects (docs/adr/0002). The portable set:
 * - placeholders `$1` … `$n`, each with a value; no `$1` inside a literal, one statement per text;
 * - columns of text, bigint (instants: epoch milliseconds), integer, blob (`{{blob}}` in a migration), JSON as text;
 *   a boolean is an integer column, 1 or 0, and a boolean expression is also read as 1 or 0;
 * - integers are read as numbers and must be safe, blobs as Uint8Array; a row may have no prototype;
 * - name the columns, never `select *`: an older process must survive a newer one's migration;
 * - a parameter whose type the context doesn't determine needs a `cast($1 as bigint)`;
 * - no `like` and no `lower()`, which differ: compare ranges of folded columns instead;
 * - `first` with a `returning` clause runs the whole statement; outside a transaction a statement commits by itself.
 *
 * Errors, for both databases: UniqueViolation, UnstorableText, DatabaseUnavailable, DatabaseFailure; ReadOnly for a change
 * on a replica.
 */
export interface Queries {
  readonly dialect: Dialect
  /** Ends a select that locks its rows: ' for update', or empty if transactions run alone anyway. */
  readonly forUpdate: string
  all<Row>(sql: string, ...values: SqlValue[]): Promise<Row[]>
  first<Row>(sql: string, ...values: SqlValue[]): Promise<Row | undefined>
  /** Returns the number of rows changed. */
  run(sql: string, ...values: SqlValue[]): Promise<number>
  /** Runs several statements without values: for migrations. */
  script(sql: string): Promise<void>
}

/** What the server of a database is at the moment. SQLite is always a primary. */
export interface DatabaseState {
  readonly role: 'primary' | 'replica'
  /** Whether changes are taken: by the database itself, or by the primary that is configured for it. */
  readonly takesChanges: boolean
  /** That primary cannot be reached at the moment. */
  readonly primaryLost?: boolean
}

/** Shared with other processes, or exclusive. */
export type Occupancy = 'shared' | 'alone'

export interface Database extends Queries {
  /**
   * Commits the changes of `work` if it returns, rolls them back if it throws. Inside, use only the queries passed in,
   * one after the other: a statement on the database itself would wait for this very transaction.
   *
   * - A failed statement fails the transaction, even if `work` catches the error (PostgreSQL's rule, kept for both).
   *   To answer "exists", either catch UniqueViolation around the whole transaction or use
   *   `insert … on conflict do nothing returning …` and check whether it returned a row.
   * - On PostgreSQL the isolation is read committed: lock rows that you read and then change (`forUpdate`), or compare
   *   and set.
   * - After a deadlock or a serialization failure `work` runs again from the start, so it must have no effects except
   *   through its queries.
   */
  transaction<T>(work: (queries: Queries) => Promise<T>): Promise<T>
  /**
   * Marks the data as in use by this process, until `close`. Returns false, and marks nothing, if the marks of other
   * processes forbid it. Then runs `verify`; if the mark has to be renewed after a broken connection, `verify` runs again
   * before the next statement, which fails with whatever error it throws.
   *
   * On SQLite the open file is the mark, so the result is always true; `openAlone` does what `alone` means.
   */
  occupy(occupancy: Occupancy, verify: (queries: Queries) => Promise<void>): Promise<boolean>
  state(): Promise<DatabaseState>
  /** Rejects with DatabaseUnavailable if no statement can be answered. */
  ping(): Promise<void>
  close(): Promise<void>
}

export function forUpdate(dialect: Dialect): string {
  return dialect === 'postgresql' ? ' for update' : ''
}
