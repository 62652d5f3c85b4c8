import type { Stores } from '../../stores.ts'
import type { UserPool } from '../../user-pools/user-pool.ts'

export type Form = 'text' | 'number' | 'flag' | 'object' | 'list'

/** The members of a line that it is no use without, each with its form; a question mark stands for an optional one. */
export type Forms = Readonly<Record<string, Form | `${Form}?`>>

/** `kept`: something of that id or name is there already, and was left as it is. */
export type Stored = 'made' | 'kept'

/** What an export and an import do with one kind of line. */
export interface RecordKind<Line> {
  readonly members: Forms
  /** @throws ImportClash for what belongs to a pool or group that is not there */
  store(stores: Stores, line: Line): Promise<Stored>
  /** How an error calls the line. */
  named(line: Line): string
}

/** A kind whose lines are all that a pool has of it. */
export interface PoolRecordKind<Line> extends RecordKind<Line> {
  /** The lines of the pool, in the order in which they are stored again. */
  of(stores: Stores, pool: UserPool): AsyncIterable<Line>
}

export interface Dates {
  readonly createdAt: number
  readonly modifiedAt: number
}

export const DATES: Forms = { createdAt: 'number', modifiedAt: 'number' }

/** Read at a time, so that memory stays flat however large the pool is. */
export const PAGE = 200
