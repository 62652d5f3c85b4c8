import type { RequestContext } from '../../../requests/request-context.ts'
import { readProgress } from '../progress.ts'
import type { SignInStep } from '../sign-in.ts'

/** The step with its session opened. Several parts of a sign-in look into it, and decrypting is done once. */
export function withProgress(context: Pick<RequestContext, 'poolKeys'>, step: SignInStep): SignInStep {
  if (step.session === undefined) return step
  return { ...step, progress: readProgress(context, step.session, step.client) }
}
