import { findNamedDevice } from '../../../devices/find-trusted-device.ts'
import type { RequestContext } from '../../../requests/request-context.ts'
import type { NamedClaimant } from '../claimant.ts'
import type { SignInStep } from '../sign-in.ts'
import { claimantSub } from './first-step.ts'

/**
 * Refuses an answer that names a device which the claimant does not have. Call it before an answer that uses its session
 * up: clients repeat such an answer without `DEVICE_KEY`. For strangers the same is read.
 * @throws ResourceNotFoundException
 */
export async function assertDeviceKnown(
  context: RequestContext,
  { pool, parameters }: Pick<SignInStep, 'pool' | 'parameters'>,
  claimant: NamedClaimant,
): Promise<void> {
  const owner = { userPoolId: pool.id, sub: claimantSub(context, claimant) }
  await findNamedDevice(context.storage.stores, pool, owner, parameters.DEVICE_KEY)
}
