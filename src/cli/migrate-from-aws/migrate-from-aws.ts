import { closeSync, openSync, writeFileSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import { type Command, Option } from 'commander'
import { region, userPoolId, webAddress, wholeNumber } from '../../config/values.ts'
import { openOldPool } from '../../gateways/cognito.ts'
import { systemClock } from '../../kernel/clock.ts'
import { commandRun } from '../command/audit-entry.ts'
import { reportFailure } from '../command/failure.ts'
import { optionValue } from '../command/option-value.ts'
import { addSettingOptions, DATABASE_SETTINGS, settingsOf } from '../command/setting-options.ts'
import { type StorageConfig, withStorage } from '../command/with-storage.ts'
import { finishMove, forgetMove, undoFinish } from './finish.ts'
import { tellOfResume } from './interruption.ts'
import { movePool, type WantedMove } from './move.ts'
import { pacing } from './pacing.ts'
import { type MoveReport, reportJson, reportText } from './report.ts'

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

/** Of these one command can do one. */
const MODES: ReadonlyArray<readonly [name: string, about: string]> = [
  ['plan', 'only tell what would come along and what would not, without reading users'],
  ['dry-run', 'read everything, store nothing, and report'],
  ['resume', 'go on after an interruption, or fetch what is new since the move'],
  ['finish', 'ask the old pool no more: passwords that did not come have to be reset'],
  ['undo-finish', 'ask the old pool again, until --forget is said'],
  ['forget', 'after --finish: delete the link to the old pool for good, with the secret of its client'],
]

const COMMAND = 'migrate-from-aws'

type MoveConfig = StorageConfig & { readonly accountId: string }

export function addMigrateFromAws(program: Command): void {
  const command = program
    .command(COMMAND)
    .description('move a user pool here from Amazon Cognito; passwords follow as users sign in')
    .requiredOption('--user-pool-id <id>', 'the pool, which keeps its id')
    .option('--region <name>', 'where it is; else what comes before the _ of its id')
    .option('--endpoint-url <url>', 'another address than that of AWS')
    .option('--profile <name>', 'of the shared AWS configuration; else credentials come as usual')
    .option('--client-id <id>', 'through which client passwords are tried at the old pool')
    .option('--rate <number>', 'calls a second at most', '10')
    .option('--skip-factors', 'do not ask for the second factors of each user, which takes a call a user')
  for (const [name, about] of MODES) {
    const others = MODES.filter(([other]) => other !== name).map(([other]) => camelCase(other))
    command.addOption(new Option(`--${name}`, about).conflicts(others))
  }
  command
    .option('--yes', 'finish or forget without being asked')
    .option('--report <file>', 'write the report as JSON too')
  addSettingOptions(command, DATABASE_SETTINGS).action(async () => {
    try {
      const options = command.opts<Options>()
      optionValue('--user-pool-id', options.userPoolId, userPoolId) // before a host is named after it
      const { config } = await settingsOf(command)
      process.stdout.write(await run(config, options))
    } catch (error) {
      reportFailure(error)
    }
  })
}

const camelCase = (name: string) => name.replace(/-[a-z]/g, (part) => part.slice(1).toUpperCase())

async function run(config: MoveConfig, options: Options): Promise<string> {
  const end = options.finish
    ? finishMove
    : options.undoFinish
      ? undoFinish
      : options.forget
        ? forgetMove
        : undefined
  if (end) {
    const { userPoolId, yes = false } = options
    return withStorage(config, 'reading', (storage) =>
      end({ storage, userPoolId, yes, clock: systemClock, run: commandRun(COMMAND, config) }),
    )
  }
  if (options.report !== undefined) closeSync(openSync(options.report, 'a')) // better refused now than after hours
  const report = await move(config, options)
  if (options.report !== undefined) writeFileSync(options.report, reportJson(report))
  return reportText(report)
}

/** A plan and a dry run need no database, and open none. */
async function move(config: MoveConfig, options: Options): Promise<MoveReport> {
  const { userPoolId, profile, plan, dryRun, clientId, resume = false } = options
  const endpoint = options.endpointUrl && optionValue('--endpoint-url', options.endpointUrl, webAddress)
  const place = options.region ?? userPoolId.slice(0, userPoolId.indexOf('_'))
  const rate = optionValue('--rate', options.rate, wholeNumber(1, 1000))
  const paced = pacing(rate, systemClock, (milliseconds) => pause(milliseconds))
  const old = await openOldPool(
    userPoolId,
    { region: optionValue('--region', place, region), endpoint, profile },
    paced,
  )
  const wanted = {
    old,
    region: place,
    isEndpointNamed: endpoint !== undefined,
    withFactors: !options.skipFactors,
    clientId,
    resume,
    clock: systemClock,
    run: commandRun(COMMAND, config),
  }
  try {
    if (plan) return await movePool({ ...wanted, mode: 'plan' })
    if (dryRun) return await movePool({ ...wanted, mode: 'dry run' })
    return await moveForGood(config, wanted)
  } finally {
    old.close()
  }
}

async function moveForGood(config: StorageConfig, wanted: Omit<WantedMove, 'mode'>): Promise<MoveReport> {
  let isBegun = wanted.resume
  const ignoreSignals = tellOfResume(() => isBegun)
  const begun = () => {
    isBegun = true
    process.stderr.write('Moving. It may be interrupted at any time: --resume goes on.\n')
  }
  try {
    return await withStorage(config, 'changing', (storage) =>
      movePool({ ...wanted, mode: 'move', storage, begun }),
    )
  } finally {
    ignoreSignals()
  }
}
