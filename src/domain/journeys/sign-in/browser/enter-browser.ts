import { ServiceError } from '../../../../contract/service-error.ts'
import type { Instant } from '../../../../kernel/clock.ts'
import type { BrowserEntry, StartedBrowserSession } from '../../../browser-sessions/browser-entry.ts'
import {
  browserSessionDigest,
  browserSessionEnd,
  newBrowserSessionSecret,
} from '../../../browser-sessions/browser-session.ts'
import type { NewBrowserDevice } from '../../../devices/browser-device.ts'
import { type Device, deviceAddress } from '../../../devices/device.ts'
import { storeBrowserDevice } from '../../../devices/store-browser-device.ts'
import type { RequestContext } from '../../../requests/request-context.ts'
import { clientSessionConfiguration } from '../../../sessions/client-session-configuration.ts'
import { isTracking } from '../../../sessions/session-configuration.ts'
import { newSsoSession } from '../../../sessions/token-session.ts'
import type { Stores } from '../../../stores.ts'
import type { User } from '../../../users/user.ts'
import { assuranceOf } from '../assurance-of.ts'
import type { Proof } from '../progress.ts'
import type { SettledStep, SignInStep } from '../sign-in.ts'

/** The user who signs in, and the device. */
interface Entering {
  readonly user: User
  /** The device that the browser has proven to be. */
  readonly device?: Device | undefined
  /** The device that the browser becomes. */
  readonly newDevice?: NewBrowserDevice | undefined
  /** Throws unless the sign-in may still end so, and stores what comes of it. */
  settle(stores: Stores): Promise<SettledStep>
}

/**
 * Ends a sign-in on the pages of a domain: the browser gets a new session, and the one that it had before ends.
 * @throws NotAuthorizedException if the same form or flow has signed in before, or if the device was changed meanwhile
 */
export async function enterBrowser(
  context: RequestContext,
  { pool, client, sessionConfiguration }: SignInStep,
  { domain, flow, formerSecret, provider, atProvider }: BrowserEntry,
  { user, device, newDevice, settle }: Entering,
): Promise<StartedBrowserSession> {
  const { storage, entropy, origin, now } = context
  const validity = await clientSessionConfiguration(storage.stores, client.id, sessionConfiguration)
  const secret = newBrowserSessionSecret(entropy)
  const expiresAt = browserSessionEnd(validity, now)
  const sso = isTracking(sessionConfiguration) ? newSsoSession(entropy, origin, client.id, now) : undefined
  const proven = await storage.transaction(async (stores) => {
    const { proofs, failures } = await settle(stores)
    const assurance = assuranceOf(proofs)
    const passwordRevision = revisionIn(proofs)
    if (failures) await stores.credentials.setFailures(pool.id, user.sub, undefined)
    if (!(await stores.consumedTokens.consume(flow))) throw signInOver()
    if (device) await noteDevice(stores, device, deviceAddress(origin), now)
    if (newDevice) await storeBrowserDevice(stores, context, pool, user, newDevice)
    if (formerSecret !== undefined) await stores.browserSessions.end(browserSessionDigest(formerSecret))
    await stores.browserSessions.insert({
      digest: browserSessionDigest(secret),
      userPoolId: pool.id,
      sub: user.sub,
      domain,
      passwordRevision,
      deviceKey: device?.deviceKey ?? newDevice?.issued.deviceKey,
      authTime: now,
      expiresAt,
      provider,
      atProvider,
      assurance,
      sso,
    })
    return { assurance, passwordRevision }
  }, user)
  return { secret, authTime: now, expiresAt, sso, ...proven }
}

/** Holds the device. Throws if it was forgotten or changed after the sign-in accepted it. */
async function noteDevice(
  { devices }: Pick<Stores, 'devices'>,
  { createdAt, remembered, ...device }: Device,
  address: string,
  now: Instant,
): Promise<void> {
  const present = await devices.lock(device, device.deviceKey)
  if (present?.createdAt !== createdAt || present.remembered !== remembered) throw signInOver()
  await devices.noteSignIn(device, device.deviceKey, address, now)
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
