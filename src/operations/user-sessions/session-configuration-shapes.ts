import type {
  SetUserPoolClientSessionConfigurationResponse,
  SetUserPoolSessionConfigurationResponse,
} from '../../contract/generated/types.ts'
import type { UserPoolClient } from '../../domain/clients/user-pool-client.ts'
import type {
  ClientSessionConfiguration,
  PoolSessionConfiguration,
} from '../../domain/sessions/session-configuration.ts'

export function toPoolConfiguration(
  userPoolId: string,
  { userSessionTracking, maxPerUser }: PoolSessionConfiguration,
): SetUserPoolSessionConfigurationResponse {
  return {
    UserPoolId: userPoolId,
    UserSessionTracking: userSessionTracking,
    TokenSession: { MaxPerUser: maxPerUser },
  }
}

export function toClientConfiguration(
  { userPoolId, id }: UserPoolClient,
  { maxValidityMinutes }: ClientSessionConfiguration,
): SetUserPoolClientSessionConfigurationResponse {
  return { UserPoolId: userPoolId, ClientId: id, SSOSession: { MaxValidityMinutes: maxValidityMinutes } }
}
