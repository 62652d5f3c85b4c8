import { type Context, Hono } from 'hono'
import { getCookie, setCookie } from 'hono/cookie'
import { toInboxEntry } from '../../domain/messages/inbox-entry.ts'
import type { InboxMessage, InboxStore } from '../../domain/messages/inbox-store.ts'
import type { Clock } from '../../kernel/clock.ts'
import { inboxAccess } from './inbox-access.ts'
import { inboxDoor } from './inbox-door.ts'
import { inboxPage } from './inbox-page.ts'
import { PAGE_HEADERS } from './layout.ts'
import { type PageEnvironment, showPage } from './page-environment.ts'

export interface InboxParts {
  readonly inbox: InboxStore
  readonly token: string
  /** The address at which browsers reach the server. Cookies are bound to its path, and to https if it has that. */
  readonly publicUrl: string
  /** Resolves when all messages announced so far are in the inbox. */
  settled(): Promise<void>
  readonly clock: Clock
}

const PAGE = 50
const MOST = 200

/** AWS: attribute values cannot be longer, so neither can addresses. */
const LONGEST_ADDRESS = 2048

/** The kept messages, with their codes, for holders of the token: /inbox for people, /inbox/messages for programs. */
export function inboxPages({ inbox, token, publicUrl, settled, clock }: InboxParts): Hono<PageEnvironment> {
  const access = inboxAccess(token)
  const { protocol, pathname } = new URL(publicUrl)
  const pages = new Hono<PageEnvironment>()

  /** Gives the browser a cookie in exchange for the token in the address. */
  function letIn(context: Context<PageEnvironment>, query: URLSearchParams) {
    const { value, seconds } = access.newCookie(clock())
    setCookie(context, access.cookieName, value, {
      httpOnly: true,
      // The inbox only allows reading, and links from elsewhere (such as a terminal in the browser) should work.
      sameSite: 'Lax',
      secure: context.env.secure || protocol === 'https:',
      path: `${pathname.replace(/\/$/, '')}/inbox`,
      maxAge: seconds,
    })
    for (const [name, header] of Object.entries(PAGE_HEADERS)) context.header(name, header)
    return context.redirect(query.size === 0 ? 'inbox' : `inbox?${query}`, 303)
  }

  pages.get('/', async (context) => {
    const query = new URL(context.req.url).searchParams
    const given = query.get('token')
    if (given !== null) {
      query.delete('token')
      return access.isToken(given) ? letIn(context, query) : showPage(context, inboxDoor(true), 401)
    }
    if (!access.isCookie(getCookie(context, access.cookieName), clock())) {
      return showPage(context, inboxDoor(false), 401)
    }
    const to = query.get('to')?.trim() ?? ''
    const before = keyFrom(query.get('before'))
    if (!isAddress(to) || before === 'malformed') return context.text('Bad Request', 400)
    await settled()
    const messages = await inbox.newest({ limit: PAGE + 1, to: to === '' ? undefined : to, before })
    const shown = messages.slice(0, PAGE)
    const older = messages.length > PAGE ? addressAfter(shown.at(-1), to) : undefined
    return showPage(context, inboxPage(shown, to, older))
  })

  pages.post('/', async (context) => {
    const given = new URLSearchParams(await context.req.text()).get('token') ?? ''
    if (access.isToken(given.trim())) return letIn(context, new URLSearchParams())
    return showPage(context, inboxDoor(true), 401)
  })

  pages.get('/messages', async (context) => {
    context.header('cache-control', 'no-store')
    if (!access.isBearer(context.req.header('authorization'))) {
      context.header('www-authenticate', 'Bearer realm="inbox"')
      return context.json({ message: 'The inbox token is missing or wrong.' }, 401)
    }
    const query = new URL(context.req.url).searchParams
    const to = query.get('to') ?? ''
    const limit = query.get('limit') ?? `${PAGE}`
    if (!isAddress(to))
      return context.json({ message: 'to must be an e-mail address or a phone number.' }, 400)
    if (!/^\d{1,4}$/.test(limit) || Number(limit) < 1 || Number(limit) > MOST) {
      return context.json({ message: `limit must be a whole number from 1 to ${MOST}.` }, 400)
    }
    await settled()
    const messages = await inbox.newest({ limit: Number(limit), to: to === '' ? undefined : to })
    return context.json({ messages: messages.map(toInboxEntry) })
  })

  return pages
}

function isAddress(to: string): boolean {
  return to.length <= LONGEST_ADDRESS && !/\p{Cc}/u.test(to)
}

function addressAfter(last: InboxMessage | undefined, to: string): string | undefined {
  if (!last) return undefined
  const query = new URLSearchParams({ ...(to && { to }), before: `${last.sentAt}-${last.id}` })
  return `inbox?${query}`
}

function keyFrom(text: string | null): Pick<InboxMessage, 'sentAt' | 'id'> | undefined | 'malformed' {
  if (text === null) return undefined
  const [, sentAt, id] = /^(\d{1,15})-([\w-]{1,64})$/.exec(text) ?? []
  return sentAt === undefined || id === undefined ? 'malformed' : { sentAt: Number(sentAt), id }
}
