import { shownAssurance } from '../../../assurance/shown-assurance.ts'
import { type Device, deviceAddress } from '../../../devices/device.ts'
import { deviceNotFound } from '../../../devices/device-errors.ts'
import { issueDeviceKey } from '../../../devices/device-key.ts'
import type { RequestContext } from '../../../requests/request-context.ts'
import type { Stores } from '../../../stores.ts'
import { issueTokens } from '../../../tokens/issue-tokens.ts'
import { keepTokens } from '../../../tokens/keep-tokens.ts'
import { API_GRANT } from '../../../tokens/token-family.ts'
import { callPreTokenGeneration, type TokenSource } from '../../../triggers/pre-token-generation.ts'
import type { User } from '../../../users/user.ts'
import { assuranceOf } from '../assurance-of.ts'
import { provenBy, recordingRefusal } from '../guard/record-refusal.ts'
import type { GrantedTokens, ProvenStep, SettledStep, SignInStep } from '../sign-in.ts'

/** A sign-in in which everything is proven. */
export interface EndingSignIn {
  /** As the tokens are to show it. */
  readonly user: User
  readonly proofs: ProvenStep['proofs']
  /** The device that the user signs in with; undefined for an unknown one. */
  readonly device: Device | undefined
  /** Whether an unknown device gets a key. */
  readonly isKeyed: boolean
  readonly source: TokenSource
  /** Throws unless the sign-in may still end so, and stores what comes of it. */
  settle(stores: Stores): Promise<Pick<SettledStep, 'failures'>>
}

/**
 * Ends a sign-in. The tokens are made first, since that takes long, but are only valid once the transaction in which `settle`
 * checks everything again has committed.
 */
export async function grantTokens(
  context: RequestContext,
  { pool, client, sessionConfiguration, clientMetadata, guard }: SignInStep,
  { user, proofs, device, isKeyed, source, settle }: EndingSignIn,
): Promise<GrantedTokens> {
  const { storage, poolKeys, entropy, origin, now, requestId } = context
  const groups = await storage.stores.groups.listForUser(pool.id, user.sub)
  const newDevice = isKeyed
    ? issueDeviceKey(poolKeys('device keys', pool.id), entropy, { pool, sub: user.sub })
    : undefined
  const { deviceKey } = device ?? newDevice ?? {}
  const occasion = { source, clientId: client.id, user, groups, scope: API_GRANT.scope, clientMetadata }
  const changes = await recordingRefusal(context, guard, provenBy(user), () =>
    callPreTokenGeneration(context, pool, occasion),
  )
  const eventId = guard?.event.id ?? requestId // AWS: tokens name the event that shows their sign-in
  const shown = shownAssurance(context, pool, assuranceOf(proofs))
  const grant = shown.acr === undefined ? API_GRANT : { ...API_GRANT, ...shown }
  const signIn = { grant, pool, client, user, groups, changes, authTime: now, eventId, deviceKey }
  const tokens = await issueTokens(context, signIn)
  const end = async (stores: Stores) => {
    const { failures } = await settle(stores)
    if (failures) await stores.credentials.setFailures(pool.id, user.sub, undefined)
    if (device && !(await stores.devices.noteSignIn(user, device.deviceKey, deviceAddress(origin), now)))
      throw deviceNotFound() // forgotten in the meantime
    await keepTokens(stores, tokens.family, sessionConfiguration, context)
  }
  await storage.transaction(end, user)
  return { newDevice, ...tokens }
}
