import type { Command } from 'commander'
import type { Storage } from '../../domain/stores.ts'
import {
  assertAbsent,
  importRecords,
  mayStartBatch,
  type OnClash,
} from '../../domain/transfer/import-records.ts'
import type { MovedRecord } from '../../domain/transfer/records/record-kinds.ts'
import { systemClock } from '../../kernel/clock.ts'
import { auditEntry, type CommandEvent, type CommandRun, commandRun } from '../command/audit-entry.ts'
import { reportFailure } from '../command/failure.ts'
import { addSettingOptions, DATABASE_SETTINGS, settingsOf } from '../command/setting-options.ts'
import { effectWarnings } from '../command/settings-without-effect.ts'
import { withStorage } from '../command/with-storage.ts'
import { oneKey } from './encryption.ts'
import { readPassphrase } from './passphrase.ts'
import { type CheckedExport, checkExport, type ExportSource, recordsOf } from './read-file.ts'

interface Options {
  readonly config?: string
  readonly skipExisting?: boolean
  readonly passphraseFile?: string
}

/** About this many lines per transaction: few commits, yet a server on the same database hardly waits. */
const BATCH = 500

export function addImport(program: Command): void {
  const command = program
    .command('import')
    .description('import the output of `poolhouse export`; run the same command again after an interruption')
    .argument('<file>', 'an export, encrypted or not')
    .option('--skip-existing', 'keep what exists already as it is, and import the rest')
    .option('--passphrase-file <file>', 'decrypt with the passphrase on the first line of this file')
  addSettingOptions(command, DATABASE_SETTINGS).action(async () => {
    try {
      const [file = ''] = command.args
      const options = command.opts<Options>()
      const source = { file, passphrase: readPassphrase(options.passphraseFile), keyOf: oneKey() }
      const { config } = await settingsOf(command)
      const checked = await checkExport(source) // before a database is created
      const onClash = options.skipExisting ? 'skip' : 'refuse'
      const report = await withStorage(config, 'changing', (storage) =>
        runImport(storage, { ...source, ...checked }, onClash, commandRun('import', config)),
      )
      process.stdout.write(report.outcome)
      for (const warning of report.warnings) process.stderr.write(`poolhouse: ${warning}\n`)
    } catch (error) {
      reportFailure(error)
    }
  })
}

/** Continues where an earlier run with the same text ended. */
async function runImport(
  storage: Storage,
  source: ExportSource & CheckedExport,
  onClash: OnClash,
  run: CommandRun,
): Promise<{ readonly outcome: string; readonly warnings: readonly string[] }> {
  const { moves } = storage.stores
  const moveId = `import ${source.digest}`
  const earlier = await moves.position(moveId)
  if (earlier === undefined && onClash === 'refuse') await assertAllAbsent(storage, source)
  let position = Number(earlier ?? 0)
  let [made, kept] = [0, 0]
  const userPoolIds: string[] = []
  for await (const batch of batchesOf(recordsOf(source, position))) {
    position += batch.length
    const tally = await storage.transaction(async (stores) => {
      await stores.moves.setPosition(moveId, `${position}`, systemClock())
      const outcome = await importRecords(stores, batch, onClash)
      for (const event of batch.flatMap(importEvent)) await stores.auditEvents.append(auditEntry(run, event))
      return outcome
    })
    made += tally.made
    kept += tally.kept
    userPoolIds.push(...batch.flatMap((record) => (record.type === 'user-pool' ? record.id : [])))
  }
  await moves.forget(moveId)
  const before = earlier === undefined ? '' : `, after ${earlier} of an earlier run`
  return {
    outcome: `Imported ${made} of ${source.records} records; ${kept} were there already${before}\n`,
    warnings: await effectWarnings(storage.stores, userPoolIds),
  }
}

/** Deviation: the service has no call that does the same, so the name is ours. */
function importEvent(record: MovedRecord): CommandEvent[] {
  if (record.type !== 'user-pool') return []
  const { id: userPoolId, region } = record
  const requestParameters = { userPoolId }
  const eventSource = 'cognito-idp.amazonaws.com'
  return [{ eventSource, eventName: 'ImportUserPool', region, userPoolId, requestParameters }]
}

async function assertAllAbsent({ stores }: Storage, source: ExportSource): Promise<void> {
  for await (const record of recordsOf(source, 0)) await assertAbsent(stores, record)
}

async function* batchesOf(records: AsyncIterable<MovedRecord>): AsyncGenerator<MovedRecord[]> {
  let batch: MovedRecord[] = []
  for await (const record of records) {
    if (batch.length >= BATCH && mayStartBatch(record)) {
      yield batch
      batch = []
    }
    batch.push(record)
  }
  if (batch.length > 0) yield batch
}
