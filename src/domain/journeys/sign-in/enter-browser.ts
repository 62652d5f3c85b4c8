import { ServiceError } from '../../../contract/service-error.ts'
import type { BrowserEntry, StartedBrowserSession } from '../../browser-sessions/browser-entry.ts'
import {
  browserSessionDigest,
  browserSessionEnd,
  newBrowserSessionSecret,
} from '../../browser-sessions/browser-session.ts'
import type { RequestContext } from '../../requests/request-context.ts'
import { CLIENT_DEFAULT } from '../../sessions/session-configuration.ts'
import type { Stores } from '../../stores.ts'
import type { User } from '../../users/user.ts'
import type { Proof } from './progress.ts'
import type { SettledStep, SignInStep } from './sign-in.ts'

/**
 * Ends a sign-in on the pages of a domain: the browser gets a new session, and the one that it had before ends.
 * @param settle throws unless the sign-in may still end so, and stores what comes of it
 * @throws NotAuthorizedException if the same form or flow has signed in before
 */
export async function enterBrowser(
  context: RequestContext,
  { pool, client }: SignInStep,
  { domain, flow, formerSecret }: BrowserEntry,
  user: User,
  settle: (stores: Stores) => Promise<SettledStep>,
): Promise<StartedBrowserSession> {
  const { storage, entropy, now } = context
  const validity = (await storage.stores.sessionConfigurations.ofClient(client.id)) ?? CLIENT_DEFAULT
  const secret = newBrowserSessionSecret(entropy)
  const expiresAt = browserSessionEnd(validity, now)
  await storage.transaction(async (stores) => {
    const { proofs, failures } = await settle(stores)
    if (failures) await stores.credentials.setFailures(pool.id, user.sub, undefined)
    if (!(await stores.consumedTokens.consume(flow))) throw signInOver()
    if (formerSecret !== undefined) await stores.browserSessions.end(browserSessionDigest(formerSecret))
    await stores.browserSessions.insert({
      digest: browserSessionDigest(secret),
      userPoolId: pool.id,
      sub: user.sub,
      domain,
      passwordRevision: revisionIn(proofs),
      authTime: now,
      expiresAt,
    })
  }, user)
  return { secret, authTime: now, expiresAt }
}

/** Of the password at which the proofs count; null for none. */
function revisionIn(proofs: readonly Proof[]): string | null {
  for (const proof of proofs) if ('revision' in proof) return proof.revision ?? null
  return null
}

/** Deviation: the message is ours; the pages begin anew (docs/deviations.md, "a sign-in that is sent twice"). */
const SIGN_IN_OVER = 'This sign-in has ended already.'

const signInOver = () => new ServiceError('NotAuthorizedException', SIGN_IN_OVER)

/** Whether another request with the same form or flow has signed in before. */
export function isSignInOver(error: unknown): boolean {
  return error instanceof ServiceError && error.message === SIGN_IN_OVER
}
