import type { ServiceError } from '../../../contract/service-error.ts'
import { afterFailure, assertNotLocked } from '../../limits/sign-in-lockout.ts'
import type { RequestContext } from '../../requests/request-context.ts'
import type { User } from '../../users/user.ts'

/**
 * Counts a wrong code of a known user as a failed sign-in, and refuses.
 * @throws NotAuthorizedException instead if rivals have locked the user out meanwhile
 */
export async function countFailure(
  { storage, now }: RequestContext,
  { userPoolId, sub }: Pick<User, 'userPoolId' | 'sub'>,
  refusal: ServiceError,
): Promise<never> {
  await storage.bookkeeping(
    async (stores) => {
      if (!(await stores.users.lock(userPoolId, sub))) return // deleted meanwhile
      const { failures } = await stores.credentials.lock(userPoolId, sub)
      assertNotLocked(failures, now)
      await stores.credentials.setFailures(userPoolId, sub, afterFailure(failures, now))
    },
    refusal,
    sub,
  )
  throw refusal
}
