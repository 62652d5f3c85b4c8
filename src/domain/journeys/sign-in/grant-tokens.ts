import type { RequestContext } from '../../requests/request-context.ts'
import type { Stores } from '../../stores.ts'
import { issueTokens } from '../../tokens/issue-tokens.ts'
import { keepTokens } from '../../tokens/keep-tokens.ts'
import type { User } from '../../users/user.ts'
import type { GrantedTokens, SettledStep, SignInStep } from './sign-in.ts'

/**
 * Ends a sign-in: the tokens are signed first, as that takes long, and count for nothing before the transaction that
 * `settle` has the last word in.
 * @param user as the tokens are to show it
 * @param settle throws unless the sign-in may still end so, and stores what comes of it
 */
export async function grantTokens(
  context: RequestContext,
  { pool, client, sessionConfiguration }: SignInStep,
  user: User,
  settle: (stores: Stores) => Promise<Pick<SettledStep, 'failures'>>,
): Promise<GrantedTokens> {
  const { storage, now, requestId } = context
  const groups = await storage.stores.groups.listForUser(pool.id, user.sub)
  const signIn = { pool, client, user, groups, authTime: now, eventId: requestId }
  const tokens = await issueTokens(context, signIn)
  const end = async (stores: Stores) => {
    const { failures } = await settle(stores)
    if (failures) await stores.credentials.setFailures(pool.id, user.sub, undefined)
    await keepTokens(stores, tokens.family, sessionConfiguration, context)
  }
  await storage.transaction(end, user.sub)
  return tokens
}
