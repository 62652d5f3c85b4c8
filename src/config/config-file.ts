import { readFileSync } from 'node:fs'
import { ConfigError } from './config-error.ts'

/** The members of a YAML or JSON file, all scalars still text. Throws a ConfigError. */
export async function readConfigFile(file: string): Promise<Readonly<Record<string, unknown>>> {
  const { parse } = await import('yaml') // only loaded by those who have a file
  try {
    // The failsafe schema keeps every scalar a string: an account id with a leading zero stays what it is.
    const members: unknown = parse(readFileSync(file, 'utf8'), { schema: 'failsafe' })
    if (members === null || members === '') return {}
    if (typeof members === 'object' && !Array.isArray(members)) return members as Record<string, unknown>
  } catch (error) {
    throw new ConfigError([
      `the configuration file ${file} can't be read: ${(error as Error).message.trim()}`,
    ])
  }
  throw new ConfigError([`the configuration file ${file} must hold settings by name`])
}
