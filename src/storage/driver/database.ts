export type Dialect = 'sqlite' | 'postgresql'

/** What a statement can be given. A number is a safe integer; a boolean is stored as 1 or 0; `undefined` is a bug. */
export type SqlValue = string | number | boolean | Uint8Array | null

/**
 * Plain SQL, one text for both dialects (docs/adr/0002). The portable set:
 * - placeholders `$1` … `$n`, every one of them given; no `$1` inside a literal, one statement a text;
 * - columns of text, bigint (instants: epoch milliseconds), integer, blob (`{{blob}}` in a migration), JSON as text;
 *   a truth value is an integer column, 1 or 0, and a boolean expression is read as 1 or 0 too;
 * - integers are read as numbers and must be safe, blobs as Uint8Array; a row may have no prototype;
 * - name the columns, never `select *`: an older process must survive a newer one's migration;
 * - a parameter whose type the context doesn't determine needs a `cast($1 as bigint)`;
 * - no `like` and no `lower()`, which differ: compare ranges of folded columns instead;
 * - `first` with a `returning` clause runs the whole statement; outside a transaction a statement commits by itself.
 *
 * Errors, of either dialect: UniqueViolation, UnstorableText, DatabaseUnavailable, DatabaseFailure.
 */
export interface Queries {
  readonly dialect: Dialect
  /** Ends a select whose rows are to be locked: ' for update', or nothing where a transaction is alone anyway. */
  readonly forUpdate: string
  all<Row>(sql: string, ...values: SqlValue[]): Promise<Row[]>
  first<Row>(sql: string, ...values: SqlValue[]): Promise<Row | undefined>
  /** Returns the number of rows changed. */
  run(sql: string, ...values: SqlValue[]): Promise<number>
  /** Runs several statements without values: for migrations. */
  script(sql: string): Promise<void>
}

/** Shared with other processes, or exclusive. */
export type Occupancy = 'shared' | 'alone'

export interface Database extends Queries {
  /**
   * Commits what `work` did if it returns, undoes it if it throws. Within, use only the queries handed in, one after
   * the other: a statement on the database itself would wait for this very transaction.
   *
   * - A failed statement fails the transaction, even where `work` caught the error (PostgreSQL's rule, kept for both).
   *   To answer "exists", either catch UniqueViolation around the whole transaction or use
   *   `insert … on conflict do nothing returning …` and look whether a row came back.
   * - On PostgreSQL the isolation is read committed: lock what you read and then change (`forUpdate`), or compare and set.
   * - After a deadlock or a serialization failure `work` runs again from its start: no effects but through its queries.
   */
  transaction<T>(work: (queries: Queries) => Promise<T>): Promise<T>
  /**
   * Says to other processes that this one works on the data, until `close`. Answers false, and then nothing is said, if
   * what others said is against it. `verify` then runs, and runs again before the next statement where the saying had
   * to be renewed after a broken connection; what it throws fails that statement.
   *
   * On SQLite the open file says it, so the answer is always true. `openAlone` asks for all that `alone` means.
   */
  occupy(occupancy: Occupancy, verify: (queries: Queries) => Promise<void>): Promise<boolean>
  /** Rejects with DatabaseUnavailable if no statement can be answered. */
  ping(): Promise<void>
  close(): Promise<void>
}

export function forUpdate(dialect: Dialect): string {
  return dialect === 'postgresql' ? ' for update' : ''
}
