import type { RequestContext } from '../../../requests/request-context.ts'
import type { PresentedChallenge, PresentedStep, ProvenStep, SignInStep } from '../sign-in.ts'
import type { SignInStanding } from '../standing.ts'

/** A challenge that a sign-in can meet, both halves of it. */
export interface Challenge {
  present(
    context: RequestContext,
    step: SignInStep,
    standing: SignInStanding,
  ): PresentedChallenge | Promise<PresentedChallenge>
  /** Judges the answer; throws unless it proves what was asked for, or chooses the challenge that follows. */
  answer(context: RequestContext, step: SignInStep): Promise<ProvenStep | PresentedStep>
}
