import type { AuthFlowType } from '../../../contract/generated/types.ts'
import { ServiceError } from '../../../contract/service-error.ts'
import { rotatesRefreshTokens } from '../../clients/refresh-token-rotation.ts'
import type { ClientSettings } from '../../clients/user-pool-client.ts'

/** Whose credentials a call carries: InitiateAuth is open, AdminInitiateAuth is signed by the owner of the pool. */
export type Initiator = 'anyone' | 'administrator'

interface AuthFlow {
  readonly initiators: readonly Initiator[]
  isEnabled(client: ClientFlows): boolean
  /** What is answered where the client does not have the flow. */
  readonly notEnabled: string
}

type ClientFlows = Pick<ClientSettings, 'explicitAuthFlows' | 'refreshTokenRotation'>

const BOTH: readonly Initiator[] = ['anyone', 'administrator']

const adminPassword: AuthFlow = {
  initiators: ['administrator'],
  isEnabled: (client) => has(client, 'ADMIN_NO_SRP_AUTH', 'ALLOW_ADMIN_USER_PASSWORD_AUTH'),
  notEnabled: 'Auth flow not enabled for this client',
}

const refresh: AuthFlow = {
  initiators: BOTH,
  isEnabled: (client) => isOldStyle(client) || has(client, 'ALLOW_REFRESH_TOKEN_AUTH'),
  notEnabled: 'REFRESH_TOKEN_AUTH is not enabled for the client.',
}

/** AWS: "Authentication flows" of the developer guide, and the documentation of `ExplicitAuthFlows`. */
const AUTH_FLOWS: Readonly<Record<AuthFlowType, AuthFlow>> = {
  USER_PASSWORD_AUTH: {
    initiators: ['anyone'],
    isEnabled: (client) => has(client, 'USER_PASSWORD_AUTH', 'ALLOW_USER_PASSWORD_AUTH'),
    notEnabled: 'USER_PASSWORD_AUTH flow not enabled for this client',
  },
  USER_SRP_AUTH: {
    initiators: BOTH,
    isEnabled: (client) => isOldStyle(client) || has(client, 'ALLOW_USER_SRP_AUTH'),
    notEnabled: 'USER_SRP_AUTH is not enabled for the client.',
  },
  CUSTOM_AUTH: {
    initiators: BOTH,
    isEnabled: (client) => isOldStyle(client) || has(client, 'ALLOW_CUSTOM_AUTH'),
    notEnabled: 'CUSTOM_AUTH is not enabled for the client.',
  },
  USER_AUTH: {
    initiators: BOTH,
    isEnabled: (client) => has(client, 'ALLOW_USER_AUTH'),
    notEnabled: 'USER_AUTH is not enabled for the client.',
  },
  ADMIN_USER_PASSWORD_AUTH: adminPassword,
  ADMIN_NO_SRP_AUTH: adminPassword,
  REFRESH_TOKEN_AUTH: refresh,
  REFRESH_TOKEN: refresh,
}

/** What a client with `CUSTOM_AUTH_FLOW_ONLY` may still do. */
const BESIDE_CUSTOM_AUTH: ReadonlySet<AuthFlowType> = new Set([
  'CUSTOM_AUTH',
  'REFRESH_TOKEN_AUTH',
  'REFRESH_TOKEN',
])

/**
 * @throws InvalidParameterException where the call can't begin this flow, or the client does not have it
 * @throws UnsupportedOperationException for refreshing by a client whose refresh tokens rotate (AWS: it takes them to
 *   GetTokensFromRefreshToken)
 */
export function assertFlowAllowed(name: AuthFlowType, initiator: Initiator, client: ClientFlows): void {
  const flow = AUTH_FLOWS[name]
  if (!flow.initiators.includes(initiator)) throw invalid('Initiate Auth method not supported.')
  if (has(client, 'CUSTOM_AUTH_FLOW_ONLY') && !BESIDE_CUSTOM_AUTH.has(name)) throw customAuthOnly()
  if (flow === refresh && rotatesRefreshTokens(client)) throw rotationUnsupported()
  if (!flow.isEnabled(client)) throw invalid(flow.notEnabled)
}

function has({ explicitAuthFlows = [] }: ClientFlows, ...names: readonly string[]): boolean {
  return explicitAuthFlows.some((flow) => names.includes(flow))
}

/** Without values of the newer kind, which all begin with `ALLOW_`; a client without any is of the old style too. */
function isOldStyle({ explicitAuthFlows = [] }: ClientFlows): boolean {
  return !explicitAuthFlows.some((flow) => flow.startsWith('ALLOW_'))
}

const customAuthOnly = () => invalid('Only custom auth (lambda driven) is enabled for this client.')

const rotationUnsupported = () =>
  new ServiceError('UnsupportedOperationException', 'This API does not support refresh token rotation')

const invalid = (message: string) => new ServiceError('InvalidParameterException', message)
