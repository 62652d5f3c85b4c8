import type { ServiceError } from '../../../../contract/service-error.ts'
import { attributeUpdate } from '../../../attributes/attribute-update.ts'
import type { Contact } from '../../../attributes/contact.ts'
import { maySetUp } from '../../../factors/second-factor-table.ts'
import type { RequestContext } from '../../../requests/request-context.ts'
import type { Stores } from '../../../stores.ts'
import { type Parameters, requiredParameter, requiredParameters } from '../../shared/required-parameters.ts'
import { identifyNamed } from '../claimant.ts'
import { recordStep } from '../guard/observe-step.ts'
import { invalidSession, type SessionStep } from '../progress.ts'
import { type ResumedSignIn, resume, spendSession } from '../resume.ts'
import { sessionFor } from '../session/session-for.ts'
import type { PresentedChallenge, ProvenStep, SignInStep } from '../sign-in.ts'
import { factorStanding, type SignInStanding } from '../standing.ts'
import type { Challenge } from './challenge.ts'

const NAME = 'MFA_SETUP'

/** MFA_SETUP: the user, who has no second factor, is to set one up. */
export const mfaSetup = { present, answer } satisfies Challenge

function present(context: RequestContext, step: SignInStep, standing: SignInStanding): PresentedChallenge {
  const { user, secondFactor } = standing
  if (secondFactor.kind !== 'set-up') throw new Error('nothing is to be set up')
  const { factors } = secondFactor
  const accepts: readonly SessionStep[] = factors.includes('SOFTWARE_TOKEN_MFA')
    ? [NAME, 'AssociateSoftwareToken']
    : [NAME]
  return {
    name: NAME,
    session: sessionFor(context, step, standing, { accepts }),
    parameters: { MFAS_CAN_SETUP: JSON.stringify(factors), USER_ID_FOR_SRP: user.username },
  }
}

/**
 * With a session that has verified a software token the set-up is complete. Any other session needs an address or number:
 * the user becomes its holder by the code that goes there.
 */
async function answer(context: RequestContext, step: SignInStep): Promise<ProvenStep> {
  const { USERNAME } = requiredParameters(step.parameters, 'USERNAME')
  requiredParameter('Session', step.session)
  const claimant = await identifyNamed(context, step, USERNAME)
  const signIn = await resume(context, step, NAME, claimant)
  const { softwareToken } = signIn.progress
  return softwareToken === undefined
    ? withContact(context, step, signIn)
    : withSoftwareToken(step, signIn, softwareToken)
}

/** The software token must be the one that the session has verified: it may have been deleted or replaced since. */
function withSoftwareToken({ pool }: SignInStep, signIn: ResumedSignIn, revision: string): ProvenStep {
  const { user, progress } = signIn
  return {
    user,
    proofs: progress.proofs,
    async settle(stores) {
      const { failures } = await spendSession(stores, signIn)
      const app = await stores.softwareTokens.findApp(pool.id, user.sub)
      if (app?.revision !== revision) throw invalidSession()
      return { proofs: progress.proofs, failures }
    },
  }
}

/** AWS: an answer without a good address or number spends the session. */
async function withContact(
  context: RequestContext,
  { pool, parameters, guard }: SignInStep,
  signIn: ResumedSignIn,
): Promise<ProvenStep> {
  const { user, progress } = signIn
  const asked = contactIn(parameters)
  const standing = await factorStanding(context.storage.stores, pool, user)
  if (!asked || !maySetUp(asked.factor, standing))
    return spendAndThrow(context, guard, signIn, invalidSession())
  const { factor, contact } = asked
  try {
    const { attribute: name, value } = contact
    attributeUpdate(pool.schema, user.attributes, [{ name, value }], 'user') // InvalidParameterException
  } catch (error) {
    return spendAndThrow(context, guard, signIn, error as ServiceError)
  }
  return {
    user,
    proofs: progress.proofs,
    chosen: factor,
    newContact: contact,
    async settle(stores) {
      const settled = await spendSession(stores, signIn)
      if (!maySetUp(factor, await factorStanding(stores, pool, settled.user))) throw invalidSession()
      return { proofs: progress.proofs, failures: settled.failures }
    },
  }
}

interface AskedContact {
  readonly factor: 'EMAIL_OTP' | 'SMS_MFA'
  readonly contact: Contact
}

/** AWS: clients send the names of these in upper case, while the documentation has the address in lower case. */
function contactIn(parameters: Parameters): AskedContact | undefined {
  const email = parameters.EMAIL || parameters.email
  if (email) return { factor: 'EMAIL_OTP', contact: { attribute: 'email', value: email } }
  const number = parameters.PHONE_NUMBER || parameters.phone_number
  if (number) return { factor: 'SMS_MFA', contact: { attribute: 'phone_number', value: number } }
  return undefined
}

async function spendAndThrow(
  context: RequestContext,
  guard: SignInStep['guard'],
  { progress, user }: ResumedSignIn,
  refusal: ServiceError,
): Promise<never> {
  const record = async (stores: Stores) => {
    await stores.consumedTokens.consume(progress)
    if (guard) await recordStep(stores, guard, user, 'Fail', context, undefined)
  }
  await context.storage.bookkeeping(record, refusal, user)
  throw refusal
}
