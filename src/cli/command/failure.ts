import { ConfigError } from '../../config/config-error.ts'
import { systemReason } from '../../kernel/system-reason.ts'
import { ConnectionRefused } from '../../storage/driver/database-errors.ts'

/** Prints on stderr why a command failed, and makes the process exit with code 1. */
export function reportFailure(error: unknown): void {
  for (const sentence of sentencesOf(error)) process.stderr.write(`poolhouse: ${sentence}\n`)
  process.exitCode = 1
}

function sentencesOf(error: unknown): readonly string[] {
  if (error instanceof ConfigError) return error.problems
  if (!(error instanceof Error)) return [String(error)]
  if (error instanceof ConnectionRefused) return [`database-url: ${error.message}`]
  const { code, address, port } = error as NodeJS.ErrnoException & { address?: string; port?: number }
  if (code === 'EADDRINUSE') return [`port ${port} of ${address} is taken; choose another one with --port`]
  if (code === 'EADDRNOTAVAIL') return [`${address} is not an address of this machine`]
  const { path } = error as NodeJS.ErrnoException
  return [path === undefined ? error.message : `${path}: ${systemReason(error)}`]
}
