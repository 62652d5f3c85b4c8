import { randomUUID } from 'node:crypto'
import { createWriteStream, existsSync, linkSync, rmSync } from 'node:fs'
import { Readable, type Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { ConfigError } from '../../config/config-error.ts'

const FILE_MODE = 0o600
const FLUSH_AT = 64 * 1024

/** Collects lines of JSON in buffers large enough to be worth a write. */
export async function* jsonLines(records: AsyncIterable<unknown>): AsyncGenerator<Buffer> {
  let text = ''
  for await (const record of records) {
    text += `${JSON.stringify(record)}\n`
    if (text.length < FLUSH_AT) continue
    yield Buffer.from(text)
    text = ''
  }
  if (text !== '') yield Buffer.from(text)
}

/** Writes a new file that only its owner may read, completely or not at all. */
export async function writeNewFile(file: string, content: AsyncIterable<Buffer>): Promise<void> {
  if (existsSync(file)) throw isThere(file)
  const temporary = `${file}.${randomUUID()}`
  try {
    await write(createWriteStream(temporary, { flags: 'wx', mode: FILE_MODE, flush: true }), content)
    linkSync(temporary, file) // fails where a rename would overwrite
  } catch (error) {
    throw (error as NodeJS.ErrnoException).code === 'EEXIST' ? isThere(file) : error
  } finally {
    rmSync(temporary, { force: true })
  }
}

export async function write(to: Writable, content: AsyncIterable<Buffer>): Promise<void> {
  await pipeline(Readable.from(content), to, { end: to !== process.stdout })
}

const isThere = (file: string) => new ConfigError([`${file} exists already; name a new file`])
