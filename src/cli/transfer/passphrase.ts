import { ConfigError } from '../../config/config-error.ts'
import { readNamedFile } from '../command/named-file.ts'

const SHORTEST = 12

/** The first line of the file. An option could not hold it: all users of a machine see the arguments of a process. */
export function readPassphrase(file: string | undefined): string | undefined {
  if (file === undefined) return undefined
  const [passphrase = ''] = readNamedFile('--passphrase-file', file).split(/\r?\n/)
  if (passphrase.length >= SHORTEST) return passphrase
  throw new ConfigError([`the passphrase in ${file} should have ${SHORTEST} characters or more`])
}
