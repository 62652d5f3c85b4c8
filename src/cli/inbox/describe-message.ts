import { messageText } from '../../domain/messages/inbox-entry.ts'
import type { InboxMessage } from '../../domain/messages/inbox-store.ts'

/**
 * A message as text, indented below its head.
 * @param remark goes behind the head
 */
export function describeMessage(message: InboxMessage, remark = ''): string {
  const { sentAt, channel, to, subject } = message
  const medium = channel === 'EMAIL' ? 'e-mail' : 'text message'
  const head = `${new Date(sentAt).toISOString()}  ${medium} to ${to}${remark}`
  const lines = [...(subject === undefined ? [] : [subject]), ...messageText(message).split('\n')]
  return `${withoutControls(head)}\n${lines.map((line) => `    ${withoutControls(line)}\n`).join('')}\n`
}

/** Removes control characters: the texts come from others and must not control the terminal. */
function withoutControls(text: string): string {
  return text.replace(/\p{Cc}/gu, '')
}
