import type { Command } from 'commander'
import { systemClock } from '../kernel/clock.ts'
import { migrate } from '../storage/driver/migrate.ts'
import { openDatabase } from '../storage/driver/open-database.ts'
import { reportFailure } from './command/failure.ts'
import { addSettingOptions, settingsOf } from './command/setting-options.ts'
import { DATABASE_PLACE, type DatabaseConfig, makeRoomForDatabase } from './data-folder/database-address.ts'

export function addMigrate(program: Command): void {
  const command = program
    .command('migrate')
    .description('update the tables of the database to this version, as serve does when it starts')
  addSettingOptions(command, DATABASE_PLACE).action(async () => {
    try {
      const { config } = await settingsOf(command)
      process.stdout.write(described(await migrateDatabase(config)))
    } catch (error) {
      reportFailure(error)
    }
  })
}

/** The names of the migrations applied. */
async function migrateDatabase(config: DatabaseConfig): Promise<readonly string[]> {
  const database = await openDatabase(makeRoomForDatabase(config))
  try {
    return await migrate(database, systemClock())
  } finally {
    await database.close()
  }
}

function described(applied: readonly string[]): string {
  if (applied.length === 0) return 'The database is up to date.\n'
  return applied.map((name) => `Applied ${name}\n`).join('')
}
