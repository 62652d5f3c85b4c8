import { toInboxEntry } from '../../domain/messages/inbox-entry.ts'
import type { FailedMessage, OutboxStore, WaitingMessages } from '../../domain/messages/outbox-store.ts'
import { describeMessage } from './describe-message.ts'

interface Asked {
  readonly to?: string | undefined
  readonly limit: number
  readonly format: 'text' | 'json'
}

/** More than `--limit` allows. */
const LOOKED_AT = 1000

/** Prints the messages that were given up. */
export async function printFailed(
  outbox: Pick<OutboxStore, 'failed'>,
  { to, limit, format }: Asked,
  print: (text: string) => void,
): Promise<void> {
  const failed = (await outbox.failed(LOOKED_AT)).flatMap(toFailure)
  const shown = failed.filter((it) => to === undefined || isSame(it.message.to, to)).slice(0, limit)
  if (format === 'json') {
    const messages = shown.map(({ message, failedAt, attempts }) => ({
      ...toInboxEntry(message),
      failedAt: new Date(failedAt).toISOString(),
      attempts,
    }))
    print(`${JSON.stringify({ messages }, null, 2)}\n`)
    return
  }
  for (const { message, failedAt, attempts } of shown.toReversed()) {
    const times = attempts === 1 ? 'once' : `${attempts} times`
    const remark = `, tried ${times}, given up at ${new Date(failedAt).toISOString()}`
    print(describeMessage(message, remark))
  }
}

/** A line about messages that are not given up yet: they say that a mail server is down before the others do. */
export function describeWaiting({ count, since }: WaitingMessages): string {
  if (since === undefined) return ''
  const what = count === 1 ? '1 message waits' : `${count} messages wait`
  return `${what} to be tried again, the first since ${new Date(since).toISOString()}: the log says why.\n`
}

function toFailure({ id, queuedAt, message, failedAt, attempts }: FailedMessage) {
  return message ? [{ message: { ...message, id, sentAt: queuedAt }, failedAt, attempts }] : []
}

function isSame(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase()
}
