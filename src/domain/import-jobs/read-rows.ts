import { isUtf8 } from 'node:buffer'
import type { FilePosition } from './file-position.ts'

/** All chunks of a file but the last are of this size. */
export const CHUNK_BYTES = 64 * 1024

/** AWS: in characters. */
const LONGEST_ROW = 16_000
/** No row of that many characters has more, at four bytes each and with the end of a line. */
const LONGEST_ROW_BYTES = 4 * LONGEST_ROW + 2

export type RowFault = 'not UTF-8' | 'too long'

/** A row without the end of its line, or why it can't be read. */
export type Row = { readonly line: number } & ({ readonly text: string } | { readonly fault: RowFault })

export interface RowsRead {
  /** Empty lines are left out. */
  readonly rows: readonly Row[]
  /** Behind the last of the rows. */
  readonly next: FilePosition
  readonly atEnd: boolean
}

/** Answers nothing behind the last chunk. */
export type ReadChunk = (number: number) => Promise<Uint8Array | undefined>

/**
 * At most `limit` rows from `from` on, which is where a row begins. Never holds more than a chunk and a row of the file,
 * however long its lines are.
 */
export async function readRows(readChunk: ReadChunk, from: FilePosition, limit: number): Promise<RowsRead> {
  const rows: Row[] = []
  const line = partsOfLine()
  let next = from
  let number = Math.floor(from.byte / CHUNK_BYTES)
  let start = from.byte % CHUNK_BYTES
  let end = from.byte
  for (let chunk = await readChunk(number); chunk !== undefined; chunk = await readChunk(++number)) {
    for (let at = chunk.indexOf(NEWLINE, start); at !== -1; at = chunk.indexOf(NEWLINE, start)) {
      line.add(chunk.subarray(start, at))
      start = at + 1
      rows.push(...line.take(next.line))
      next = { byte: number * CHUNK_BYTES + start, line: next.line + 1 }
      if (rows.length === limit) return { rows, next, atEnd: false }
    }
    line.add(chunk.subarray(start))
    end = number * CHUNK_BYTES + chunk.length
    start = 0
  }
  rows.push(...line.take(next.line)) // the last line may lack its end
  return { rows, next: end > next.byte ? { byte: end, line: next.line + 1 } : next, atEnd: true }
}

/** Collects a line that may lie in several chunks. Of one that is too long anyway only the length counts. */
function partsOfLine() {
  let parts: Uint8Array[] = []
  let length = 0
  return {
    add(part: Uint8Array): void {
      length += part.length
      if (length > LONGEST_ROW_BYTES) parts = []
      else parts.push(part)
    },
    /** The row, or none where the line is empty. */
    take(line: number): Row[] {
      const row = length > LONGEST_ROW_BYTES ? unread(line, 'too long') : toRow(line, Buffer.concat(parts))
      parts = []
      length = 0
      return row ? [row] : []
    },
  }
}

function toRow(line: number, bytes: Buffer): Row | undefined {
  if (!isUtf8(bytes)) return unread(line, 'not UTF-8')
  const text = bytes.toString('utf8').replace(/\r$/, '')
  if (text.trim() === '') return undefined
  return isTooLong(text) ? unread(line, 'too long') : { line, text }
}

function isTooLong(text: string): boolean {
  return text.length > LONGEST_ROW && [...text].length > LONGEST_ROW
}

function unread(line: number, fault: RowFault): Row {
  return { line, fault }
}

const NEWLINE = 0x0a
