import { invalidParameter } from '../../contract/service-error.ts'
import type { ExplicitAuthFlow } from './user-pool-client.ts'

const mixedFlowNames = () =>
  invalidParameter("Auth flow name with prefix 'ALLOW' cannot be used with legacy auth flow names.")

/** Deviation: the service's own message is not known (docs/deviations.md, "client token flow"). */
const clientTokenFlowNotAlone = () =>
  invalidParameter('ALLOW_CLIENT_TOKEN_AUTH cannot be used with other auth flows.')

/** @throws InvalidParameterException if two of the flows exclude each other */
export function assertExplicitAuthFlows(flows: readonly ExplicitAuthFlow[] = []): void {
  const modern = flows.filter((flow) => flow.startsWith('ALLOW_'))
  if (modern.length > 0 && modern.length < flows.length) throw mixedFlowNames()
  // AWS: GetClientToken, "must be the only authentication flow that you configure for the app client"
  if (flows.includes('ALLOW_CLIENT_TOKEN_AUTH') && flows.length > 1) throw clientTokenFlowNotAlone()
}
