import { passwordMatches } from '../../../credentials/password-verifier.ts'
import type { RequestContext } from '../../../requests/request-context.ts'
import { isPasswordToBlock } from '../../../threat-protection/check-credentials.ts'
import type { User } from '../../../users/user.ts'
import { isResettable } from '../../../users/user-statuses.ts'
import { requiredParameters } from '../../shared/required-parameters.ts'
import { assertMayTry, refuseProof } from '../attempts/failures.ts'
import { preAuthenticate } from '../attempts/pre-authenticate.ts'
import { assertKnown, assertMayProve, type Claimant, findClaimant, type SentPassword } from '../claimant.ts'
import { provenBy, recordingRefusal } from '../guard/record-refusal.ts'
import type { ProvenStep, SignInStep } from '../sign-in.ts'
import { type ProvenPassword, provenByPassword } from './admission.ts'
import { proveSlowly } from './prove-slowly.ts'
import { refuseCompromised } from './refuse-compromised.ts'
import { slowProofOf } from './slow-proof.ts'

/** USER_PASSWORD_AUTH and ADMIN_USER_PASSWORD_AUTH: the password comes in the clear. */
export async function provePassword(context: RequestContext, step: SignInStep): Promise<ProvenStep> {
  const { USERNAME, PASSWORD } = requiredParameters(step.parameters, 'USERNAME', 'PASSWORD')
  const claimant = await findClaimant(context, step, USERNAME)
  return proveSent(context, step, claimant, { requested: USERNAME, sent: PASSWORD, begins: true })
}

/** Proves a password that came in the clear. The claimant is the user with that name. */
export async function proveSent(
  context: RequestContext,
  step: SignInStep,
  claimant: Claimant,
  password: SentPassword,
): Promise<ProvenStep> {
  const proven = (await slowProofOf(context, step, claimant))
    ? await proveInTurn(context, step, claimant, password)
    : await proveHere(context, step, claimant, password)
  const provenStep = await recordingRefusal(context, step.guard, provenBy(proven.user), () =>
    provenByPassword({ kind: 'password', ...proven }, context.now),
  )
  if (await isToBlock(context, step, proven.user, password))
    return refuseCompromised(context, step.guard, proven)
  return provenStep
}

/** An invited user is about to replace the password anyway, and could not recover it. */
async function isToBlock(
  context: RequestContext,
  { guard }: SignInStep,
  { status }: User,
  { sent }: SentPassword,
): Promise<boolean> {
  return isResettable(status) && isPasswordToBlock(context, guard, sent)
}

/** A password that is kept here is checked in about a millisecond: this may come before the count. */
async function proveHere(
  context: RequestContext,
  step: SignInStep,
  claimant: Claimant,
  { requested, sent, begins }: SentPassword,
): Promise<ProvenPassword> {
  assertKnown(step, claimant)
  assertMayProve(step, claimant)
  await assertMayTry(context, claimant)
  if (begins) await preAuthenticate(context, step, claimant, requested)
  const { user, password, verifier, identity } = claimant
  const matches = passwordMatches(verifier, identity, sent)
  return matches && user && password ? { user, password } : refuseProof(context, claimant)
}

/** Checks guesses at a password one after the other: once one is right, later ones are checked by the form that it left here. */
function proveInTurn(
  context: RequestContext,
  step: SignInStep,
  { userPoolId, name }: Claimant,
  password: SentPassword,
): Promise<ProvenPassword> {
  return context.slowGuesses.inTurn(`${userPoolId} ${name}`, async () => {
    const claimant = await findClaimant(context, step, password.requested)
    const proof = await slowProofOf(context, step, claimant)
    if (!proof) return proveHere(context, step, claimant, password)
    return proveSlowly(context, step, { ...password, claimant, proof })
  })
}
