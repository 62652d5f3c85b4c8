import type { AuthFlowType, ChallengeName } from '../../../../contract/generated/types.ts'
import type { RequestContext } from '../../../requests/request-context.ts'
import type { GuardedFlow } from '../../../threat-protection/threat-protection-mode.ts'
import { refreshByFlow } from '../../refresh/refresh-flow.ts'
import { assertFlowAllowed, type Initiator } from '../auth-flows.ts'
import { passwordVerifier } from '../challenges/password-verifier.ts'
import { guardStep } from '../guard/guard-step.ts'
import { provePassword } from '../password/prove-password.ts'
import { withProgress } from '../session/with-progress.ts'
import type { SignInOutcome, SignInStep } from '../sign-in.ts'
import { beginCustomAuth } from './begin-custom.ts'
import { beginWithChoice } from './begin-with-choice.ts'
import { proceed } from './proceed.ts'

type Beginning = (context: RequestContext, step: SignInStep) => Promise<SignInOutcome>

const BEGINNINGS: Readonly<Record<AuthFlowType, Beginning>> = {
  USER_PASSWORD_AUTH: withPassword,
  ADMIN_USER_PASSWORD_AUTH: withPassword,
  ADMIN_NO_SRP_AUTH: withPassword,
  USER_SRP_AUTH: withSrp,
  REFRESH_TOKEN_AUTH: refreshByFlow,
  REFRESH_TOKEN: refreshByFlow,
  CUSTOM_AUTH: beginCustomAuth,
  USER_AUTH: beginWithChoice,
}

/** InitiateAuth and AdminInitiateAuth. */
export function beginSignIn(
  context: RequestContext,
  step: SignInStep,
  flow: AuthFlowType,
  initiator: Initiator,
): Promise<SignInOutcome> {
  assertFlowAllowed(flow, initiator, step.client.settings)
  if (isRefresh(flow)) return BEGINNINGS[flow](context, step)
  const guarded = { flow: guardedFlow(flow, step), initiator, proves: provenAtOnce(flow, step) }
  return guardStep(context, withProgress(context, step), guarded, (it) => BEGINNINGS[flow](context, it))
}

function guardedFlow(flow: AuthFlowType, { parameters }: SignInStep): GuardedFlow {
  if (flow !== 'CUSTOM_AUTH') return 'standard'
  return parameters.CHALLENGE_NAME === 'SRP_A' ? 'both' : 'custom'
}

/** What a sign-in proves as it begins. A session of USER_AUTH is that of a sign-up. */
function provenAtOnce(flow: AuthFlowType, { parameters, session }: SignInStep): ChallengeName | undefined {
  if (flow === 'USER_AUTH') {
    return parameters.PREFERRED_CHALLENGE === 'PASSWORD' && session === undefined ? 'Password' : undefined
  }
  return flow === 'CUSTOM_AUTH' || flow === 'USER_SRP_AUTH' ? undefined : 'Password'
}

/** Threat protection looks at sign-ins, which begin before tokens are refreshed. */
function isRefresh(flow: AuthFlowType): boolean {
  return flow === 'REFRESH_TOKEN_AUTH' || flow === 'REFRESH_TOKEN'
}

async function withPassword(context: RequestContext, step: SignInStep): Promise<SignInOutcome> {
  return proceed(context, step, await provePassword(context, step))
}

async function withSrp(context: RequestContext, step: SignInStep): Promise<SignInOutcome> {
  return { challenge: await passwordVerifier.present(context, step) }
}
