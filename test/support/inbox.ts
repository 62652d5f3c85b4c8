import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import type { InboxStore } from '../../src/domain/messages/inbox-store.ts'
import type { Message } from '../../src/domain/messages/message-gateway.ts'
import { INBOX_TOKEN } from './poolhouse.ts'

/** The cookie with which a browser reads the inbox of the server at the address. */
export async function inboxCookie(url: string): Promise<string> {
  const answer = await fetch(`${url}/inbox?token=${INBOX_TOKEN}`, { redirect: 'manual' })
  assert.equal(answer.status, 303)
  const [cookie = ''] = answer.headers.getSetCookie()
  return cookie.split(';', 1)[0] ?? ''
}

/** Puts a message into the inbox as if it had come at that time. */
export function keepMessage(inbox: InboxStore, message: Message, sentAt = Date.now()): Promise<void> {
  return inbox.append({ ...message, id: randomUUID(), sentAt })
}
