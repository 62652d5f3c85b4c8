import { appendFile } from 'node:fs/promises'
import type { LogBatch } from '../../domain/log-delivery/log-gateway.ts'

/**
 * Returns what appends each entry of a batch to a file, as a line. Batches for the same file take turns, since a long text
 * is written in several pieces. Only our account may read the files: entries contain addresses of users.
 */
export function fileAppender(): (file: string, batch: LogBatch) => Promise<void> {
  const lastOf = new Map<string, Promise<void>>()
  return (file, { entries }) => {
    const append = () => appendFile(file, linesOf(entries), { mode: 0o600 })
    const appended = (lastOf.get(file) ?? Promise.resolve()).then(append, append)
    lastOf.set(file, appended)
    return appended
  }
}

/** JSON texts contain no line feeds. */
export function linesOf(entries: LogBatch['entries']): string {
  return entries.map(({ text }) => `${text}\n`).join('')
}
