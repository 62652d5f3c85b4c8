import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

/** Returns the range of a prefix as text. Rejects if it can't be read. */
export type RangeSource = (prefix: string) => Promise<string>

/** A folder with a file for each prefix, `5BAA6.txt` or `5BAA6`, as the downloader of Pwned Passwords writes them. */
export function rangeFolder(folder: string): RangeSource {
  return async (prefix) => {
    try {
      return await readFile(join(folder, `${prefix}.txt`), 'utf8')
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
      return readFile(join(folder, prefix), 'utf8')
    }
  }
}

/** Ranges have about 40 kB; with padding, somewhat more. */
const MOST_BYTES = 1024 * 1024

/**
 * An address to which the prefix is appended. It learns five digits of the password's SHA-1, which hundreds of passwords
 * share, and padding hides the size of the range.
 */
export function rangeAddress(address: string, patience: number): RangeSource {
  return async (prefix) => {
    const answer = await fetch(`${address.replace(/\/$/, '')}/${prefix}`, {
      headers: { 'add-padding': 'true', 'user-agent': 'poolhouse' },
      redirect: 'error',
      signal: AbortSignal.timeout(patience),
    })
    if (!answer.ok || !answer.body) throw new Error(`the range address answered ${answer.status}`)
    const chunks: Uint8Array[] = []
    let length = 0
    for await (const chunk of answer.body) {
      length += chunk.length
      if (length > MOST_BYTES) throw new Error('the range address answered too much')
      chunks.push(chunk)
    }
    return Buffer.concat(chunks).toString('utf8')
  }
}
