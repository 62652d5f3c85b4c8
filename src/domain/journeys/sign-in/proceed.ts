import type { RequestContext } from '../../requests/request-context.ts'
import { CHALLENGES } from './challenges/challenges.ts'
import { grantTokens } from './grant-tokens.ts'
import { next } from './next.ts'
import type { ProvenStep, SignInOutcome, SignInStep } from './sign-in.ts'

/** What follows a step that proved something: the next challenge, or tokens. */
export async function proceed(
  context: RequestContext,
  step: SignInStep,
  proven: ProvenStep,
): Promise<SignInOutcome> {
  const { user, proofs, settle } = proven
  const name = next({ user, proofs, pool: step.pool, client: step.client })
  if (name === 'tokens') return { tokens: await grantTokens(context, step, user, settle) }
  const settled = await context.storage.bookkeeping(settle)
  return { challenge: await CHALLENGES[name].present(context, step, { user, proofs: settled }) }
}
