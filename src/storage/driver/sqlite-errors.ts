import { DeletedMeanwhile } from '../../domain/requests/deleted-meanwhile.ts'
import {
  Contended,
  DatabaseDamaged,
  DatabaseFailure,
  DatabaseUnavailable,
  UniqueViolation,
} from './database-errors.ts'

/** Words an error of the SQLite module in the driver's types. Its result codes: https://sqlite.org/rescode.html */
export function fromSqlite(error: unknown, file: string): unknown {
  if (!(error instanceof Error) || !('code' in error)) return error
  if (error.code === 'ERR_INVALID_STATE') return new DatabaseUnavailable('The database is closed')
  if (error.code !== 'ERR_SQLITE_ERROR') return error

  const code = codeOf(error)
  if (UNIQUE.has(code)) return new UniqueViolation(constraintIn(error.message))
  if (code === FOREIGN_KEY) return new DeletedMeanwhile(`${error.message} (${code})`)
  const primary = code & 0xff // the upper bytes name the variant
  if (BUSY.has(primary)) return new Contended(error.message)
  if (UNAVAILABLE.has(primary)) return new DatabaseUnavailable(`${error.message} (${code})`)
  if (DAMAGED.has(primary)) return new DatabaseDamaged(file, String(code), error.message)
  return new DatabaseFailure(String(code), error.message)
}

/** @photostructure/sqlite leaves the code out of errors of `all`: there SQLite's words have to do. */
function codeOf(error: Error): number {
  if ('errcode' in error && typeof error.errcode === 'number') return error.errcode
  return WORDED.find(([words]) => error.message.startsWith(words))?.[1] ?? 0
}

const WORDED = [
  ['UNIQUE constraint failed', 2067],
  ['FOREIGN KEY constraint failed', 787],
  ['database is locked', 5],
  ['attempt to write a readonly database', 8],
  ['disk I/O error', 10],
  ['database disk image is malformed', 11],
  ['database or disk is full', 13],
] as const

/** The columns that SQLite names at the end of the message: "UNIQUE constraint failed: users.pool_id, users.username". */
function constraintIn(message: string): string | undefined {
  const [, columns] = message.split('failed: ', 2)
  return columns || undefined
}

const UNIQUE = new Set([1555, 2067, 2579]) // CONSTRAINT_PRIMARYKEY, _UNIQUE, _ROWID
const FOREIGN_KEY = 787 // CONSTRAINT_FOREIGNKEY
const BUSY = new Set([5, 6]) // BUSY, LOCKED
const DAMAGED = new Set([11, 26]) // CORRUPT, NOTADB
const UNAVAILABLE = new Set([8, 10, 13, 14, 15]) // READONLY, IOERR, FULL, CANTOPEN, PROTOCOL
