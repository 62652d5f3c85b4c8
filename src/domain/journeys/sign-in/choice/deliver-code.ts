import type { Contact } from '../../../attributes/contact.ts'
import { hidesUsers } from '../../../clients/hides-users.ts'
import { assertPostedByRole, codeMessage, postCode, prepareCode } from '../../../codes/code-post.ts'
import type { FirstChallenge } from '../../../factors/first-challenges.ts'
import { NO_MFA_SETTINGS } from '../../../factors/mfa-settings.ts'
import { type CodeDelivery, codeDelivery } from '../../../messages/code-delivery.ts'
import { permitOrWithhold, type SendPermit } from '../../../messages/permit-message.ts'
import type { RequestContext } from '../../../requests/request-context.ts'
import { putNothing } from '../../../sending/put-message.ts'
import type { User } from '../../../users/user.ts'
import { userDisabled } from '../../../users/user-errors.ts'
import type { ClaimedUser } from '../../shared/claimed-user.ts'
import { attemptKeyOf } from '../../shared/count-try.ts'
import { simulateDelivery } from '../../shared/simulate-delivery.ts'
import type { Claimant } from '../claimant.ts'
import type { SignInStep } from '../sign-in.ts'
import { claimantSub } from './first-step.ts'
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
 * Sends a code, and returns where it goes. Beyond the message limits it is not sent, and the response does not show it: the
 * operations declare no error for it. Where users are hidden, strangers cause the same work, and their messages are counted
 * and go to nobody.
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
  const { contact, digits } = code
  if (hidesUsers(client)) {
    const claimed = { pool, client, user, requested }
    await deliverUnseen(context, step, claimant, claimed, code)
    return simulateDelivery(context, claimed, [contact.attribute])
  }
  if (!isKnown(claimant)) throw new Error('a code was to be sent to a stranger')
  if (!claimant.user.enabled) throw userDisabled()
  const { storage, messageLimits, origin, now } = context
  const recipient = { user: claimant.user, contact, clientId: client.id, clientMetadata: step.clientMetadata }
  const message = { ...codeMessage(recipient, KIND), address: origin.ipAddress }
  const permit = await permitOrWithhold(messageLimits, message, now)
  if (permit) {
    const post = await prepareCode(context, pool, recipient, permit, KIND)
    await storage.bookkeeping((stores) => postCode(stores, context, post, digits))
    assertPostedByRole(post)
  }
  return codeDelivery(contact)
}

/** Counts a message, and sends it to users who can begin with it. */
async function deliverUnseen(
  context: RequestContext,
  step: SignInStep,
  claimant: Claimant,
  claimed: ClaimedUser,
  { factor, contact, digits }: SignInCode,
): Promise<void> {
  const { storage, messageLimits, poolKeys, origin, now } = context
  const { pool, client, clientMetadata } = step
  const reached = await reachedUser(context, step, claimant, factor)
  const cause = {
    userPoolId: pool.id,
    kind: KIND,
    user: attemptKeyOf(poolKeys, claimed).sub,
    address: origin.ipAddress,
  } as const
  const permit: SendPermit | undefined = reached
    ? await permitOrWithhold(messageLimits, { ...cause, to: contact.value }, now)
    : void (await messageLimits.admit(cause, now))
  const recipient = { contact, clientId: client.id, clientMetadata, isUnseen: true }
  const post =
    reached && permit && (await prepareCode(context, pool, { user: reached, ...recipient }, permit, KIND))
  await storage.bookkeeping((stores) =>
    post ? postCode(stores, context, post, digits) : putNothing(stores, context, pool.id),
  )
}

/** The user, if there is one who can begin with a code. For strangers the same is read. */
async function reachedUser(
  context: RequestContext,
  step: SignInStep,
  claimant: Claimant,
  factor: FirstChallenge,
): Promise<User | undefined> {
  const looked = isKnown(claimant) ? claimant : standIn(context, claimant)
  const challenges = await challengesOf(context, step, looked)
  const { user } = claimant
  return user?.enabled && challenges.includes(factor) ? user : undefined
}

/** Makes up a user for a stranger. */
function standIn(context: RequestContext, claimant: Claimant): KnownClaimant {
  const user: User = {
    userPoolId: claimant.userPoolId,
    sub: claimantSub(context, claimant),
    username: claimant.name,
    status: 'CONFIRMED',
    enabled: true,
    attributes: new Map(),
    pendingAttributes: new Map(),
    mfa: NO_MFA_SETTINGS,
    createdAt: context.now,
    modifiedAt: context.now,
  }
  return { ...claimant, user }
}
