import type { RequestContext } from '../../../requests/request-context.ts'
import { type NewProgress, sealProgress } from '../progress.ts'
import type { SignInStep } from '../sign-in.ts'
import type { SignInStanding } from '../standing.ts'

/** `Session` for the next challenge of a sign-in that stands so. */
export function sessionFor(
  context: RequestContext,
  { client, levels }: Pick<SignInStep, 'client' | 'levels'>,
  { user: { sub, username }, proofs, rounds, keptRounds }: SignInStanding,
  content: Pick<NewProgress, 'accepts' | 'code'>,
): string {
  if (rounds && !keptRounds) throw new Error('a sign-in by custom challenges was to go on without its rounds')
  return sealProgress(context, client, { sub, username, proofs, levels, rounds: keptRounds, ...content })
}
