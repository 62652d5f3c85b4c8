import type { ServiceError } from '../../../../contract/service-error.ts'
import { applyChange } from '../../../attributes/attribute-update.ts'
import { type ContactAttribute, VERIFICATION_FLAG } from '../../../attributes/attributes.ts'
import { type Contact, isVerified } from '../../../attributes/contact.ts'
import { assertPostedByRole, codeMessage, postCode, prepareCode } from '../../../codes/code-post.ts'
import { SECOND_FACTORS } from '../../../factors/mfa-settings.ts'
import { maySetUp, stillCounts } from '../../../factors/second-factor-table.ts'
import { tooManyRequests } from '../../../limits/limit-errors.ts'
import { assertNotLocked } from '../../../limits/sign-in-lockout.ts'
import { codeDelivery } from '../../../messages/code-delivery.ts'
import { permitOrWithhold } from '../../../messages/permit-message.ts'
import type { RequestContext } from '../../../requests/request-context.ts'
import { saveChange } from '../../../users/change-attributes.ts'
import type { User, UserKey } from '../../../users/user.ts'
import { assertTryLeft } from '../../shared/count-try.ts'
import { requiredParameter, requiredParameters } from '../../shared/required-parameters.ts'
import { refuseSentCode } from '../attempts/failures.ts'
import { identifyNamed } from '../claimant.ts'
import { invalidSession, type Progress, type SentCode } from '../progress.ts'
import { type ResumedSignIn, resume, spendSession } from '../resume.ts'
import { sessionFor } from '../session/session-for.ts'
import type { PresentedChallenge, ProvenStep, SignInStep } from '../sign-in.ts'
import {
  deliveryParameters,
  isSignInCode,
  mintSignInCode,
  type SignInCodeTarget,
  signInCodeMismatch,
} from '../sign-in-code.ts'
import { factorStanding, type SignInStanding } from '../standing.ts'
import type { Challenge } from './challenge.ts'

/** A second factor by a code that goes to a contact of the user. */
export interface CodeFactor {
  readonly challenge: 'SMS_MFA' | 'EMAIL_OTP'
  readonly attribute: ContactAttribute
  /** The challenge response that holds the code. */
  readonly answer: 'SMS_MFA_CODE' | 'EMAIL_OTP_CODE'
  readonly proves: 'text-code' | 'email-code'
}

/** SMS_MFA, and EMAIL_OTP after a first factor: the user is to enter a code that was just sent. */
export function secondFactorCode(factor: CodeFactor): Challenge {
  return {
    present: (context, step, standing) => presentCode(context, step, factor, standing),
    answer: (context, step) => answerCode(context, step, factor),
  }
}

/** Sends a code and asks for it. A new contact becomes the user's once the code is right. */
async function presentCode(
  context: RequestContext,
  step: SignInStep,
  { challenge, attribute }: CodeFactor,
  standing: SignInStanding,
): Promise<PresentedChallenge> {
  const { pool, client, clientMetadata } = step
  const { user, newContact } = standing
  const value = newContact?.value ?? user.attributes.get(attribute)
  if (value === undefined) throw new Error('a code was to be sent to a user without a contact')
  const contact = { attribute, value }
  const { storage, messageLimits, origin, now } = context
  const { digits, code } = mintSignInCode(context, targetOf(user), contact)
  const message = { ...codeMessage({ user, contact }, 'authentication'), address: origin.ipAddress }
  const permit = await permitOrWithhold(messageLimits, message, now)
  if (permit) {
    const recipient = { user, contact, clientId: client.id, clientMetadata }
    const post = await prepareCode(context, pool, recipient, permit, 'authentication')
    await storage.bookkeeping((stores) => postCode(stores, context, post, digits))
    assertPostedByRole(post)
  }
  const sent: SentCode = newContact ? { ...code, contact: newContact } : code
  return {
    name: challenge,
    session: sessionFor(context, step, standing, { accepts: [challenge], code: sent }),
    parameters: { ...deliveryParameters(codeDelivery(contact)), USER_ID_FOR_SRP: user.username },
  }
}

/**
 * A wrong code counts as a failed sign-in and leaves the session as it is: the user may try again. There is a limit of
 * wrong codes in an hour that no sign-in forgives, as a right one verifies the contact.
 */
async function answerCode(
  context: RequestContext,
  step: SignInStep,
  factor: CodeFactor,
): Promise<ProvenStep> {
  const { pool, parameters } = step
  const { now } = context
  const { USERNAME, [factor.answer]: digits } = requiredParameters(parameters, 'USERNAME', factor.answer)
  requiredParameter('Session', step.session)
  const claimant = await identifyNamed(context, step, USERNAME)
  const signIn = await resume(context, step, factor.challenge, claimant, ofOtherStep)
  assertNotLocked(claimant.failures, now)
  const contact = contactOf(signIn, factor)
  const { code } = signIn.progress
  if (!contact || !code || !isSignInCode(context, code, targetOf(signIn.user), contact, digits)) {
    return refuseSentCode(context, { ...claimant, user: signIn.user }, signInCodeMismatch())
  }
  const proofs = [...signIn.progress.proofs, { kind: factor.proves }]
  return {
    user: withVerified(signIn.user, contact),
    proofs,
    async settle(stores) {
      const settled = await spendSession(stores, signIn)
      assertNotLocked(settled.failures, now)
      await assertTryLeft(stores, settled.user, 'secondFactorCode', now, tooManyRequests)
      if (contactOf(settled, factor)?.value !== contact.value) throw invalidSession()
      const isAllowed = code.contact ? maySetUp : stillCounts
      if (!isAllowed(factor.challenge, await factorStanding(stores, pool, settled.user)))
        throw invalidSession()
      const { attributes } = settled.user
      if (attributes.get(contact.attribute) !== contact.value || !isVerified(attributes, contact.attribute)) {
        await saveChange(stores, pool, settled.user, verification(contact), new Map(), now)
      }
      return { proofs, failures: settled.failures }
    },
  }
}

/** AWS: a session of another second factor is refused like a wrong code. */
function ofOtherStep(accepts: Progress['accepts']): ServiceError {
  const isSecondFactor = SECOND_FACTORS.some((factor) => accepts.includes(factor))
  return isSecondFactor ? signInCodeMismatch() : invalidSession()
}

function targetOf({ userPoolId, sub }: UserKey): SignInCodeTarget {
  return { purpose: 'second-factor', userPoolId, sub }
}

/** Where the code of the session went, if that still counts. */
function contactOf({ progress, user }: ResumedSignIn, { attribute }: CodeFactor): Contact | undefined {
  if (progress.code?.contact) return progress.code.contact
  const value = user.attributes.get(attribute)
  return value === undefined ? undefined : { attribute, value }
}

/** AWS: a code that was answered rightly verifies the contact. */
function verification({ attribute, value }: Contact) {
  const set = new Map([
    [attribute, value],
    [VERIFICATION_FLAG[attribute], 'true'],
  ])
  return { set, removed: [] }
}

function withVerified(user: User, contact: Contact): User {
  return { ...user, attributes: applyChange(user.attributes, verification(contact)) }
}
