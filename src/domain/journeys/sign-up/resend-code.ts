import { ServiceError } from '../../../contract/service-error.ts'
import { hidesUsers } from '../../clients/hides-users.ts'
import { signUpTarget } from '../../codes/contact-code.ts'
import { issueCode } from '../../codes/issue-code.ts'
import { sendCode } from '../../codes/send-code.ts'
import type { CodeDelivery } from '../../messages/code-delivery.ts'
import type { RequestContext } from '../../requests/request-context.ts'
import type { ClaimedUser } from '../shared/claimed-user.ts'
import { countTry, trierOf } from '../shared/count-try.ts'
import { deliver, deliveryTo } from '../shared/deliver.ts'
import { countSimulatedMessage, permitClaimed } from '../shared/permit-claimed.ts'
import { simulateDelivery } from '../shared/simulate-delivery.ts'
import { signUpChannels, signUpContact } from './sign-up-contact.ts'

/**
 * Sends a new code to a user who has signed up; the previous one becomes invalid. If the client hides whether users
 * exist, reports a delivery even when there is no one to send to.
 * @throws InvalidParameterException if there is nothing to confirm
 * @throws LimitExceededException
 * @throws CodeDeliveryFailureException
 */
export async function resendCode(context: RequestContext, claimed: ClaimedUser): Promise<CodeDelivery> {
  const { storage, poolKeys, messages, now } = context
  const { pool, user } = claimed
  if (!pool.settings.autoVerifiedAttributes?.length) throw nothingVerified()
  await storage.bookkeeping((stores) =>
    countTry(stores, trierOf(poolKeys, claimed), 'resendConfirmationCode', now),
  )
  const contact = user && signUpContact(pool.settings, user.attributes)
  if (!user || !contact || user.status !== 'UNCONFIRMED') {
    if (!hidesUsers(claimed.client)) throw contact ? alreadyConfirmed() : nothingVerified()
    await countSimulatedMessage(context, claimed, 'resend-code')
    return simulateDelivery(context, claimed, signUpChannels(pool.settings))
  }
  const permit = await permitClaimed(context, claimed, contact, 'resend-code')
  if (!permit) return deliveryTo(claimed, contact)
  const target = signUpTarget(user)
  return deliver(context, claimed, contact, async () => {
    const code = await storage.transaction((stores) => issueCode(stores, context, target, contact))
    await sendCode(messages, pool, { user, contact, code }, permit)
  })
}

const alreadyConfirmed = () => new ServiceError('InvalidParameterException', 'User is already confirmed.')

/** AWS: also if the user has none of the contacts that the pool verifies. */
const nothingVerified = () =>
  new ServiceError('InvalidParameterException', 'Cannot resend codes. Auto verification not turned on.')
