import { ServiceError } from '../../../contract/service-error.ts'
import { hidesUsers } from '../../clients/hides-users.ts'
import { signUpTarget } from '../../codes/contact-code.ts'
import type { CodeDelivery } from '../../messages/code-delivery.ts'
import type { RequestContext } from '../../requests/request-context.ts'
import { guardOf } from '../../threat-protection/guard.ts'
import type { Metadata } from '../../triggers/trigger-event.ts'
import type { ClaimedUser } from '../shared/claimed-user.ts'
import { attemptKeyOf, countTry } from '../shared/count-try.ts'
import { countSimulatedMessage } from '../shared/permit-claimed.ts'
import { postClaimed } from '../shared/post-claimed.ts'
import { postNothing } from '../shared/post-nothing.ts'
import { simulateDelivery } from '../shared/simulate-delivery.ts'
import { signUpChannels, signUpContact } from './sign-up-contact.ts'

/**
 * Sends a new code to a user who has signed up; the previous one becomes invalid. If the client hides whether users
 * exist, reports a delivery even when there is no one to send to.
 * @throws InvalidParameterException if there is nothing to confirm
 * @throws LimitExceededException
 * @throws CodeDeliveryFailureException
 */
export async function resendCode(
  context: RequestContext,
  claimed: ClaimedUser,
  clientMetadata?: Metadata | undefined,
): Promise<CodeDelivery> {
  const { storage, poolKeys, now } = context
  const { pool, user } = claimed
  if (!pool.settings.autoVerifiedAttributes?.length) throw nothingVerified()
  await storage.bookkeeping((stores) =>
    countTry(stores, attemptKeyOf(poolKeys, claimed), 'resendConfirmationCode', now),
  )
  const guard = await guardOf(context, claimed)
  const contact = user && signUpContact(pool.settings, user.attributes)
  if (!user || !contact || user.status !== 'UNCONFIRMED') {
    if (!hidesUsers(claimed.client)) throw contact ? alreadyConfirmed() : nothingVerified()
    await countSimulatedMessage(context, claimed, 'resend-code')
    await postNothing(context, pool)
    return simulateDelivery(context, claimed, signUpChannels(pool.settings))
  }
  const target = signUpTarget(user)
  const sent = { kind: 'resend-code', user, contact, target, guard, clientMetadata } as const
  return postClaimed(context, claimed, sent)
}

const alreadyConfirmed = () => new ServiceError('InvalidParameterException', 'User is already confirmed.')

/** AWS: also if the user has none of the contacts that the pool verifies. */
const nothingVerified = () =>
  new ServiceError('InvalidParameterException', 'Cannot resend codes. Auto verification not turned on.')
