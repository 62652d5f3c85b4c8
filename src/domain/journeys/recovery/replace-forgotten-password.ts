import { recordEvent } from '../../auth-events/record-event.ts'
import { passwordResetTarget } from '../../codes/contact-code.ts'
import { codeMismatch } from '../../codes/verification-code.ts'
import { assertMeetsPolicy } from '../../credentials/password-policy.ts'
import { setPassword } from '../../credentials/set-password.ts'
import type { RequestContext } from '../../requests/request-context.ts'
import { checkChosenPassword } from '../../threat-protection/check-credentials.ts'
import { guardOf } from '../../threat-protection/guard.ts'
import { callPostConfirmation } from '../../triggers/post-confirmation.ts'
import type { Metadata } from '../../triggers/trigger-event.ts'
import { userDisabled } from '../../users/user-errors.ts'
import { statusAfter } from '../../users/user-statuses.ts'
import { lockOwnUser } from '../own-account/lock-own-user.ts'
import type { ClaimedUser } from '../shared/claimed-user.ts'
import { countTry } from '../shared/count-try.ts'
import { answererOf, tryCode, useCode } from '../shared/try-code.ts'

export interface Replacement {
  readonly code: string
  readonly password: string
  readonly clientMetadata?: Metadata | undefined
}

/**
 * Sets a new password for a user who has the code. A password that the policy rejects uses up neither the code nor an
 * attempt.
 * @throws InvalidPasswordException, PasswordHistoryPolicyViolationException
 * @throws CodeMismatchException, ExpiredCodeException, LimitExceededException
 * @throws UserLambdaValidationException, UnexpectedLambdaException, InvalidLambdaResponseException after the password is
 *   set
 * @throws NotAuthorizedException if the user is disabled and the client does not hide whether users exist
 */
export async function replaceForgottenPassword(
  context: RequestContext,
  claimed: ClaimedUser,
  { code, password, clientMetadata }: Replacement,
): Promise<void> {
  const { storage, poolKeys, now } = context
  const { pool, client, user } = claimed
  assertMeetsPolicy(pool.settings.policies.passwordPolicy, password, 'change')
  const guard = await guardOf(context, claimed)
  await checkChosenPassword(context, guard, 'PASSWORD_CHANGE', password)
  const answerer = answererOf(poolKeys, claimed)
  if (!user?.enabled && !answerer.hidden) {
    await storage.bookkeeping((stores) => countTry(stores, answerer, 'forgottenPassword', now))
    throw userDisabled()
  }
  const target = passwordResetTarget(answerer)
  const matched = await tryCode(context, answerer, 'forgottenPassword', target, code)
  await storage.transaction(async (stores) => {
    const locked = await lockOwnUser(stores, answerer)
    if (!locked.enabled) throw answerer.hidden ? codeMismatch() : userDisabled()
    await useCode(stores, locked, matched)
    await setPassword(stores, pool, locked, { password, occasion: 'change', temporary: false }, context)
    const status = statusAfter(locked.status, 'forgotten-password-replaced')
    await stores.users.save({ ...locked, status, modifiedAt: now })
    const event = {
      id: context.requestId,
      type: 'ForgotPassword',
      response: 'Pass',
      clientId: client.id,
    } as const
    await recordEvent(stores, guard, locked, event, context)
  })
  const { sub } = answerer
  const occasion = { source: 'ConfirmForgotPassword', clientId: client.id, sub, clientMetadata } as const
  await callPostConfirmation(context, pool, occasion)
}
