import type { ForeignPassword } from '../../../credentials/foreign-password.ts'
import type { RequestContext } from '../../../requests/request-context.ts'
import { incorrectUsernameOrPassword } from '../../../users/user-errors.ts'
import type { Claimant } from '../claimant.ts'
import { keepPassword } from './keep-password.ts'
import type { Finding } from './slow-proof.ts'

/** Checks a password by the hash that an imported user brought. */
export async function tryForeignHash(
  context: RequestContext,
  { user }: Claimant,
  brought: ForeignPassword,
  sent: string,
): Promise<Finding> {
  const isRight = await context.slowGuesses.matches(brought, sent)
  if (!user || !isRight) return incorrectUsernameOrPassword()
  const found = { user, sent, isAwaited: hasStill(brought) }
  return async (giveBack) => (await keepPassword(context, found, giveBack)) ?? incorrectUsernameOrPassword()
}

function hasStill({ hash }: ForeignPassword) {
  return ({ foreignPassword }: { readonly foreignPassword?: ForeignPassword }) =>
    foreignPassword?.hash === hash
}
