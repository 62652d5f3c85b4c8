import type { Command } from 'commander'
import { ConfigError } from '../../config/config-error.ts'
import type { Stores } from '../../domain/stores.ts'
import { exportPool } from '../../domain/transfer/export-pool.ts'
import { EXPORT_FORMAT, EXPORT_VERSION, type ExportRecord } from '../../domain/transfer/export-record.ts'
import type { UserPool } from '../../domain/user-pools/user-pool.ts'
import { systemEntropy } from '../../kernel/entropy.ts'
import { reportFailure } from '../command/failure.ts'
import { addSettingOptions, DATABASE_SETTINGS, settingsOf } from '../command/setting-options.ts'
import { withStorage } from '../command/with-storage.ts'
import { encrypted } from './encryption.ts'
import { readPassphrase } from './passphrase.ts'
import { jsonLines, write, writeNewFile } from './write-file.ts'

interface Options {
  readonly config?: string
  readonly userPoolId?: string
  readonly all?: boolean
  readonly output?: string
  readonly passphraseFile?: string
}

export function addExport(program: Command): void {
  const command = program
    .command('export')
    .description('export user pools and everything in them as JSON lines (docs/export-format.md)')
    .option('--user-pool-id <id>', 'one user pool')
    .option('--all', 'every user pool in every region')
    .option('--output <file>', 'new file to write (default: standard output)')
    .option('--passphrase-file <file>', 'encrypt with the passphrase on the first line of this file')
  addSettingOptions(command, DATABASE_SETTINGS).action(async () => {
    try {
      const options = command.opts<Options>()
      if ((options.userPoolId === undefined) === (options.all !== true)) throw whichPools()
      const passphrase = readPassphrase(options.passphraseFile)
      const { config } = await settingsOf(command)
      if (passphrase === undefined) process.stderr.write(WARNING)
      await withStorage(config, 'reading', ({ stores }) => runExport(stores, options, passphrase))
    } catch (error) {
      reportFailure(error)
    }
  })
}

async function runExport(stores: Stores, options: Options, passphrase: string | undefined): Promise<void> {
  const pools = await poolsOf(stores, options)
  const lines = jsonLines(exportRecords(stores, pools))
  const content = passphrase === undefined ? lines : encrypted(lines, passphrase, systemEntropy)
  if (options.output === undefined) return write(process.stdout, content)
  await writeNewFile(options.output, content)
  process.stdout.write(
    `Exported ${pools.length === 1 ? '1 user pool' : `${pools.length} user pools`} to ${options.output}\n`,
  )
}

async function poolsOf(stores: Stores, { userPoolId, all }: Options): Promise<UserPool[]> {
  const ids = all ? await stores.moves.userPoolIds() : [userPoolId ?? '']
  const pools = await Promise.all(ids.map((id) => stores.userPools.find(id)))
  if (!all && !pools[0]) throw new ConfigError([`there is no user pool ${userPoolId} in this database`])
  return pools.filter((pool) => pool !== undefined)
}

/** A whole export. It contains no time, so that two exports of the same state are equal byte for byte. */
async function* exportRecords(stores: Stores, pools: readonly UserPool[]): AsyncGenerator<ExportRecord> {
  yield { type: 'header', format: EXPORT_FORMAT, version: EXPORT_VERSION }
  let records = 0
  for (const pool of pools) {
    for await (const record of exportPool(stores, pool)) {
      yield record
      records++
    }
  }
  yield { type: 'end', records }
}

const WARNING =
  'Warning: the export holds secrets in the clear: password verifiers, client secrets and signing keys. ' +
  'Anyone who has the file can sign tokens. Keep it private, or add --passphrase-file.\n'

const whichPools = () => new ConfigError(['name the user pools: --user-pool-id <id>, or --all'])
