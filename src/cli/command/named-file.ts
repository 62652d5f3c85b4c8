import { readFileSync } from 'node:fs'
import { ConfigError } from '../../config/config-error.ts'
import { systemReason } from '../../kernel/system-reason.ts'

/** The text of a file that the user named by an option or setting. Throws a ConfigError that says which. */
export function readNamedFile(option: string, file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    throw new ConfigError([`${option} ${file} can't be read: ${systemReason(error)}`])
  }
}
