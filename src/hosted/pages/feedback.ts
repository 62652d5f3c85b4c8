import { type Context, Hono } from 'hono'
import { html } from 'hono/html'
import type { FeedbackValueType } from '../../contract/generated/types.ts'
import { ServiceError } from '../../contract/service-error.ts'
import { isFeedbackToken } from '../../domain/auth-events/feedback-token.ts'
import { giveFeedback } from '../../domain/auth-events/give-feedback.ts'
import type { World } from '../../domain/requests/world.ts'
import { threatProtectionOf } from '../../domain/threat-protection/threat-protection-mode.ts'
import { type Html, subpage } from './layout.ts'
import { type PageEnvironment, showPage } from './page-environment.ts'

/** The parameters of a link, each short. */
const FIELDS = ['pool', 'user', 'event', 'token', 'value'] as const
type Fields = Readonly<Record<(typeof FIELDS)[number], string>>
const LONGEST = 256

const VALUES: readonly string[] = ['Valid', 'Invalid'] satisfies FeedbackValueType[]

/**
 * The page of the links in notifications. Opening it changes nothing, since mail programs open links by themselves: a button
 * sends the answer, once.
 */
export function feedbackPages(world: Pick<World, 'storage' | 'poolKeys' | 'clock'>): Hono<PageEnvironment> {
  const pages = new Hono<PageEnvironment>()

  pages.get('/', (context) => {
    const fields = fieldsIn(new URL(context.req.url).searchParams)
    return isRight(world, fields) ? showPage(context, question(fields)) : refuse(context)
  })

  pages.post('/', async (context) => {
    const fields = fieldsIn(new URLSearchParams(await context.req.text()))
    if (!isRight(world, fields) || !(await give(world, fields))) return refuse(context)
    return showPage(context, thanks(fields))
  })
  return pages
}

function fieldsIn(parameters: URLSearchParams): Fields {
  const entries = FIELDS.map((name) => [name, (parameters.get(name) ?? '').slice(0, LONGEST)] as const)
  return Object.fromEntries(entries) as Fields
}

function isRight(
  { poolKeys }: Pick<World, 'poolKeys'>,
  { pool, user, event, token, value }: Fields,
): boolean {
  const named = { userPoolId: pool, sub: user, id: event }
  return VALUES.includes(value) && isFeedbackToken(poolKeys('feedback tokens', pool), named, token)
}

/** Returns false if there is nothing to say it of, or it was said before. */
async function give(
  { storage, clock }: Pick<World, 'storage' | 'clock'>,
  { pool: id, user: sub, event, value }: Fields,
): Promise<boolean> {
  const pool = await storage.stores.userPools.find(id)
  if (!pool || threatProtectionOf(pool.settings) === 'OFF') return false
  const feedback = { value: value as FeedbackValueType, provider: 'User', givenAt: clock() } as const
  try {
    await storage.transaction((stores) => giveFeedback(stores, { userPoolId: id, sub }, event, feedback))
    return true
  } catch (error) {
    if (error instanceof ServiceError) return false
    throw error
  }
}

function refuse(context: Context<PageEnvironment>) {
  const content = html`<h1>This link does not work</h1>
<p class="lead">It is incomplete or too old, or it was used before.</p>`
  return showPage(context, subpage('Sign-in', content), 400)
}

function question(fields: Fields): Html {
  const isOwn = fields.value === 'Valid'
  const inputs = FIELDS.map((name) => html`<input type="hidden" name="${name}" value="${fields[name]}">`)
  return subpage(
    'Sign-in',
    html`<h1>${isOwn ? 'Was it you who signed in?' : 'Was it somebody else who signed in?'}</h1>
<p class="lead">The message that brought you here shows when and where.</p>
<form method="post" action="feedback">${inputs}<button>${isOwn ? 'Yes, it was me' : 'Yes, it was not me'}</button></form>`,
  )
}

function thanks({ value }: Fields): Html {
  const advice =
    value === 'Valid'
      ? 'We will know this sign-in next time.'
      : 'Change your password now, wherever you use it.'
  return subpage('Sign-in', html`<h1>Thank you</h1><p class="lead">${advice}</p>`)
}
