import type { Command } from 'commander'
import { ConfigError } from '../../config/config-error.ts'
import { POPULATE_PASSWORD_VARIABLE } from '../../config/unknown-variables.ts'
import type { Storage } from '../../domain/stores.ts'
import { type CommandRun, commandRun } from '../command/audit-entry.ts'
import { reportFailure } from '../command/failure.ts'
import { addSettingOptions, DATABASE_SETTINGS, settingsOf } from '../command/setting-options.ts'
import { withStorage } from '../command/with-storage.ts'
import { populateUsers } from './populate-users.ts'

interface PopulateOptions {
  readonly config?: string
  readonly userPoolId: string
  readonly users: string
  readonly signIns?: string
}

export function addPopulate(program: Command): void {
  const command = program
    .command('populate')
    .description(
      'fill a user pool with generated users (user-0000000, user-0000001 …), to try or measure a large pool',
    )
    .requiredOption('--user-pool-id <id>', 'the user pool')
    .requiredOption('--users <number>', 'how many')
    .option(
      '--sign-ins <number>',
      `how many of them, spread evenly, can sign in with the password in ${POPULATE_PASSWORD_VARIABLE}; ` +
        '1000 by default if that is set',
    )
  addSettingOptions(command, DATABASE_SETTINGS).action(async () => {
    try {
      const options = command.opts<PopulateOptions>()
      const { config } = await settingsOf(command)
      const password = process.env[POPULATE_PASSWORD_VARIABLE]
      if (options.signIns !== undefined && !password) {
        throw new ConfigError([
          `--sign-ins needs their password in the variable ${POPULATE_PASSWORD_VARIABLE}`,
        ])
      }
      const added = await withStorage(config, 'changing', (storage) =>
        populate(storage, options, password, commandRun('populate', config)),
      )
      process.stdout.write(`Added ${added} users\n`)
    } catch (error) {
      reportFailure(error)
    }
  })
}

async function populate(
  storage: Storage,
  options: PopulateOptions,
  password: string | undefined,
  run: CommandRun,
): Promise<number> {
  const pool = await storage.stores.userPools.find(options.userPoolId)
  if (!pool) throw new ConfigError([`there is no user pool ${options.userPoolId} in this database`])
  const users = countOf('--users', options.users)
  const signIns = countOf('--sign-ins', options.signIns ?? '1000')
  const population = { users, signIns, password }
  return populateUsers(storage, pool, population, run)
}

const MOST_USERS = 10_000_000

function countOf(option: string, text: string): number {
  const count = Number(text)
  if (Number.isInteger(count) && count >= 1 && count <= MOST_USERS) return count
  throw new ConfigError([`${option} takes a whole number from 1 to ${MOST_USERS}`])
}
