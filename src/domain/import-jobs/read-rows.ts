import { isUtf8 } from 'node:buffer'
import type { FilePosition } from './file-position.ts'

/** The size of each chunk of a file except the last. */
export const CHUNK_BYTES = 64 * 1024

/** AWS: in characters. */
const LONGEST_ROW = 16_000
/** The most bytes of such a row: four per character, and the end of the line. */
const LONGEST_ROW_BYTES = 4 * LONGEST_ROW + 2

export type RowFault = 'not UTF-8' | 'too long'

/** A row without its line ending, or why it cannot be read. */
export type Row = { readonly line: number } & ({ readonly text: string } | { readonly fault: RowFault })

export interface RowsRead {
  /** Without empty lines. */
  readonly rows: readonly Row[]
  /** The position after the last row. */
  readonly next: FilePosition
  readonly atEnd: boolean
}

/** Returns undefined after the last chunk. */
export type ReadChunk = (number: number) => Promise<Uint8Array | undefined>

/**
 * At most `limit` rows, starting at `from`, the beginning of a row. Holds at most one chunk and one row in memory,
 * however long the lines are.
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
  rows.push(...line.take(next.line)) // the last line may lack its line ending
  return { rows, next: end > next.byte ? { byte: end, line: next.line + 1 } : next, atEnd: true }
}

/** Collects a line that may span several chunks. Once a line is too long, only its length is counted. */
function partsOfLine() {
  let parts: Uint8Array[] = []
  let length = 0
  return {
    add(part: Uint8Array): void {
      length += part.length
      if (length > LONGEST_ROW_BYTES) parts = []
      else parts.push(part)
    },
    /** The row, or an empty list if the line is empty. */
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
