import { appendFile } from 'node:fs/promises'
import type { LogBatch } from '../../domain/log-delivery/log-gateway.ts'

/** Appends each entry as a line. Nobody else may read the file: entries contain addresses of users. */
export async function appendToFile(file: string, { entries }: LogBatch): Promise<void> {
  await appendFile(file, linesOf(entries), { mode: 0o600 })
}

/** JSON texts contain no line feeds. */
export function linesOf(entries: LogBatch['entries']): string {
  return entries.map(({ text }) => `${text}\n`).join('')
}
