import { setTimeout as sleep } from 'node:timers/promises'
import type { Command } from 'commander'
import { loadConfig } from '../config/load-config.ts'
import { wholeNumber } from '../config/values.ts'
import type { InboxMessage, InboxStore } from '../domain/messages/inbox-store.ts'
import { plainText } from '../domain/messages/plain-text.ts'
import { reportFailure } from './failure.ts'
import { optionValue } from './option-value.ts'
import { addSettingOptions, DATABASE_SETTINGS, flagsOf } from './setting-options.ts'
import { withStorage } from './with-storage.ts'

const LOOKS_EVERY = 500
/** More messages than arrive between two looks. */
const LOOKED_AT = 200

export interface InboxOptions {
  readonly to?: string | undefined
  readonly follow?: boolean | undefined
  readonly limit: number
}

export function addInbox(program: Command): void {
  const command = program
    .command('inbox')
    .description('print the messages that the server kept instead of sending them, the newest last')
    .option('--to <address>', 'only messages to this e-mail address or phone number')
    .option('--limit <number>', 'how many messages', '20')
    .option('--follow', 'go on and print messages as they come')
  addSettingOptions(command, DATABASE_SETTINGS).action(async () => {
    try {
      const {
        config: file,
        to,
        follow,
        limit,
      } = command.opts<Record<string, string> & { follow?: boolean }>()
      const { config } = await loadConfig(flagsOf(command), file)
      const options = { to, follow, limit: optionValue('--limit', limit ?? '', wholeNumber(1, LOOKED_AT)) }
      const print = (text: string) => process.stdout.write(text)
      await withStorage(config, 'reading', ({ stores }) => printInbox(stores.inbox, options, print))
    } catch (error) {
      reportFailure(error)
    }
  })
}

/** Prints what is there and, if it follows, what comes until `stopped`. */
export async function printInbox(
  inbox: InboxStore,
  { to, follow, limit }: InboxOptions,
  print: (text: string) => void,
  stopped?: AbortSignal,
): Promise<void> {
  let seen = new Set<string>()
  const show = (messages: readonly InboxMessage[]) => {
    for (const message of [...messages].reverse()) if (!seen.has(message.id)) print(describeMessage(message))
    seen = new Set(messages.map(({ id }) => id))
  }
  const present = await inbox.newest({ limit: LOOKED_AT, to })
  seen = new Set(present.slice(limit).map(({ id }) => id))
  show(present)
  while (follow && !stopped?.aborted) {
    await sleep(LOOKS_EVERY, undefined, { ...(stopped && { signal: stopped }) }).catch(() => {})
    show(await inbox.newest({ limit: LOOKED_AT, to }))
  }
}

function describeMessage({ sentAt, channel, to, subject, body }: InboxMessage): string {
  const text = channel === 'EMAIL' ? plainText(body) : body.trim()
  const head = `${new Date(sentAt).toISOString()}  ${channel === 'EMAIL' ? 'e-mail' : 'text message'} to ${to}`
  const lines = [...(subject === undefined ? [] : [subject]), ...text.split('\n')]
  return `${withoutControls(head)}\n${lines.map((line) => `    ${withoutControls(line)}\n`).join('')}\n`
}

/** What others wrote must not steer the terminal. */
function withoutControls(text: string): string {
  return text.replace(/\p{Cc}/gu, '')
}
