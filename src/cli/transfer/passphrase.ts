import { readFileSync } from 'node:fs'
import { ConfigError } from '../../config/config-error.ts'

const SHORTEST = 12

/** The first line of the file. A file and no option, as every user of a machine sees the arguments of a process. */
export function readPassphrase(file: string | undefined): string | undefined {
  if (file === undefined) return undefined
  const [passphrase = ''] = textOf(file).split(/\r?\n/)
  if (passphrase.length >= SHORTEST) return passphrase
  throw new ConfigError([`the passphrase in ${file} should have ${SHORTEST} characters or more`])
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    throw new ConfigError([`${file} can't be read: ${(error as Error).message}`])
  }
}
