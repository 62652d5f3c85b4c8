import { type Attributes, CONTACT_ATTRIBUTES, VERIFICATION_FLAG } from '../attributes/attributes.ts'
import { type AttributePermissions, isWritableByProvider } from '../clients/attribute-permissions.ts'
import { USERNAME } from '../identity-providers/attribute-mapping.ts'
import type { IdentityProvider } from '../identity-providers/identity-provider.ts'
import type { PoolSchema } from '../schema/attribute-definition.ts'
import { claimText } from './claim-text.ts'
import type { ProviderClaims } from './provider-answer.ts'

interface Mapping {
  readonly schema: PoolSchema
  readonly permissions: AttributePermissions
  readonly provider: Pick<IdentityProvider, 'attributeMapping'>
}

/**
 * The attributes that a provider's claims give a user at a sign-in. AWS: absent claims give no attribute, and empty
 * ones an empty value; what the client may not write is left out. An address or number is unverified, unless its flag is
 * mapped too.
 */
export function mappedAttributes(
  { schema, permissions, provider: { attributeMapping } }: Mapping,
  claims: ProviderClaims,
): Attributes {
  const mapped = new Map<string, string>()
  for (const [name, claim] of Object.entries(attributeMapping)) {
    const text = Object.hasOwn(claims, claim) ? claimText(claims[claim]) : undefined
    const isLeftOut = name === USERNAME || text === undefined
    if (!isLeftOut && isWritableByProvider(permissions, schema, name)) mapped.set(name, text)
  }
  for (const contact of CONTACT_ATTRIBUTES) {
    const flag = VERIFICATION_FLAG[contact]
    if (!mapped.get(contact)) mapped.delete(flag)
    else if (!mapped.get(flag)) mapped.set(flag, 'false')
  }
  return mapped
}
