import type { SignInStep } from '../sign-in.ts'

/** The step without its challenge, for further records of its event: the challenge is recorded already, or proved nothing. */
export function withoutChallenge({ guard, ...step }: SignInStep): SignInStep {
  return guard
    ? { ...step, guard: { ...guard, event: { ...guard.event, challenge: undefined }, pending: {} } }
    : step
}
