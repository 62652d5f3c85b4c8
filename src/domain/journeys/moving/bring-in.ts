import { ServiceError } from '../../../contract/service-error.ts'
import { withPermits } from '../../messages/permit-message.ts'
import type { RequestContext } from '../../requests/request-context.ts'
import type { User } from '../../users/user.ts'
import type { NewMember } from '../shared/user-source.ts'

/**
 * Brings in a user of another source. Of concurrent requests, one creates the user and the others continue with that one.
 * @param work the transaction in which {@link NewMember.store} stores the user. Returns the user who is stored afterwards
 * @returns `clash` if one of its names belongs to another user; undefined if `work` returns that
 */
export async function bringIn<Result extends { readonly user: User }>(
  { messageLimits }: Pick<RequestContext, 'messageLimits'>,
  { user, permits }: Pick<NewMember, 'user' | 'permits'>,
  work: () => Promise<Result | undefined>,
): Promise<Result | 'clash' | undefined> {
  try {
    const result = await withPermits(messageLimits, permits, () => onceMoreAfterRival(work))
    if (result?.user.sub !== user.sub) {
      await messageLimits.giveBack(permits.flatMap(({ counted }) => counted))
    }
    return result
  } catch (error) {
    if (isNameTaken(error)) return 'clash'
    throw error
  }
}

/** A rival that made the user while we were about to is found at the second look. */
async function onceMoreAfterRival<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work()
  } catch (error) {
    if (isNameTaken(error)) return work()
    throw error
  }
}

function isNameTaken(error: unknown): boolean {
  return error instanceof ServiceError && error.name === 'UsernameExistsException'
}
