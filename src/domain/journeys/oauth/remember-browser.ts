import type { BrowserUser } from '../../browser-sessions/find-browser-session.ts'
import { type BrowserDevice, newBrowserDevice } from '../../devices/browser-device.ts'
import { storeBrowserDevice } from '../../devices/store-browser-device.ts'
import type { RequestContext } from '../../requests/request-context.ts'
import type { UserPool } from '../../user-pools/user-pool.ts'

/**
 * Makes the browser of a session a remembered device of the user, as the user wants it. Undefined if the session has ended,
 * or another request has done the same.
 */
export async function rememberBrowser(
  context: RequestContext,
  pool: UserPool,
  { session, user }: BrowserUser,
): Promise<BrowserDevice | undefined> {
  const device = newBrowserDevice(context, pool, user.sub, session.domain)
  const isFirst = await context.storage.transaction(async (stores) => {
    const isSet = await stores.browserSessions.setDevice(session.digest, device.issued.deviceKey)
    if (isSet) await storeBrowserDevice(stores, context, pool, user, device)
    return isSet
  }, user)
  return isFirst ? device.kept : undefined
}
