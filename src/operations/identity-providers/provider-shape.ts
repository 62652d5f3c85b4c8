import type { IdentityProviderType } from '../../contract/generated/types.ts'
import type { IdentityProvider } from '../../domain/identity-providers/identity-provider.ts'
import { describedDetails } from '../../domain/identity-providers/provider-details.ts'

/** A provider in the words of the API. */
export function toIdentityProviderType(provider: IdentityProvider): IdentityProviderType {
  return {
    UserPoolId: provider.userPoolId,
    ProviderName: provider.name,
    ProviderType: provider.type,
    ProviderDetails: describedDetails(provider),
    AttributeMapping: provider.attributeMapping,
    IdpIdentifiers: provider.idpIdentifiers,
    LastModifiedDate: provider.modifiedAt,
    CreationDate: provider.createdAt,
    AcrMapping: provider.acrMapping,
  }
}

/** AWS: creation and update return the identifiers only if the request gave some. */
export function toChangedProvider(
  provider: IdentityProvider,
  given: readonly string[] | undefined,
): IdentityProviderType {
  const { IdpIdentifiers, ...described } = toIdentityProviderType(provider)
  return given === undefined ? described : { ...described, IdpIdentifiers }
}
