import { Hono } from 'hono'
import { cors } from 'hono/cors'
import { HTTPException } from 'hono/http-exception'
import { knownDomain } from '../domain/domains/known-domain.ts'
import type { World } from '../domain/requests/world.ts'
import { FEEDBACK_PATH } from '../domain/threat-protection/notices/feedback-link.ts'
import type { TriggerWatch } from '../domain/triggers/trigger-watch.ts'
import type { UserPool } from '../domain/user-pools/user-pool.ts'
import { CUSTOMIZATION_IMAGE, customizationImage } from './endpoints/customization-image.ts'
import { keySet } from './endpoints/key-set.ts'
import { openidConfiguration } from './endpoints/openid-configuration.ts'
import { triggerCalls } from './endpoints/trigger-calls.ts'
import { feedbackPages } from './pages/feedback.ts'
import { homePages } from './pages/home.ts'
import { inboxPages } from './pages/inbox.ts'
import type { PageEnvironment } from './pages/page-environment.ts'

export interface HostedParts {
  readonly world: World
  /** The address at which clients reach the server. */
  readonly publicUrl: string
  /** Opens the inbox; undefined where there is none. */
  readonly inboxToken: string | undefined
  /** What holders of that token may watch; undefined on servers that are not for development. */
  readonly triggerWatch: TriggerWatch | undefined
  /** Resolves when all messages announced so far are in the inbox. */
  settled(): Promise<void>
}

/** Keys change seldom, and clients that meet an unknown key id read them again. */
const CACHED = { 'cache-control': 'public, max-age=3600' }

/** AWS: the form of a pool id. Other ids are not looked up. */
const POOL_ID = /^[\w-]{1,53}_[0-9a-zA-Z]{1,53}$/

/** AWS: the answer of the API's host for any other path. */
const UNKNOWN_PATH = {
  code: 'BadRequest',
  message: 'The server did not understand the operation that was requested.',
  type: 'client',
}

/**
 * Serves browsers and clients that verify tokens, apart from the domains of pools. The path of a pool's documents is that of its issuer in either form,
 * so they are served under any host. Rejects if a page fails; the server reports that.
 */
export function hostedApp(parts: HostedParts): Hono<PageEnvironment> {
  const { world, publicUrl, inboxToken, triggerWatch, settled } = parts
  const { storage, tokenKeys, issuerOf, domainLocator, clock } = world
  const app = new Hono<PageEnvironment>()
  app.onError((error) => {
    if (error instanceof HTTPException) return error.getResponse()
    throw error // Hono would write it to stderr
  })

  function document(name: string, content: (pool: UserPool) => unknown): void {
    const path = `/:userPoolId/.well-known/${name}`
    app.use(path, cors({ origin: '*', allowMethods: ['GET', 'HEAD', 'OPTIONS'] }))
    app.get(path, async (context) => {
      const id = context.req.param('userPoolId') ?? ''
      const pool = POOL_ID.test(id) ? await storage.stores.userPools.find(id) : undefined
      if (!pool) return context.json({ message: `User pool ${id} does not exist.` }, 404)
      return context.json((await content(pool)) as object, 200, CACHED)
    })
  }

  document('jwks.json', async (pool) => keySet(await tokenKeys.published(pool.id, clock())))
  document('openid-configuration', async (pool) => {
    const domain = await knownDomain(storage.stores, pool.id)
    const registers = pool.settings.dcrConfiguration?.enableStatus === 'Enabled'
    return openidConfiguration(issuerOf(pool), domain && domainLocator.urlOf(domain), registers)
  })
  app.get(CUSTOMIZATION_IMAGE, async (context) => {
    return (await customizationImage(storage.stores, context)) ?? context.notFound()
  })
  app.route(FEEDBACK_PATH, feedbackPages(world))
  app.route('/', homePages({ url: publicUrl, hasInbox: inboxToken !== undefined }))
  if (inboxToken !== undefined) {
    app.route(
      '/inbox',
      inboxPages({ inbox: storage.stores.inbox, token: inboxToken, publicUrl, settled, clock }),
    )
  } else {
    app.all('/inbox/*', (context) => context.text('There is no inbox: messages leave this server.\n', 404))
  }
  if (inboxToken !== undefined && triggerWatch) {
    app.route('/triggers/calls', triggerCalls(triggerWatch, inboxToken))
  }
  app.notFound((context) => context.json(UNKNOWN_PATH, 400))
  return app
}
