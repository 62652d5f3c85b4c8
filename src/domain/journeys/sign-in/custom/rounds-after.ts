import type { ChallengeNameType } from '../../../../contract/generated/types.ts'
import type { CustomRound } from '../../../custom-challenges/custom-rounds.ts'
import type { RequestContext } from '../../../requests/request-context.ts'
import { invalidSession } from '../progress.ts'
import type { ProvenStep, SignInStep } from '../sign-in.ts'

/** The challenges of the service whose right answers are rounds. */
const ROUNDS: readonly ChallengeNameType[] = [
  'PASSWORD_VERIFIER',
  'NEW_PASSWORD_REQUIRED',
  'SMS_MFA',
  'EMAIL_OTP',
  'SOFTWARE_TOKEN_MFA',
]

/**
 * What has happened in a sign-in by custom challenges once another challenge was answered rightly with its session.
 * Undefined in any other sign-in, and once the functions have decided.
 */
export async function roundsAfter(
  context: RequestContext,
  step: SignInStep,
  challenge: ChallengeNameType,
  { proofs }: ProvenStep,
): Promise<readonly CustomRound[] | undefined> {
  const id = step.progress?.rounds
  if (id === undefined || proofs.some(({ kind }) => kind === 'custom')) return undefined
  const before = await context.storage.stores.customRounds.find(id)
  if (!before) throw invalidSession()
  if (!ROUNDS.includes(challenge)) return before.rounds
  return [...before.rounds, { challengeName: challenge, challengeResult: true, challengeMetadata: null }]
}
