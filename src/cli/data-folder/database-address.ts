import { join } from 'node:path'
import type { Config } from '../../config/settings.ts'
import type { DatabaseAddress } from '../../storage/driver/open-database.ts'
import { makeDataFolder } from './private-files.ts'

export type DatabaseConfig = Pick<Config, 'dataDir' | 'databaseUrl'>

/** The configured database, or else the embedded one of the data folder. */
export function databaseAddress({ dataDir, databaseUrl }: DatabaseConfig): DatabaseAddress {
  return databaseUrl === undefined ? { file: join(dataDir, 'poolhouse.sqlite') } : { url: databaseUrl }
}

/** Like {@link databaseAddress}, and creates the folder of an embedded database. */
export function makeRoomForDatabase(config: DatabaseConfig): DatabaseAddress {
  if (config.databaseUrl === undefined) makeDataFolder(config.dataDir)
  return databaseAddress(config)
}
