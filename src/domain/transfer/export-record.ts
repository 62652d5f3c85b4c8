import type { MovedRecord } from './records/record-kinds.ts'

// The lines of an export, as described in docs/export-format.md; records/ has a file for each kind of line between
// header and end. Times are milliseconds since 1970 (UTC). Lines come pool by pool, and a user's memberships and
// devices directly after the user.

export const EXPORT_FORMAT = 'poolhouse-export'
export const EXPORT_VERSION = 1

export interface HeaderRecord {
  readonly type: 'header'
  readonly format: typeof EXPORT_FORMAT
  readonly version: number
}

/** The last line; a file without it is incomplete. */
export interface EndRecord {
  readonly type: 'end'
  /** The number of lines between header and end. */
  readonly records: number
}

export type ExportRecord = HeaderRecord | MovedRecord | EndRecord
