import { Hono } from 'hono'
import type { TriggerWatch } from '../../domain/triggers/trigger-watch.ts'
import { bearsToken } from '../../kernel/bearer-token.ts'
import type { PageEnvironment } from '../pages/page-environment.ts'

/** The calls of functions, for `poolhouse triggers tail` and other holders of the token. */
export function triggerCalls(watch: TriggerWatch, token: string): Hono<PageEnvironment> {
  const app = new Hono<PageEnvironment>()
  app.get('/', (context) => {
    context.header('cache-control', 'no-store')
    if (!bearsToken(context.req.header('authorization'), token)) {
      context.header('www-authenticate', 'Bearer realm="triggers"')
      return context.json({ message: 'The inbox token is missing or wrong.' }, 401)
    }
    const after = context.req.query('after')
    if (after !== undefined && !/^\d{1,15}$/.test(after)) {
      return context.json({ message: 'after must be the number that the last answer named.' }, 400)
    }
    return context.json(watch.since(after === undefined ? undefined : Number(after)))
  })
  return app
}
