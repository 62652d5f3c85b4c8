import type { RequestContext } from '../../requests/request-context.ts'
import { assertNetworkAllowed } from '../../threat-protection/assert-network.ts'
import { guardOf } from '../../threat-protection/guard.ts'
import type { GuardedFlow } from '../../threat-protection/threat-protection-mode.ts'
import type { Initiator } from './auth-flows.ts'
import type { SignInOutcome, SignInStep } from './sign-in.ts'

/**
 * Takes a step under threat protection, if the pool has it on for the flow.
 * @throws NotAuthorizedException from a network that the risk configuration blocks
 */
export async function guardStep(
  context: RequestContext,
  step: SignInStep,
  { flow, initiator }: { readonly flow: GuardedFlow; readonly initiator: Initiator },
  take: (step: SignInStep) => Promise<SignInOutcome>,
): Promise<SignInOutcome> {
  const { pool, client, contextData } = step
  const signed = initiator === 'administrator'
  const guard = await guardOf(context, { pool, client, flow, signed, contextData })
  if (!guard) return take(step)
  assertNetworkAllowed(guard)
  return take({ ...step, guard })
}
