import type { Instant } from '../../kernel/clock.ts'
import type { Stores } from '../stores.ts'
import type { TokenFamily } from '../tokens/token-family.ts'
import type { UserKey } from '../users/user.ts'
import { deviceNotFound } from './device-errors.ts'

/**
 * Forgets a device, and ends all tokens of the sign-ins with it. AWS: users who forget the device that they call from
 * go on with their access token, and can't refresh it.
 * @param calling the family of the caller's own access token
 * @throws ResourceNotFoundException
 */
export async function forgetDevice(
  stores: Pick<Stores, 'devices' | 'tokenFamilies'>,
  owner: UserKey,
  deviceKey: string,
  calling: TokenFamily | undefined,
  now: Instant,
): Promise<void> {
  if (!(await stores.devices.delete(owner, deviceKey))) throw deviceNotFound()
  const ofDevice = calling?.deviceKey === deviceKey ? calling : undefined
  if (ofDevice) await stores.tokenFamilies.endRefreshing(ofDevice.id, now)
  await stores.tokenFamilies.signOutDevice(owner.userPoolId, owner.sub, deviceKey, now, ofDevice?.id)
}
