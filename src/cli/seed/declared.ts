// Translates the terms of the API into those of the domain.
import type {
  CreateUserPoolClientRequest,
  CreateUserPoolRequest,
  SetRiskConfigurationRequest,
  SetUserPoolMfaConfigRequest,
} from '../../contract/generated/types.ts'
import { toCamelMembers } from '../../contract/member-case.ts'
import { secretFromText } from '../../domain/factors/totp.ts'
import type { ProviderRequest } from '../../domain/identity-providers/requested-provider.ts'
import type {
  DeclaredClient,
  DeclaredGroup,
  DeclaredUser,
  DeclaredUserPool,
} from '../../domain/seed/declared-world.ts'
import { toAttributeRequest } from '../../operations/attribute-requests.ts'
import { toMfaPreference } from '../../operations/factors/mfa-preference-request.ts'
import { toProviderUser } from '../../operations/identity-providers/provider-user-request.ts'
import { toAttributeEntries } from '../../operations/user-attributes.ts'
import type { WorldClient, WorldGroup, WorldIdentityProvider, WorldUser, WorldUserPool } from './world.ts'

/** The region in a pool's id: the part before the underscore. */
export function regionOf(userPoolId: string): string | undefined {
  return /^([a-z]{2,8}(?:-[a-z]{1,20}){1,3}-\d{1,2})_/.exec(userPoolId)?.[1]
}

export function toDeclaredUserPool(pool: WorldUserPool): DeclaredUserPool {
  return {
    id: pool.Id,
    region: regionOf(pool.Id) ?? '',
    name: pool.PoolName,
    attributes: pool.Schema?.map(toAttributeRequest),
    settings: toCamelMembers<CreateUserPoolRequest>('CreateUserPoolRequest', pool),
    tags: pool.UserPoolTags,
    mfaConfig:
      pool.MfaConfig &&
      toCamelMembers<SetUserPoolMfaConfigRequest>('SetUserPoolMfaConfigRequest', {
        ...pool.MfaConfig,
        UserPoolId: pool.Id,
      }),
    riskConfiguration:
      pool.RiskConfiguration &&
      toCamelMembers<SetRiskConfigurationRequest>('SetRiskConfigurationRequest', {
        ...pool.RiskConfiguration,
        UserPoolId: pool.Id,
      }),
  }
}

export function toDeclaredClient(client: WorldClient, userPoolId: string): DeclaredClient {
  const request = { ...client, UserPoolId: userPoolId }
  return {
    id: client.ClientId,
    name: client.ClientName,
    settings: toCamelMembers<CreateUserPoolClientRequest>('CreateUserPoolClientRequest', request),
    generateSecret: client.GenerateSecret,
    clientSecret: client.ClientSecret,
  }
}

export function toDeclaredGroup(group: WorldGroup): DeclaredGroup {
  return {
    groupName: group.GroupName,
    description: group.Description === '' ? undefined : group.Description,
    roleArn: group.RoleArn,
    precedence: group.Precedence,
  }
}

export function toProviderRequest(provider: WorldIdentityProvider): ProviderRequest {
  return {
    name: provider.ProviderName,
    type: provider.ProviderType,
    details: provider.ProviderDetails,
    attributeMapping: provider.AttributeMapping,
    idpIdentifiers: provider.IdpIdentifiers,
    acrMapping: provider.AcrMapping,
  }
}

export function toDeclaredUser(user: WorldUser): DeclaredUser {
  return {
    username: user.Username,
    sub: user.Sub,
    entries: toAttributeEntries(user.UserAttributes),
    password: user.Password,
    temporaryPassword: user.TemporaryPassword,
    groups: user.Groups ?? [],
    identities: user.Identities?.map(toProviderUser) ?? [],
    softwareToken: user.SoftwareToken && {
      secret: secretFromText(user.SoftwareToken.SecretCode),
      name: user.SoftwareToken.FriendlyDeviceName,
    },
    mfaPreference: user.MfaPreference && toMfaPreference(user.MfaPreference),
  }
}
