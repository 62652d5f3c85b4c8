import { isIP } from 'node:net'
import { Hono } from 'hono'
import type { InboxMessage, InboxStore } from '../../domain/messages/inbox-store.ts'
import { INBOX_HEADERS, inboxPage } from './inbox-page.ts'

const PAGE = 50

/** Whom a page is shown to, as the server tells it with each request. */
interface InboxBindings {
  readonly remoteAddress: string
}

/**
 * The page /inbox: the kept messages, codes and all. So it is for people at this machine only, and for everybody
 * else it doesn't exist.
 */
export function inboxPages(inbox: InboxStore): Hono<{ Bindings: InboxBindings }> {
  const pages = new Hono<{ Bindings: InboxBindings }>()
  pages.get('/', async (context) => {
    if (!isLocal(context.env.remoteAddress, context.req.raw.headers)) return context.notFound()
    const to = context.req.query('to')?.trim() ?? ''
    const messages = await inbox.newest({
      limit: PAGE + 1,
      to: to === '' ? undefined : to,
      before: keyFrom(context.req.query('before')),
    })
    const shown = messages.slice(0, PAGE)
    const older = messages.length > PAGE ? addressAfter(shown.at(-1), to) : undefined
    for (const [name, value] of Object.entries(INBOX_HEADERS)) context.header(name, value)
    return context.html(inboxPage(shown, to, older))
  })
  return pages
}

/**
 * The caller sits at this machine: no proxy passed the request on for somebody else, and no page of another site
 * made the browser come by a name of its own (DNS rebinding).
 */
function isLocal(remoteAddress: string, headers: Headers): boolean {
  const forwarded = ['forwarded', 'via', 'x-forwarded-for', 'x-real-ip'].some((name) => headers.has(name))
  const host = (headers.get('host') ?? '').replace(/:\d+$/, '').replace(/^\[(.*)\]$/, '$1')
  return !forwarded && isLoopback(remoteAddress) && (host === 'localhost' || isLoopback(host))
}

function isLoopback(address: string): boolean {
  return address === '::1' || (isIP(address) === 4 && address.startsWith('127.'))
}

function addressAfter(last: InboxMessage | undefined, to: string): string | undefined {
  if (!last) return undefined
  const query = new URLSearchParams({ ...(to && { to }), before: `${last.sentAt}-${last.id}` })
  return `/inbox?${query}`
}

function keyFrom(text: string | undefined) {
  const [, sentAt, id] = /^(\d{1,15})-([\w-]{1,64})$/.exec(text ?? '') ?? []
  return sentAt === undefined || id === undefined ? undefined : { sentAt: Number(sentAt), id }
}
