import { join } from 'node:path'
import type { Config, SettingName } from '../../config/settings.ts'
import type { DatabaseAddress } from '../../storage/driver/open-database.ts'
import { makeDataFolder } from './private-files.ts'

/** The settings of commands that open the database. */
export const DATABASE_PLACE = [
  'dataDir',
  'databaseUrl',
  'databaseDirectUrl',
  'databasePrimaryUrl',
  'databasePoolSize',
  'databaseStatementTimeout',
] as const satisfies readonly SettingName[]

export type DatabaseConfig = Pick<Config, (typeof DATABASE_PLACE)[number]>

/** The configured database, or else the embedded one of the data folder. */
export function databaseAddress(config: DatabaseConfig): DatabaseAddress {
  if (config.databaseUrl === undefined) return { file: join(config.dataDir, 'poolhouse.sqlite') }
  return {
    url: config.databaseUrl,
    directUrl: config.databaseDirectUrl,
    primaryUrl: config.databasePrimaryUrl,
    poolSize: config.databasePoolSize,
    statementTimeout: config.databaseStatementTimeout,
  }
}

/** Like {@link databaseAddress}, and creates the folder of an embedded database. */
export function makeRoomForDatabase(config: DatabaseConfig): DatabaseAddress {
  if (config.databaseUrl === undefined) makeDataFolder(config.dataDir)
  return databaseAddress(config)
}
