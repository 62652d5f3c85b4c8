import type { Contact } from '../../../attributes/contact.ts'
import { hidesUsers } from '../../../clients/hides-users.ts'
import { codeMessage, sendCode, sendCodeOrRoleError } from '../../../codes/send-code.ts'
import { type CodeDelivery, codeDelivery } from '../../../messages/code-delivery.ts'
import { permitOrWithhold } from '../../../messages/permit-message.ts'
import type { RequestContext } from '../../../requests/request-context.ts'
import { userDisabled } from '../../../users/user-errors.ts'
import type { ClaimedUser } from '../../shared/claimed-user.ts'
import { trierOf } from '../../shared/count-try.ts'
import { simulateDelivery } from '../../shared/simulate-delivery.ts'
import type { Claimant } from '../claimant.ts'
import type { SignInStep } from '../sign-in.ts'
import type { FirstChallenge } from './first-challenges.ts'
import { challengesOf, isKnown, type KnownClaimant } from './offered-challenges.ts'

/** A code that signs in. */
export interface SignInCode {
  readonly factor: FirstChallenge
  /** Its value is empty where the claimant has none. */
  readonly contact: Contact
  readonly digits: string
}

const KIND = 'authentication'

/**
 * Sends a code, and returns where it goes. Beyond the message limits it is not sent, and nothing tells so: the operations
 * declare no error for it. Where users are hidden all of that happens after the answer, for strangers too, whose
 * messages are counted and not sent.
 * @throws NotAuthorizedException for a disabled user, unless users are hidden
 * @throws InvalidEmailRoleAccessPolicyException, InvalidSmsRoleAccessPolicyException likewise
 */
export async function deliverSignInCode(
  context: RequestContext,
  step: SignInStep,
  claimant: Claimant,
  code: SignInCode,
): Promise<CodeDelivery> {
  const { pool, client } = step
  const { user, name: requested } = claimant
  const { contact } = code
  const claimed = { pool, client, user, requested }
  if (hidesUsers(client)) {
    context.afterAnswer(() => sendUnseen(context, step, claimant, claimed, code))
    return simulateDelivery(context, claimed, [contact.attribute])
  }
  if (!isKnown(claimant)) throw new Error('a code was to be sent to a stranger')
  if (!claimant.user.enabled) throw userDisabled()
  const { messages, messageLimits, origin, now } = context
  const issued = { user: claimant.user, contact, code: code.digits }
  const message = { ...codeMessage(issued, KIND), address: origin.ipAddress }
  const permit = await permitOrWithhold(messageLimits, message, now)
  if (permit) await sendCodeOrRoleError(messages, pool, issued, permit, KIND)
  return codeDelivery(contact)
}

/** Counts a message, and sends it to users who can begin with it. */
async function sendUnseen(
  context: RequestContext,
  step: SignInStep,
  claimant: Claimant,
  claimed: ClaimedUser,
  { factor, contact, digits }: SignInCode,
): Promise<void> {
  const { messages, messageLimits, poolKeys, origin, now } = context
  const reached =
    isKnown(claimant) && (await canBegin(context, step, claimant, factor)) ? claimant.user : undefined
  const cause = {
    userPoolId: step.pool.id,
    kind: KIND,
    user: trierOf(poolKeys, claimed).sub,
    address: origin.ipAddress,
  } as const
  if (!reached) return void (await messageLimits.admit(cause, now))
  const permit = await permitOrWithhold(messageLimits, { ...cause, to: contact.value }, now)
  if (permit) await sendCode(messages, step.pool, { user: reached, contact, code: digits }, permit, KIND)
}

async function canBegin(
  context: RequestContext,
  step: SignInStep,
  claimant: KnownClaimant,
  factor: FirstChallenge,
): Promise<boolean> {
  return claimant.user.enabled && (await challengesOf(context, step, claimant)).includes(factor)
}
