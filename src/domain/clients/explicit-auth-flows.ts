import { invalidParameter } from '../user-pools/invalid-parameter.ts'
import type { ExplicitAuthFlow } from './user-pool-client.ts'

/**
 * AWS: the order in which the service shows the flows, whatever the order they were sent in. Recorded for four of them;
 * the places of the others are ours (docs/deviations.md, "order of the authentication flows").
 */
const SHOWN_ORDER: readonly ExplicitAuthFlow[] = [
  'ADMIN_NO_SRP_AUTH',
  'CUSTOM_AUTH_FLOW_ONLY',
  'USER_PASSWORD_AUTH',
  'ALLOW_CLIENT_TOKEN_AUTH',
  'ALLOW_CUSTOM_AUTH',
  'ALLOW_USER_PASSWORD_AUTH',
  'ALLOW_ADMIN_USER_PASSWORD_AUTH',
  'ALLOW_USER_SRP_AUTH',
  'ALLOW_USER_AUTH',
  'ALLOW_REFRESH_TOKEN_AUTH',
]

const mixedFlowNames = () =>
  invalidParameter("Auth flow name with prefix 'ALLOW' cannot be used with legacy auth flow names.")

/** Deviation: the service's own sentence is not known (docs/deviations.md, "client token flow"). */
const clientTokenFlowNotAlone = () =>
  invalidParameter('ALLOW_CLIENT_TOKEN_AUTH cannot be used with other auth flows.')

/** Each flow once, in the service's order. */
export function inShownOrder(
  flows: readonly ExplicitAuthFlow[] | undefined,
): readonly ExplicitAuthFlow[] | undefined {
  return flows && SHOWN_ORDER.filter((flow) => flows.includes(flow))
}

/** InvalidParameterException where flows exclude each other. */
export function assertExplicitAuthFlows(flows: readonly ExplicitAuthFlow[] = []): void {
  const modern = flows.filter((flow) => flow.startsWith('ALLOW_'))
  if (modern.length > 0 && modern.length < flows.length) throw mixedFlowNames()
  // AWS: GetClientToken, "must be the only authentication flow that you configure for the app client"
  if (flows.includes('ALLOW_CLIENT_TOKEN_AUTH') && flows.length > 1) throw clientTokenFlowNotAlone()
}
