import assert from 'node:assert/strict'
import { INBOX_TOKEN } from './poolhouse.ts'

/** The cookie with which a browser reads the inbox of the server at the address. */
export async function inboxCookie(url: string): Promise<string> {
  const answer = await fetch(`${url}/inbox?token=${INBOX_TOKEN}`, { redirect: 'manual' })
  assert.equal(answer.status, 303)
  const [cookie = ''] = answer.headers.getSetCookie()
  return cookie.split(';', 1)[0] ?? ''
}
