import { invalidParameter } from '../../../../contract/service-error.ts'
import { hidesUsers } from '../../../clients/hides-users.ts'
import { parseClientPublic } from '../../../credentials/srp.ts'
import type { CustomRound } from '../../../custom-challenges/custom-rounds.ts'
import type { RequestContext } from '../../../requests/request-context.ts'
import { assertMayHoldTokens } from '../../../users/may-hold-tokens.ts'
import { type Parameters, requiredParameter, requiredParameters } from '../../shared/required-parameters.ts'
import { preAuthenticateChallenged } from '../attempts/pre-authenticate.ts'
import { presentVerifier } from '../challenges/password-verifier.ts'
import { sealFirstStep } from '../choice/first-step.ts'
import { identify, identifyNamed, type NamedClaimant } from '../claimant.ts'
import { customFunctionsOf } from '../custom/custom-functions.ts'
import { nextRound } from '../custom/next-round.ts'
import type { SignInOutcome, SignInStep } from '../sign-in.ts'
import { proceed } from './proceed.ts'

/**
 * CUSTOM_AUTH: the pool's functions decide what the user has to prove. AWS: with CHALLENGE_NAME SRP_A the password can be
 * a part of it.
 * @throws InvalidParameterException if the pool lacks a function
 */
export async function beginCustomAuth(context: RequestContext, step: SignInStep): Promise<SignInOutcome> {
  customFunctionsOf(step.pool)
  const requested = requiredParameter('USERNAME', step.parameters.USERNAME)
  const begun = beginsWithPassword(step.parameters)
    ? await beginWithPassword(context, step, requested)
    : await beginAtOnce(context, step, requested)
  return 'challenge' in begun ? begun : proceed(context, step, begun)
}

const SRP_A_SENT: CustomRound = { challengeName: 'SRP_A', challengeResult: true, challengeMetadata: null }

async function beginWithPassword(context: RequestContext, step: SignInStep, requested: string) {
  const { SRP_A } = requiredParameters(step.parameters, 'SRP_A')
  const clientPublic = parseClientPublic(SRP_A)
  const claimant = await identify(context, step, requested)
  assertMayBegin(step, claimant)
  await preAuthenticateChallenged(context, step, claimant, requested)
  return nextRound(context, step, {
    claimant,
    proofs: [],
    rounds: [SRP_A_SENT],
    begins: true,
    presentPassword: (rounds) => ({
      ...presentVerifier(context, step, claimant, clientPublic, rounds),
      session: sealFirstStep(context, step, claimant, { accepts: ['PASSWORD_VERIFIER'], rounds }),
    }),
  })
}

/** AWS: PreAuthentication is not called if the password is no part of it. */
async function beginAtOnce(context: RequestContext, step: SignInStep, requested: string) {
  const claimant = await identifyNamed(context, step, requested)
  assertMayBegin(step, claimant)
  return nextRound(context, step, { claimant, proofs: [], rounds: [], begins: true })
}

/** Where users are hidden, this is only checked once the functions have accepted the user. */
function assertMayBegin({ client }: SignInStep, { user }: NamedClaimant): void {
  if (user && !hidesUsers(client)) assertMayHoldTokens(user)
}

function beginsWithPassword({ CHALLENGE_NAME: name }: Parameters): boolean {
  if (name && name !== 'SRP_A') throw unknownChallenge()
  return name === 'SRP_A'
}

/** Deviation: the service's text is not known (docs/deviations.md, "CHALLENGE_NAME"). */
const unknownChallenge = () => invalidParameter('Invalid CHALLENGE_NAME')
