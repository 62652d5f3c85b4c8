import type { ProviderUserIdentifierType } from '../../contract/generated/types.ts'
import type { ProviderUser } from '../../domain/user-identities/provider-user.ts'

/** A user in the words of the domain. */
export function toProviderUser(given: ProviderUserIdentifierType): ProviderUser {
  return {
    providerName: given.ProviderName,
    attributeName: given.ProviderAttributeName,
    attributeValue: given.ProviderAttributeValue,
  }
}
