import { takesUsersOf } from '../clients/sign-in-sources.ts'
import type { PoolClient } from '../pool-clients/pool-client-store.ts'
import type { RequestContext } from '../requests/request-context.ts'
import { clientSessionConfiguration } from '../sessions/client-session-configuration.ts'
import type { Storage } from '../stores.ts'
import type { User } from '../users/user.ts'
import { type BrowserSession, browserSessionDigest, isOpenTo } from './browser-session.ts'

/** The user who has signed in in a browser. */
export interface BrowserUser {
  readonly session: BrowserSession
  readonly user: User
}

/**
 * The session that a browser's cookie stands for, if this client may use it: undefined for an unknown cookie, for one of
 * another domain, after its time, with another password than at the sign-in, for a device that was forgotten, or if the user
 * may not sign in any more, or not to this client by the way that the session began.
 * @param domain its name alone: the pool's prefix domain and that of its replica count as one if they have the same prefix,
 *   so that a browser that gets the cookie at both stays signed in
 * @param secret the value of the cookie
 */
export async function findBrowserSession(
  { storage: { stores }, now }: Pick<RequestContext, 'now'> & { readonly storage: Pick<Storage, 'stores'> },
  { client, sessionConfiguration }: Pick<PoolClient, 'client' | 'sessionConfiguration'>,
  domain: string,
  secret: string | undefined,
): Promise<BrowserUser | undefined> {
  if (secret === undefined) return undefined
  const { userPoolId, settings } = client
  const session = await stores.browserSessions.find(browserSessionDigest(secret))
  if (session?.userPoolId !== userPoolId || session.domain !== domain) return undefined
  if (!takesUsersOf(settings, session.provider)) return undefined
  const validity = await clientSessionConfiguration(stores, client.id, sessionConfiguration)
  if (!isOpenTo(session, validity, now)) return undefined
  const user = await stores.users.find(userPoolId, session.sub)
  if (!user || !mayStaySignedIn(user)) return undefined
  const { deviceKey } = session
  if (deviceKey !== undefined && !(await stores.devices.find(user, deviceKey))) return undefined
  const { passwordRevision } = await stores.credentials.findState(userPoolId, user.sub)
  return passwordRevision === session.passwordRevision ? { session, user } : undefined
}

function mayStaySignedIn({ enabled, status }: User): boolean {
  return enabled && status !== 'UNCONFIRMED' && status !== 'RESET_REQUIRED'
}
