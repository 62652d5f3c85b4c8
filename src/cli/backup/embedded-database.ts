import { ConfigError } from '../../config/config-error.ts'
import { type DatabaseConfig, databaseAddress } from '../data-folder/database-address.ts'
import { KEEP_THE_ROOT_KEY } from '../data-folder/root-key-fault.ts'

/** The file of the embedded database. Throws a ConfigError with the advice if another database is configured. */
export function embeddedDatabase(config: DatabaseConfig, advice: string): string {
  const address = databaseAddress(config)
  if ('file' in address) return address.file
  throw new ConfigError([`the database is PostgreSQL: ${advice}. ${KEEP_THE_ROOT_KEY}`])
}
