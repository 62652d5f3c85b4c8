import { setTimeout as sleep } from 'node:timers/promises'
import type { Command } from 'commander'
import { duration, oneOf, wholeNumber } from '../../config/values.ts'
import { toInboxEntry } from '../../domain/messages/inbox-entry.ts'
import type { InboxMessage, InboxStore } from '../../domain/messages/inbox-store.ts'
import { reportFailure } from '../command/failure.ts'
import { optionValue } from '../command/option-value.ts'
import { addSettingOptions, DATABASE_SETTINGS, settingsOf } from '../command/setting-options.ts'
import { withStorage } from '../command/with-storage.ts'
import { describeMessage } from './describe-message.ts'
import { describeWaiting, printFailed } from './failed-messages.ts'

const LOOKS_EVERY = 500
const WAITING_LOOKS_EVERY = 100
/** More messages than arrive between two polls. */
const LOOKED_AT = 200

export interface InboxOptions {
  readonly to?: string | undefined
  readonly follow?: boolean | undefined
  readonly limit: number
  readonly format: 'text' | 'json'
  /** Milliseconds to wait for the first message. */
  readonly wait?: number | undefined
}

export function addInbox(program: Command): void {
  const command = program
    .command('inbox')
    .description('print the messages that the server kept instead of sending them')
    .option('--to <address>', 'only messages to this e-mail address or phone number')
    .option('--limit <number>', 'how many messages', '20')
    .option(
      '--format <format>',
      'text, the newest last; or json, the newest first, as /inbox/messages has it',
      'text',
    )
    .option(
      '--wait <time>',
      'if there is no message, wait this long for one (such as 5s), and fail if none arrives',
    )
    .option('--follow', 'keep running and print messages as they arrive')
    .option('--failed', 'instead, the messages that the server could not send and gave up')
  addSettingOptions(command, DATABASE_SETTINGS).action(async () => {
    try {
      const options = command.opts<Flags>()
      const { config } = await settingsOf(command)
      const asked = inboxOptions(options)
      let isEmpty = true
      let waiting = ''
      const print = (text: string) => {
        isEmpty = false
        process.stdout.write(text)
      }
      await withStorage(config, 'reading', async ({ stores }) => {
        if (!options.failed) return printInbox(stores.inbox, asked, print)
        await printFailed(stores.outbox, asked, print)
        waiting = describeWaiting(await stores.outbox.waiting())
      })
      const what = options.failed ? 'No message was given up' : 'There is no message'
      if (isEmpty) process.stderr.write(`${what}${asked.to ? ` to ${asked.to}` : ''}.\n`)
      process.stderr.write(waiting)
    } catch (error) {
      reportFailure(error)
    }
  })
}

interface Flags extends Record<string, unknown> {
  readonly to?: string
  readonly limit?: string
  readonly format?: string
  readonly wait?: string
  readonly follow?: boolean
  readonly failed?: boolean
}

function inboxOptions({ to, follow, failed, limit = '', format = '', wait }: Flags): InboxOptions {
  const asked = {
    to,
    follow,
    limit: optionValue('--limit', limit, wholeNumber(1, LOOKED_AT)),
    format: optionValue('--format', format, oneOf('text', 'json')),
    wait: wait === undefined ? undefined : optionValue('--wait', wait, duration),
  }
  if (asked.follow && asked.format === 'json')
    throw new Error('--follow prints text only: leave out --format json')
  if (failed && (follow || wait !== undefined))
    throw new Error('--failed prints what there is: leave out --follow and --wait')
  return asked
}

/** Prints the present messages and, with `--follow`, new ones until `stopped`. */
export async function printInbox(
  inbox: InboxStore,
  options: InboxOptions,
  print: (text: string) => void,
  stopped?: AbortSignal,
): Promise<void> {
  const { to, follow, limit, format } = options
  const present = await firstLook(inbox, options)
  if (format === 'json') {
    print(`${JSON.stringify({ messages: present.slice(0, limit).map(toInboxEntry) }, null, 2)}\n`)
    return
  }
  let seen = new Set(present.slice(limit).map(({ id }) => id))
  const show = (messages: readonly InboxMessage[]) => {
    for (const message of [...messages].reverse()) if (!seen.has(message.id)) print(describeMessage(message))
    seen = new Set(messages.map(({ id }) => id))
  }
  show(present)
  while (follow && !stopped?.aborted) {
    await sleep(LOOKS_EVERY, undefined, { ...(stopped && { signal: stopped }) }).catch(() => {})
    show(await inbox.newest({ limit: LOOKED_AT, to }))
  }
}

/** The present messages, or the first that arrive while it waits. */
async function firstLook(inbox: InboxStore, { to, wait }: InboxOptions): Promise<readonly InboxMessage[]> {
  const end = Date.now() + (wait ?? 0)
  for (;;) {
    const messages = await inbox.newest({ limit: LOOKED_AT, to })
    if (messages.length > 0 || wait === undefined) return messages
    if (Date.now() >= end)
      throw new Error(
        `no message${to === undefined ? '' : ` to ${to}`} came within ${wait % 1000 === 0 ? `${wait / 1000} s` : `${wait} ms`}`,
      )
    await sleep(Math.min(WAITING_LOOKS_EVERY, end - Date.now()))
  }
}
