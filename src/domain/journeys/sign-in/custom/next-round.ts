import { hidesUsers } from '../../../clients/hides-users.ts'
import type { CustomRound, PresentedCustomChallenge } from '../../../custom-challenges/custom-rounds.ts'
import type { RequestContext } from '../../../requests/request-context.ts'
import { callCreateAuthChallenge } from '../../../triggers/create-auth-challenge.ts'
import type { CustomSignIn } from '../../../triggers/custom-challenge-occasion.ts'
import { callDefineAuthChallenge } from '../../../triggers/define-auth-challenge.ts'
import { unrecognizableOutput } from '../../../triggers/trigger-errors.ts'
import { assertMayHoldTokens } from '../../../users/may-hold-tokens.ts'
import { incorrectUsernameOrPassword } from '../../../users/user-errors.ts'
import { claimantSub } from '../choice/first-step.ts'
import type { NamedClaimant } from '../claimant.ts'
import { recordingRefusal } from '../guard/record-refusal.ts'
import { type Proof, sealProgress } from '../progress.ts'
import { stillHolding } from '../resume.ts'
import type { PresentedChallenge, PresentedStep, ProvenStep, SignInStep } from '../sign-in.ts'
import { customFunctionsOf } from './custom-functions.ts'
import { keepRounds } from './keep-rounds.ts'

/** A sign-in by custom challenges that waits for the functions to say how it goes on. */
export interface UndecidedSignIn {
  readonly claimant: Pick<NamedClaimant, 'userPoolId' | 'name' | 'user'>
  readonly proofs: readonly Proof[]
  /** The oldest first. */
  readonly rounds: readonly CustomRound[]
  /** AWS: only the first challenge names the user. */
  readonly begins: boolean
  /** Makes the challenge for the password, in which these rounds are named. Absent where it can't be asked for. */
  presentPassword?(rounds: string): PresentedChallenge
}

/**
 * Lets the functions decide how a sign-in goes on. It fails closed: without a clear answer there are neither tokens nor a
 * challenge. To be called outside of transactions, when the session that led here is spent.
 * @throws NotAuthorizedException if the functions refuse the user, or want tokens for a stranger
 * @throws InvalidLambdaResponseException also for a challenge that can't be presented
 */
export function nextRound(
  context: RequestContext,
  step: SignInStep,
  signIn: UndecidedSignIn,
): Promise<PresentedStep | ProvenStep> {
  const { claimant } = signIn
  return recordingRefusal(context, step.guard, { claimant }, () => decide(context, step, signIn))
}

async function decide(
  context: RequestContext,
  step: SignInStep,
  signIn: UndecidedSignIn,
): Promise<PresentedStep | ProvenStep> {
  const { pool } = step
  const asked = customSignIn(step, signIn.claimant, signIn.rounds)
  const functions = customFunctionsOf(pool)
  const decision = await callDefineAuthChallenge(context, pool, functions.define, asked)
  if (decision.kind === 'fail') throw incorrectUsernameOrPassword()
  if (decision.kind === 'tokens') return provenByRounds(signIn)
  if (decision.name === 'CUSTOM_CHALLENGE') {
    const created = await callCreateAuthChallenge(context, pool, functions.create, asked)
    const { publicParameters, ...presented } = created
    const rounds = await kept(context, step, signIn, presented)
    const { name, user } = signIn.claimant
    const progress = {
      sub: claimantSub(context, signIn.claimant),
      proofs: signIn.proofs,
      accepts: ['CUSTOM_CHALLENGE'] as const,
      rounds,
      username: user?.username ?? name,
    }
    return {
      challenge: {
        name: 'CUSTOM_CHALLENGE',
        parameters: { ...(signIn.begins && { USERNAME: name }), ...publicParameters },
        session: sealProgress(context, step.client, progress),
      },
    }
  }
  if (decision.name === 'PASSWORD_VERIFIER' && signIn.presentPassword) {
    return { challenge: signIn.presentPassword(await kept(context, step, signIn)) }
  }
  throw unrecognizableOutput()
}

/** The input of the functions. */
export function customSignIn(
  { client, clientMetadata }: SignInStep,
  { name, user }: UndecidedSignIn['claimant'],
  rounds: readonly CustomRound[],
): CustomSignIn {
  return { clientId: client.id, userName: name, user, hidesUsers: hidesUsers(client), rounds, clientMetadata }
}

async function kept(
  context: RequestContext,
  { pool }: SignInStep,
  { rounds }: UndecidedSignIn,
  presented?: PresentedCustomChallenge,
): Promise<string> {
  const id = context.entropy.uuid()
  await context.storage.bookkeeping((stores) => keepRounds(stores, context, pool, id, rounds, presented))
  return id
}

function provenByRounds({ claimant: { user }, proofs: before, rounds }: UndecidedSignIn): ProvenStep {
  if (!user) throw incorrectUsernameOrPassword()
  assertMayHoldTokens(user)
  const proofs = [...before, { kind: 'custom', rounds: rounds.length } as const]
  return stillHolding(user, proofs)
}
