import { ConfigError } from '../config/config-error.ts'
import { type DatabaseConfig, databaseAddress } from './database-address.ts'

/** The file of the embedded database. Throws a ConfigError with the advice where another database is configured. */
export function embeddedDatabase(config: DatabaseConfig, advice: string): string {
  const address = databaseAddress(config)
  if ('file' in address) return address.file
  throw new ConfigError([`the database is PostgreSQL: ${advice}, and keep the root encryption key beside it`])
}
