import { createHash } from 'node:crypto'
import { closeSync, createReadStream, openSync, readSync } from 'node:fs'
import { ConfigError } from '../../config/config-error.ts'
import type { ExportRecord } from '../../domain/transfer/export-record.ts'
import { assertReadable, ExportFileError, readRecord } from '../../domain/transfer/read-record.ts'
import type { MovedRecord } from '../../domain/transfer/records/record-kinds.ts'
import { systemReason } from '../../kernel/system-reason.ts'
import { decrypted, isEncrypted, type KeyOf } from './encryption.ts'

/** Longer than any line that Poolhouse writes. A file without line ends must not fill the memory. */
const LONGEST_LINE = 16 * 1024 * 1024

/** An export in a file. It can be read several times. */
export interface ExportSource {
  readonly file: string
  readonly passphrase: string | undefined
  readonly keyOf: KeyOf
}

export interface CheckedExport {
  /** SHA-256 of the text, the same for an encrypted and a plain file. */
  readonly digest: string
  readonly records: number
}

/**
 * Reads the whole file once, so that nothing of a damaged one is imported.
 * @throws ExportFileError, NotDecrypted
 */
export async function checkExport(source: ExportSource): Promise<CheckedExport> {
  const hash = createHash('sha256')
  let [first, last, lines]: [ExportRecord | undefined, ExportRecord | undefined, number] = [
    undefined,
    undefined,
    0,
  ]
  for await (const line of linesOf(source)) {
    if (last?.type === 'end') throw new ExportFileError(`line ${lines + 1} follows after the end`)
    hash.update(line).update('\n')
    last = readRecord(line, ++lines)
    if (lines === 1) {
      first = last
      assertReadable(first)
    } else if (last.type === 'header') throw new ExportFileError(`line ${lines} is a second header`)
  }
  assertReadable(first)
  const records = lines - 2
  if (last?.type !== 'end' || last.records !== records) {
    throw new ExportFileError('the file is only part of an export: its last lines are missing')
  }
  return { digest: hash.digest('hex'), records }
}

/** The records between header and end, except the first `skipped`. */
export async function* recordsOf(source: ExportSource, skipped: number): AsyncGenerator<MovedRecord> {
  let line = 0
  for await (const text of linesOf(source)) {
    line++
    if (line < skipped + 2) continue
    const record = readRecord(text, line)
    if (record.type !== 'header' && record.type !== 'end') yield record
  }
}

async function* linesOf({ file, passphrase, keyOf }: ExportSource): AsyncGenerator<string> {
  const passphraseOfFile = startsEncrypted(file) ? (passphrase ?? needed(file)) : undefined
  const bytes = createReadStream(file) as AsyncIterable<Buffer>
  const text = passphraseOfFile === undefined ? bytes : decrypted(bytes, passphraseOfFile, keyOf)
  let held: Buffer[] = []
  let length = 0
  for await (const part of text) {
    let from = 0
    for (let end = part.indexOf(LINE_END); end !== -1; end = part.indexOf(LINE_END, from)) {
      yield Buffer.concat([...held, part.subarray(from, end)]).toString('utf8')
      held = []
      length = 0
      from = end + 1
    }
    held.push(part.subarray(from))
    length += part.length - from
    if (length > LONGEST_LINE) throw new ExportFileError('a line is longer than 16 MiB')
  }
  if (length > 0) yield Buffer.concat(held).toString('utf8')
}

const LINE_END = 0x0a

function startsEncrypted(file: string): boolean {
  const descriptor = openFile(file)
  try {
    const start = Buffer.alloc(64)
    return isEncrypted(start.subarray(0, readSync(descriptor, start)))
  } finally {
    closeSync(descriptor)
  }
}

function openFile(file: string): number {
  try {
    return openSync(file, 'r')
  } catch (error) {
    throw new ConfigError([`${file} can't be read: ${systemReason(error)}`])
  }
}

function needed(file: string): never {
  throw new ConfigError([`${file} is encrypted: name the passphrase with --passphrase-file`])
}
