import { Hono } from 'hono'
import { cors } from 'hono/cors'
import type { Storage } from '../domain/stores.ts'
import type { IssuerOf } from '../domain/tokens/issuer.ts'
import type { TokenKeys } from '../domain/tokens/token-keys.ts'
import type { UserPool } from '../domain/user-pools/user-pool.ts'
import type { Clock } from '../kernel/clock.ts'
import { keySet } from './endpoints/key-set.ts'
import { openidConfiguration } from './endpoints/openid-configuration.ts'
import { inboxPages } from './pages/inbox.ts'

export interface HostedParts {
  readonly storage: Pick<Storage, 'stores'>
  readonly tokenKeys: TokenKeys
  readonly issuerOf: IssuerOf
  readonly clock: Clock
}

/** Keys change seldom, and whoever meets an unknown key id reads them again. */
const CACHED = { 'cache-control': 'public, max-age=3600' }

/**
 * What is served to browsers and to those who check tokens. The path of a pool's documents is that of its issuer in
 * either form, so they are answered under any host.
 */
export function hostedApp({ storage, tokenKeys, issuerOf, clock }: HostedParts): Hono {
  const app = new Hono()

  function document(name: string, content: (pool: UserPool) => unknown): void {
    const path = `/:userPoolId/.well-known/${name}`
    app.use(path, cors({ origin: '*', allowMethods: ['GET', 'HEAD', 'OPTIONS'] }))
    app.get(path, async (context) => {
      const id = context.req.param('userPoolId') ?? ''
      const pool = await storage.stores.userPools.find(id)
      if (!pool) return context.json({ message: `User pool ${id} does not exist.` }, 404)
      return context.json((await content(pool)) as object, 200, CACHED)
    })
  }

  document('jwks.json', async (pool) => keySet(await tokenKeys.published(pool.id, clock())))
  document('openid-configuration', (pool) => openidConfiguration(issuerOf(pool)))
  app.route('/inbox', inboxPages(storage.stores.inbox))
  return app
}
