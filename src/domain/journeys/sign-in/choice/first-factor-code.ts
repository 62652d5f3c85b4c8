import type { ServiceError } from '../../../../contract/service-error.ts'
import { applyChange } from '../../../attributes/attribute-update.ts'
import { VERIFICATION_FLAG } from '../../../attributes/attributes.ts'
import { type Contact, isVerified } from '../../../attributes/contact.ts'
import { tooManyRequests } from '../../../limits/limit-errors.ts'
import type { RequestContext } from '../../../requests/request-context.ts'
import type { Stores } from '../../../stores.ts'
import { saveChange } from '../../../users/change-attributes.ts'
import { assertMayHoldTokens } from '../../../users/may-hold-tokens.ts'
import type { User } from '../../../users/user.ts'
import { statusAfter } from '../../../users/user-statuses.ts'
import { attemptKeyOf, countTry } from '../../shared/count-try.ts'
import { requiredParameter, requiredParameters } from '../../shared/required-parameters.ts'
import { type Claimant, identify, type NamedClaimant } from '../claimant.ts'
import { recordFailedStep } from '../guard/observe-step.ts'
import { provenBy, recordingRefusal } from '../guard/record-refusal.ts'
import { invalidSession, type Progress, type Proof, type SentCode, sessionUsedBefore } from '../progress.ts'
import type { PresentedChallenge, ProvenStep, SignInStep } from '../sign-in.ts'
import {
  deliveryParameters,
  isSignInCode,
  mintSignInCode,
  type SignInCodeTarget,
  signInCodeMismatch,
} from '../sign-in-code.ts'
import type { FirstFactorCode } from './code-factors.ts'
import { deliverSignInCode } from './deliver-code.ts'
import { claimantSub, openFirstStep, sealFirstStep } from './first-step.ts'
import { challengesOf, isKnown } from './offered-challenges.ts'

/**
 * Sends a code and asks for it. To strangers, where users are hidden, a code is presented that is sent nowhere: no digits
 * are right then.
 * @throws NotAuthorizedException for a disabled user, unless users are hidden
 */
export async function presentFirstFactorCode(
  context: RequestContext,
  step: SignInStep,
  factor: FirstFactorCode,
  claimant: Claimant,
): Promise<PresentedChallenge> {
  const { challenge } = factor
  const contact = contactOf(claimant, factor)
  const { digits, code } = mintSignInCode(context, targetOf(context, claimant), contact)
  const delivery = await deliverSignInCode(context, step, claimant, { factor: challenge, contact, digits })
  return {
    name: challenge,
    session: sealFirstStep(context, step, claimant, { accepts: [challenge], code }),
    parameters: deliveryParameters(delivery),
  }
}

/**
 * A wrong code leaves the session as it is and locks nothing, so that nobody can lock others out; but there is a limit
 * of codes that a user may try in an hour.
 */
export async function answerFirstFactorCode(
  context: RequestContext,
  step: SignInStep,
  factor: FirstFactorCode,
): Promise<ProvenStep> {
  const { USERNAME, [factor.answer]: digits } = requiredParameters(step.parameters, 'USERNAME', factor.answer)
  requiredParameter('Session', step.session)
  const claimant = await identify(context, step, USERNAME)
  const progress = await openFirstStep(context, step, factor.challenge, claimant, otherChallenge)
  const isRight = isRightCode(context, factor, progress.code, claimant, digits)
  await countGuess(context, step, claimant, isRight)
  if (!isRight || !isKnown(claimant)) throw signInCodeMismatch()
  const user = welcomed(claimant.user, factor)
  await recordingRefusal(context, step.guard, provenBy(user), async () => {
    assertMayHoldTokens(user)
    const available = await challengesOf(context, step, claimant)
    if (!available.includes(factor.challenge)) throw invalidSession()
  })
  const proofs: readonly Proof[] = [{ kind: factor.proves, revision: claimant.passwordRevision }]
  return {
    user,
    proofs,
    async settle(stores) {
      if (!(await stores.consumedTokens.consume(progress))) throw sessionUsedBefore()
      const held = await lockClaimant(stores, claimant)
      if (!isRightCode(context, factor, progress.code, held, digits)) throw invalidSession()
      const { mfa } = await welcome(context, step, stores, held, factor)
      return { proofs, failures: held.failures, mfa }
    },
  }
}

/** AWS: the code of one factor is no code of another. */
function otherChallenge(accepts: Progress['accepts']): ServiceError {
  const isCode = accepts.some((name) => name === 'EMAIL_OTP' || name === 'SMS_OTP')
  return isCode ? signInCodeMismatch() : invalidSession()
}

/** Counts in the same way for strangers. */
async function countGuess(
  context: RequestContext,
  { pool, client, guard }: SignInStep,
  claimant: Claimant,
  isRight: boolean,
): Promise<void> {
  const { user, name: requested } = claimant
  const attemptKey = attemptKeyOf(context.poolKeys, { pool, client, user, requested })
  const refusal = user && !isRight ? signInCodeMismatch() : undefined
  await context.storage.bookkeeping(
    async (stores) => {
      await countTry(stores, attemptKey, 'signInCode', context.now, tooManyRequests)
      if (!isRight) await recordFailedStep(stores, { ...claimant, guard }, context)
    },
    refusal,
    user,
  )
}

/** The claimant as they are now, held against other transactions. */
async function lockClaimant(
  stores: Stores,
  { userPoolId, name, user }: NamedClaimant,
): Promise<NamedClaimant> {
  const held = user && (await stores.credentials.lockWithUser(userPoolId, user.sub))
  if (!held) throw invalidSession()
  return { userPoolId, name, user: held.user, ...held.state }
}

/** Lets a held user in, whom the code has confirmed. */
async function welcome(
  { now }: RequestContext,
  { pool }: SignInStep,
  stores: Stores,
  { user }: NamedClaimant,
  factor: FirstFactorCode,
): Promise<User> {
  if (!user) throw invalidSession()
  const status = statusAfter(user.status, 'signed-in-by-code')
  assertMayHoldTokens({ ...user, status })
  if (status !== user.status || !isVerified(user.attributes, factor.attribute)) {
    await saveChange(stores, pool, { ...user, status }, verification(factor), new Map(), now)
  }
  return user
}

function isRightCode(
  context: RequestContext,
  factor: FirstFactorCode,
  code: SentCode | undefined,
  claimant: NamedClaimant,
  digits: string,
): boolean {
  const target = targetOf(context, claimant)
  return code !== undefined && isSignInCode(context, code, target, contactOf(claimant, factor), digits)
}

/** The code is void once the user has another password. */
function targetOf(context: RequestContext, claimant: NamedClaimant): SignInCodeTarget {
  return {
    purpose: 'first-factor',
    userPoolId: claimant.userPoolId,
    sub: claimantSub(context, claimant),
    subject: claimant.passwordRevision ?? undefined,
  }
}

/** Its value is empty where the claimant has none: the work is the same then, and nothing is sent. */
function contactOf({ user }: NamedClaimant, { attribute }: FirstFactorCode): Contact {
  return { attribute, value: user?.attributes.get(attribute) ?? '' }
}

/** AWS: a code that was answered rightly verifies the contact, and confirms the user. */
function verification({ attribute }: FirstFactorCode) {
  return { set: new Map([[VERIFICATION_FLAG[attribute], 'true']]), removed: [] }
}

function welcomed(user: User, factor: FirstFactorCode): User {
  const status = statusAfter(user.status, 'signed-in-by-code')
  return { ...user, status, attributes: applyChange(user.attributes, verification(factor)) }
}
