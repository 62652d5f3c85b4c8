import type { Stores } from '../../stores.ts'
import type { UserPool } from '../../user-pools/user-pool.ts'

export type Form = 'text' | 'number' | 'flag' | 'object' | 'list'

/** The members that a line needs, each with its type; a question mark makes it optional. */
export type Forms = Readonly<Record<string, Form | `${Form}?`>>

/** `kept`: something with that id or name exists already and was left unchanged. */
export type Stored = 'made' | 'kept'

/** How one kind of line is exported and imported. */
export interface RecordKind<Line> {
  readonly members: Forms
  /** @throws ImportClash if the line's pool or group does not exist */
  store(stores: Stores, line: Line): Promise<Stored>
  /** What errors call the line. */
  named(line: Line): string
}

/** A kind of line that belongs directly to a pool. */
export interface PoolRecordKind<Line> extends RecordKind<Line> {
  /** The lines of the pool, in the order in which to store them again. */
  of(stores: Stores, pool: UserPool): AsyncIterable<Line>
}

export interface Dates {
  readonly createdAt: number
  readonly modifiedAt: number
}

export const DATES: Forms = { createdAt: 'number', modifiedAt: 'number' }

/** Rows read at a time, so that memory use does not grow with the pool. */
export const PAGE = 200
