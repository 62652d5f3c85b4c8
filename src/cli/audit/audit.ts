import { setTimeout as pause } from 'node:timers/promises'
import type { Command } from 'commander'
import { duration, WrongValue, wholeNumber } from '../../config/values.ts'
import type { AuditEvent } from '../../domain/audit/audit-event.ts'
import type { Storage } from '../../domain/stores.ts'
import { DAY, type Instant, SECOND, systemClock } from '../../kernel/clock.ts'
import { reportFailure } from '../command/failure.ts'
import { optionValue } from '../command/option-value.ts'
import { addSettingOptions, DATABASE_SETTINGS, settingsOf } from '../command/setting-options.ts'
import { withStorage } from '../command/with-storage.ts'
import { auditTable } from './event-table.ts'
import { concerningUserPool, openTrail } from './trail.ts'

interface Options {
  readonly config?: string
  readonly since: string
  readonly event?: string
  readonly userPool?: string
  readonly limit: string
  readonly json?: boolean
  readonly follow?: boolean
}

export function addAudit(program: Command): void {
  const command = program
    .command('audit')
    .description('print the newest records of the audit trail: who changed what, and what was refused')
    .option('--since <time>', 'start: a time span such as 1h, or a time such as 2026-11-22T09:00Z', '7d')
    .option('--event <name>', 'only calls of this operation')
    .option('--user-pool <id>', 'only records of calls on the user pool, and of its clients and users')
    .option('--limit <number>', 'maximum number of records', '100')
    .option('--json', 'print whole records in the form of CloudTrail, one per line')
    .option('--follow', 'keep running and print new records as they arrive')
  addSettingOptions(command, DATABASE_SETTINGS).action(async () => {
    try {
      const options = command.opts<Options>()
      const limit = optionValue('--limit', options.limit, wholeNumber(1, 1_000_000))
      const since = optionValue('--since', options.since, (text) => instantOf(text, systemClock()))
      const { config } = await settingsOf(command)
      await withStorage(config, 'reading', (storage) => printTrail(storage, { ...options, limit, since }))
    } catch (error) {
      reportFailure(error)
    }
  })
}

type Wanted = Omit<Options, 'limit' | 'since'> & { readonly limit: number; readonly since: Instant }

async function printTrail({ stores }: Storage, wanted: Wanted): Promise<void> {
  const { since, event: eventName, userPool, limit, json = false, follow = false } = wanted
  const concerns = userPool === undefined ? undefined : await concerningUserPool(stores, userPool)
  const next = openTrail(stores.auditEvents, { since, eventName, concerns })
  const events = await next(limit)
  process.stdout.write(json ? jsonLines(events) : auditTable(events, true))
  if (!follow) return
  await untilStopped(async () => {
    const more = await next()
    process.stdout.write(json ? jsonLines(more) : auditTable(more, false))
  })
}

function jsonLines(events: readonly AuditEvent[]): string {
  return events.map(({ record }) => `${JSON.stringify(record)}\n`).join('')
}

/** Every second, until SIGINT or SIGTERM. */
async function untilStopped(look: () => Promise<void>): Promise<void> {
  const stop = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort())
  while (!stop.signal.aborted) {
    await pause(SECOND, undefined, { signal: stop.signal }).catch(() => {})
    await look()
  }
}

function instantOf(text: string, now: Instant): Instant {
  const [, days] = /^(\d{1,5}) ?d$/.exec(text) ?? []
  if (days !== undefined) return now - Number(days) * DAY
  if (/^\d{4}-/.test(text)) {
    const instant = Date.parse(text)
    if (Number.isNaN(instant)) throw new WrongValue('a time such as 2026-11-22T09:00Z')
    return instant
  }
  try {
    return now - duration(text)
  } catch {
    throw new WrongValue('a span such as 30m, 1h or 7d, or a time such as 2026-11-22T09:00Z')
  }
}
