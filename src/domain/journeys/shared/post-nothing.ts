import type { RequestContext } from '../../requests/request-context.ts'
import { putNothing } from '../../sending/put-message.ts'
import type { UserPool } from '../../user-pools/user-pool.ts'

/**
 * Does the work of a code that is stored and sent, without effect. Where users are hidden, a request that sends nothing
 * then takes as long as one that does.
 */
export async function postNothing(
  context: Pick<RequestContext, 'storage' | 'entropy' | 'now'>,
  { id: userPoolId }: Pick<UserPool, 'id'>,
): Promise<void> {
  await context.storage.transaction(async (stores) => {
    await stores.verificationCodes.countMismatch({ purpose: 'password-reset', userPoolId, sub: NOBODY })
    await putNothing(stores, context, userPoolId)
  })
}

/** No user's `sub`. */
const NOBODY = 'nobody'
