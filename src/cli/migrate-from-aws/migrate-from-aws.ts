import { closeSync, openSync, writeFileSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import { type Command, Option } from 'commander'
import { ConfigError } from '../../config/config-error.ts'
import type { Config } from '../../config/settings.ts'
import { region, userPoolId, webAddress, wholeNumber } from '../../config/values.ts'
import { regionOfPool } from '../../domain/user-pools/user-pool.ts'
import { type DescribedFormerPool, openFormerPool } from '../../gateways/cognito.ts'
import { federation } from '../../gateways/federation/federation.ts'
import { systemClock } from '../../kernel/clock.ts'
import { newRsaKeyPair } from '../../kernel/cryptography/rsa-key-pair.ts'
import { systemEntropy } from '../../kernel/entropy.ts'
import { commandRun } from '../command/audit-entry.ts'
import { reportFailure } from '../command/failure.ts'
import { federationSettings } from '../command/federation-settings.ts'
import { optionValue } from '../command/option-value.ts'
import { addSettingOptions, DATABASE_SETTINGS, settingsOf } from '../command/setting-options.ts'
import { type StorageConfig, withStorage } from '../command/with-storage.ts'
import { onFinish, onForget, onUndoFinish } from './finish.ts'
import { explainInterruption } from './interruption.ts'
import { movePool, type WantedMove } from './move.ts'
import { pacing } from './pacing.ts'
import { explainedRefusal } from './refusals.ts'
import { type MoveReport, reportJson, reportText } from './report.ts'
import { explainedReading, FormerPoolUnreadable } from './unreadable.ts'

interface Options {
  readonly config?: string
  readonly userPoolId: string
  readonly region?: string
  readonly endpointUrl?: string
  readonly profile?: string
  readonly clientId?: string
  readonly rate: string
  readonly skipFactors?: boolean
  readonly plan?: boolean
  readonly dryRun?: boolean
  readonly resume?: boolean
  readonly finish?: boolean
  readonly undoFinish?: boolean
  readonly forget?: boolean
  readonly yes?: boolean
  readonly report?: string
}

/** A command can have one of these. */
const MODES: ReadonlyArray<readonly [name: string, about: string]> = [
  ['plan', 'only report what would be moved and what would not, without reading users'],
  ['dry-run', 'read everything, store nothing, and report'],
  ['resume', 'continue after an interruption, or fetch what is new since the move'],
  ['finish', 'stop asking the former pool: users whose password has not come yet must reset it'],
  ['undo-finish', 'ask the former pool again; possible until --forget'],
  ['forget', 'after --finish: delete the link to the former pool for good, with the secret of its client'],
]

const COMMAND = 'migrate-from-aws'

type MoveConfig = StorageConfig & Pick<Config, 'accountId' | 'federationPrivateAddresses'>

export function addMigrateFromAws(program: Command): void {
  const command = program
    .command(COMMAND)
    .description('move a user pool here from Amazon Cognito; passwords follow as users sign in')
    .requiredOption('--user-pool-id <id>', 'the pool to move; it keeps its id')
    .option('--region <name>', 'region of the pool (default: the part of its id before the _)')
    .option('--endpoint-url <url>', 'address of the service (default: that of AWS)')
    .option('--profile <name>', 'profile of the shared AWS configuration to take credentials from')
    .option('--client-id <id>', 'client of the former pool through which passwords are tried')
    .option('--rate <number>', 'calls per second at most', '10')
    .option('--skip-factors', 'do not read the second factors of users, which takes one call for each user')
  for (const [name, about] of MODES) {
    const others = MODES.filter(([other]) => other !== name).map(([other]) => camelCase(other))
    command.addOption(new Option(`--${name}`, about).conflicts(others))
  }
  command
    .option('--yes', 'finish or forget without asking')
    .option('--report <file>', 'write the report as JSON too')
  addSettingOptions(command, [...DATABASE_SETTINGS, 'federationPrivateAddresses']).action(async () => {
    try {
      const options = command.opts<Options>()
      optionValue('--user-pool-id', options.userPoolId, userPoolId) // before a host is named after it
      const { config } = await settingsOf(command)
      process.stdout.write(await run(config, options))
    } catch (error) {
      reportFailure(explainedRefusal(error))
    }
  })
}

const camelCase = (name: string) => name.replace(/-[a-z]/g, (part) => part.slice(1).toUpperCase())

async function run(config: MoveConfig, options: Options): Promise<string> {
  const end = options.finish
    ? onFinish
    : options.undoFinish
      ? onUndoFinish
      : options.forget
        ? onForget
        : undefined
  if (end) {
    const { userPoolId, yes = false } = options
    return withStorage(config, 'reading', (storage) =>
      end({ storage, userPoolId, yes, clock: systemClock, run: commandRun(COMMAND, config) }),
    )
  }
  if (options.report !== undefined) closeSync(openSync(options.report, 'a')) // fail now rather than after hours
  const report = await move(config, options)
  if (options.report !== undefined) writeFileSync(options.report, reportJson(report))
  return reportText(report)
}

/** A plan and a dry run need no database, and open none. */
async function move(config: MoveConfig, options: Options): Promise<MoveReport> {
  const { userPoolId, profile, plan, dryRun, clientId, resume = false } = options
  const endpoint = options.endpointUrl && optionValue('--endpoint-url', options.endpointUrl, webAddress)
  const place = options.region ?? regionOfPool(userPoolId)
  const rate = optionValue('--rate', options.rate, wholeNumber(1, 1000))
  const paced = pacing(rate, systemClock, (milliseconds) => pause(milliseconds))
  const former: DescribedFormerPool = await openFormerPool(
    userPoolId,
    { region: optionValue('--region', place, region), endpoint, profile },
    explainedReading(paced, () => ({ region: place, endpoint: former.endpoint(), profile })),
  )
  const wanted = {
    former,
    region: place,
    isEndpointNamed: endpoint !== undefined,
    withFactors: !options.skipFactors,
    clientId,
    resume,
    clock: systemClock,
    run: commandRun(COMMAND, config),
    sources: {
      entropy: systemEntropy,
      newKeyPair: newRsaKeyPair,
      now: systemClock(),
      federation: federation(federationSettings(config), systemClock),
    },
  }
  try {
    if (plan) return await movePool({ ...wanted, mode: 'plan' })
    if (dryRun) return await movePool({ ...wanted, mode: 'dry run' })
    return await moveForGood(config, wanted)
  } finally {
    former.close()
  }
}

async function moveForGood(config: StorageConfig, wanted: Omit<WantedMove, 'mode'>): Promise<MoveReport> {
  let isBegun = wanted.resume
  const ignoreSignals = explainInterruption(() => isBegun)
  const begun = () => {
    isBegun = true
    process.stderr.write('Moving. You can interrupt this at any time and continue with --resume.\n')
  }
  try {
    return await withStorage(config, 'changing', (storage) =>
      movePool({ ...wanted, mode: 'move', storage, begun }),
    )
  } catch (error) {
    if (!isBegun || !(error instanceof FormerPoolUnreadable)) throw error
    throw new ConfigError([
      error.message,
      'what was moved is kept; run the same command with --resume to continue',
    ])
  } finally {
    ignoreSignals()
  }
}
