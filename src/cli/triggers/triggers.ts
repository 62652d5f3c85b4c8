import { setTimeout as sleep } from 'node:timers/promises'
import type { Command } from 'commander'
import { oneOf } from '../../config/values.ts'
import type { WatchedCall } from '../../domain/triggers/trigger-watch.ts'
import { systemEntropy } from '../../kernel/entropy.ts'
import { reportFailure } from '../command/failure.ts'
import { optionValue } from '../command/option-value.ts'
import { addSettingOptions, settingsOf } from '../command/setting-options.ts'
import { findInboxToken } from '../inbox/token.ts'
import { publicUrl } from '../serve/run-server.ts'
import { describeCall } from './describe-call.ts'

const LOOKS_EVERY = 300

/** What says where the server is, and which token it takes. */
const SETTINGS = [
  'dataDir',
  'host',
  'port',
  'publicUrl',
  'tlsCertFile',
  'inboxToken',
  'smtpUrl',
  'smsWebhookUrl',
] as const

export function addTriggers(program: Command): void {
  const triggers = program.command('triggers').description('see the functions of Lambda triggers at work')
  const tail = triggers
    .command('tail')
    .description(
      'print each call of a function from now on: event, response, duration and fault; secrets are hidden',
    )
    .option('--url <url>', 'the address of the server (default: as the settings say)')
    .option('--format <format>', 'text, or json: one line for each call', 'text')
  addSettingOptions(tail, SETTINGS).action(async () => {
    try {
      const { url, format = '' } = tail.opts<{ url?: string; format?: string }>()
      const shape = optionValue('--format', format, oneOf('text', 'json'))
      const { config } = await settingsOf(tail)
      const token = findInboxToken(config, systemEntropy)
      if (token === undefined) throw new Error(notShown)
      const address = `${(url ?? publicUrl(config, config.port)).replace(/\/$/, '')}/triggers/calls`
      await printCalls(address, token, shape === 'json' ? toLine : describeCall)
    } catch (error) {
      reportFailure(error)
    }
  })
}

const notShown =
  'the server shows no calls: it only does with an inbox, one worker, and a host and a public URL on loopback'

async function printCalls(
  address: string,
  token: string,
  describe: (call: WatchedCall) => string,
): Promise<never> {
  let last: number | undefined
  for (;;) {
    const answer = await look(address, token, last)
    if (last === undefined) process.stderr.write(`Watching the calls of ${address}. End with Ctrl+C.\n`)
    for (const call of answer.calls) process.stdout.write(describe(call))
    last = answer.last
    await sleep(LOOKS_EVERY)
  }
}

interface Answer {
  readonly calls: readonly WatchedCall[]
  readonly last: number
}

async function look(address: string, token: string, last: number | undefined): Promise<Answer> {
  const query = last === undefined ? '' : `?after=${last}`
  const response = await fetch(`${address}${query}`, { headers: { authorization: `Bearer ${token}` } }).catch(
    () => {
      throw new Error(`no server answers at ${address}: start it, or give its address with --url`)
    },
  )
  if (response.status === 401) throw new Error(`${address} takes another inbox token than this one`)
  if (!response.ok) throw new Error(notShown)
  return (await response.json()) as Answer
}

function toLine(call: WatchedCall): string {
  return `${JSON.stringify(call)}\n`
}
