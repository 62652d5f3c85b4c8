import type { Command } from 'commander'
import { ConfigError } from '../../config/config-error.ts'
import { loadConfig } from '../../config/load-config.ts'
import type { Storage } from '../../domain/stores.ts'
import { type CommandRun, commandRun } from '../command/audit-entry.ts'
import { reportFailure } from '../command/failure.ts'
import { addSettingOptions, DATABASE_SETTINGS, flagsOf } from '../command/setting-options.ts'
import { withStorage } from '../command/with-storage.ts'
import { populateUsers } from './populate-users.ts'

/** Not a flag: every user of a machine sees the arguments of a process. */
const PASSWORD_VARIABLE = 'POOLHOUSE_POPULATE_PASSWORD'

interface PopulateOptions {
  readonly config?: string
  readonly userPoolId: string
  readonly users: string
  readonly signIns: string
}

export function addPopulate(program: Command): void {
  const command = program
    .command('populate')
    .description(
      'fill a user pool with made-up users (user-0000000, user-0000001 …), to try or measure a large one',
    )
    .requiredOption('--user-pool-id <id>', 'the user pool')
    .requiredOption('--users <number>', 'how many')
    .option(
      '--sign-ins <number>',
      `how many of them, spread evenly, can sign in with the password in ${PASSWORD_VARIABLE}`,
      '1000',
    )
  addSettingOptions(command, DATABASE_SETTINGS).action(async () => {
    try {
      const options = command.opts<PopulateOptions>()
      const { config } = await loadConfig(flagsOf(command), options.config)
      const added = await withStorage(config, 'changing', (storage) =>
        populate(storage, options, commandRun('populate', config)),
      )
      process.stdout.write(`Added ${added} users\n`)
    } catch (error) {
      reportFailure(error)
    }
  })
}

async function populate(storage: Storage, options: PopulateOptions, run: CommandRun): Promise<number> {
  const pool = await storage.stores.userPools.find(options.userPoolId)
  if (!pool) throw new ConfigError([`there is no user pool ${options.userPoolId} in this database`])
  const users = countOf('--users', options.users)
  const signIns = countOf('--sign-ins', options.signIns)
  const population = { users, signIns, password: process.env[PASSWORD_VARIABLE] }
  return populateUsers(storage, pool, population, run)
}

const MOST_USERS = 10_000_000

function countOf(option: string, text: string): number {
  const count = Number(text)
  if (Number.isInteger(count) && count >= 1 && count <= MOST_USERS) return count
  throw new ConfigError([`${option} takes a whole number from 1 to ${MOST_USERS}`])
}
