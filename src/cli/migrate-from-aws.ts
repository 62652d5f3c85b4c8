import { closeSync, openSync, writeFileSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import type { Command } from 'commander'
import { loadConfig } from '../config/load-config.ts'
import { webAddress, wholeNumber } from '../config/values.ts'
import { openOldPool } from '../gateways/cognito.ts'
import { systemClock } from '../kernel/clock.ts'
import { reportFailure } from './failure.ts'
import { finishMove } from './migrate-from-aws-finish.ts'
import { movePool } from './migrate-from-aws-move.ts'
import { pacing } from './migrate-from-aws-pacing.ts'
import { type MoveReport, reportJson, reportText } from './migrate-from-aws-report.ts'
import { optionValue } from './option-value.ts'
import { addSettingOptions, DATABASE_SETTINGS, flagsOf } from './setting-options.ts'
import { type StorageConfig, withStorage } from './with-storage.ts'

interface Options {
  readonly config?: string
  readonly userPoolId: string
  readonly region?: string
  readonly endpointUrl?: string
  readonly profile?: string
  readonly clientId?: string
  readonly rate: string
  readonly plan?: boolean
  readonly dryRun?: boolean
  readonly resume?: boolean
  readonly finish?: boolean
  readonly report?: string
}

export function addMigrateFromAws(program: Command): void {
  const command = program
    .command('migrate-from-aws')
    .description('move a user pool here from Amazon Cognito; passwords follow as users sign in')
    .requiredOption('--user-pool-id <id>', 'the pool, which keeps its id')
    .option('--region <name>', 'where it is; else what comes before the _ of its id')
    .option('--endpoint-url <url>', 'another address than that of AWS')
    .option('--profile <name>', 'of the shared AWS configuration; else credentials come as usual')
    .option('--client-id <id>', 'through which client passwords are tried at the old pool')
    .option('--rate <number>', 'calls a second at most', '10')
    .option('--plan', 'only tell what would come along and what would not, without reading users')
    .option('--dry-run', 'read everything, store nothing, and report')
    .option('--resume', 'go on after an interruption, or fetch what is new since the move')
    .option('--finish', 'ask the old pool no more: passwords that did not come have to be reset')
    .option('--report <file>', 'write the report as JSON too')
  addSettingOptions(command, DATABASE_SETTINGS).action(async () => {
    try {
      const options = command.opts<Options>()
      const { config } = await loadConfig(flagsOf(command), options.config)
      process.stdout.write(await run(config, options))
    } catch (error) {
      reportFailure(error)
    }
  })
}

async function run(config: StorageConfig, options: Options): Promise<string> {
  if (options.finish) {
    return withStorage(config, 'reading', (storage) => finishMove(storage, options.userPoolId))
  }
  if (options.report !== undefined) closeSync(openSync(options.report, 'a')) // better refused now than after hours
  const report = await move(config, options)
  if (options.report !== undefined) writeFileSync(options.report, reportJson(report))
  return reportText(report)
}

/** A plan and a dry run need no database, and open none. */
async function move(config: StorageConfig, options: Options): Promise<MoveReport> {
  const { userPoolId, profile, plan, dryRun, clientId, resume = false } = options
  const endpoint = options.endpointUrl && optionValue('--endpoint-url', options.endpointUrl, webAddress)
  const region = options.region ?? userPoolId.slice(0, userPoolId.indexOf('_'))
  const rate = optionValue('--rate', options.rate, wholeNumber(1, 1000))
  const paced = pacing(rate, systemClock, (milliseconds) => pause(milliseconds))
  const old = await openOldPool(userPoolId, { region, endpoint, profile }, paced)
  const wanted = { old, region, clientId, resume, clock: systemClock }
  try {
    if (plan) return await movePool({ ...wanted, mode: 'plan' })
    if (dryRun) return await movePool({ ...wanted, mode: 'dry run' })
    return await withStorage(config, 'changing', (storage) => movePool({ ...wanted, mode: 'move', storage }))
  } finally {
    old.close()
  }
}
