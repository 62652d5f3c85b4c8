import type { SignInStep } from '../sign-in.ts'

/** The step as its event is to show it once its own challenge is recorded, or where it proved nothing. */
export function withoutChallenge({ guard, ...step }: SignInStep): SignInStep {
  return guard
    ? { ...step, guard: { ...guard, event: { ...guard.event, challenge: undefined }, pending: {} } }
    : step
}
