import type { Attributes } from '../attributes/attributes.ts'
import { USERNAME } from '../identity-providers/attribute-mapping.ts'
import type { IdentityProvider } from '../identity-providers/identity-provider.ts'
import { invalidUserAttributes, usernameMapped } from './federation-refused.ts'
import type { ProviderClaims } from './provider-answer.ts'

/** A character that takes four bytes in UTF-8. */
const ASTRAL = /[\u{10000}-\u{10ffff}]/u

/**
 * What holds for SAML providers only. AWS: the NameID names the user, so no claim may, and values do not contain
 * characters of four bytes.
 * @throws FederationRefused
 */
export function assertSamlValues(
  { attributeMapping }: Pick<IdentityProvider, 'attributeMapping'>,
  claims: ProviderClaims,
  mapped: Attributes,
): void {
  const claim = attributeMapping[USERNAME]
  if (claim !== undefined && Object.hasOwn(claims, claim)) throw usernameMapped()
  const lines = [...mapped].flatMap(([name, value]) =>
    ASTRAL.test(value) ? [`${name}: The attribute contains a character that is not allowed\n`] : [],
  )
  if (lines.length > 0) throw invalidUserAttributes(lines.join(''))
}
