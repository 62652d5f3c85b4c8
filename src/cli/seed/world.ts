import type {
  AdminCreateUserRequest,
  AdminSetUserMFAPreferenceRequest,
  CreateGroupRequest,
  CreateIdentityProviderRequest,
  CreateManagedLoginBrandingRequest,
  CreateResourceServerRequest,
  CreateTermsRequest,
  CreateUserPoolClientRequest,
  CreateUserPoolDomainRequest,
  CreateUserPoolRequest,
  ProviderUserIdentifierType,
  SetRiskConfigurationRequest,
  SetUICustomizationRequest,
  SetUserPoolMfaConfigRequest,
} from '../../contract/generated/types.ts'
import type { Place } from './problems.ts'

// The file in the shapes of the API. Each object has a place, which error messages name.

export interface WorldClient extends Omit<CreateUserPoolClientRequest, 'UserPoolId'> {
  readonly ClientId: string
}

export type WorldGroup = Omit<CreateGroupRequest, 'UserPoolId'>

export type WorldIdentityProvider = Omit<CreateIdentityProviderRequest, 'UserPoolId'>

export type WorldResourceServer = Omit<CreateResourceServerRequest, 'UserPoolId'>
export type WorldDomain = Omit<CreateUserPoolDomainRequest, 'UserPoolId'>
export type WorldUICustomization = Omit<SetUICustomizationRequest, 'UserPoolId'>
export type WorldManagedLoginBranding = Omit<CreateManagedLoginBrandingRequest, 'UserPoolId'>
export type WorldTerms = Omit<CreateTermsRequest, 'UserPoolId'>

export interface WorldUser
  extends Pick<AdminCreateUserRequest, 'Username' | 'UserAttributes' | 'TemporaryPassword'> {
  readonly Sub?: string
  /** A permanent password. */
  readonly Password?: string
  readonly Groups?: readonly string[]
  /** Linked as AdminLinkProviderForUser does it. */
  readonly Identities?: readonly ProviderUserIdentifierType[]
  readonly SoftwareToken?: WorldSoftwareToken
  readonly MfaPreference?: Omit<AdminSetUserMFAPreferenceRequest, 'UserPoolId' | 'Username'>
}

/** An authenticator app that is set up already, under the names of AssociateSoftwareToken and VerifySoftwareToken. */
export interface WorldSoftwareToken {
  readonly SecretCode: string
  readonly FriendlyDeviceName?: string
}

export interface WorldUserPool extends CreateUserPoolRequest {
  readonly Id: string
  readonly MfaConfig?: Omit<SetUserPoolMfaConfigRequest, 'UserPoolId'>
  readonly RiskConfiguration?: Omit<SetRiskConfigurationRequest, 'UserPoolId' | 'ClientId'>
  readonly IdentityProviders?: readonly WorldIdentityProvider[]
  readonly ResourceServers?: readonly WorldResourceServer[]
  readonly UserPoolClients?: readonly WorldClient[]
  readonly Domains?: readonly WorldDomain[]
  readonly UICustomizations?: readonly WorldUICustomization[]
  readonly ManagedLoginBrandings?: readonly WorldManagedLoginBranding[]
  readonly Terms?: readonly WorldTerms[]
  readonly Groups?: readonly WorldGroup[]
  readonly Users?: readonly WorldUser[]
}

export interface World {
  readonly userPools: readonly WorldUserPool[]
  /** The place of an object in the file. */
  placeOf(item: object): Place
}
