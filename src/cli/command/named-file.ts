import { readFileSync } from 'node:fs'
import { ConfigError } from '../../config/config-error.ts'
import { systemReason } from '../../kernel/system-reason.ts'

/** The text of a file that an option or setting names. Throws a ConfigError that names the option. */
export function readNamedFile(option: string, file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    throw new ConfigError([`${option} ${file} can't be read: ${systemReason(error)}`])
  }
}
