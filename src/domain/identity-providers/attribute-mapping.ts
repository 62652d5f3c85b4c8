import { findAttribute, type PoolSchema } from '../schema/attribute-definition.ts'
import type { ProviderType } from './identity-provider.ts'
import { invalidMapping } from './identity-provider-errors.ts'

/** The mapping of the user's name, which every pool has beside its attributes. */
export const USERNAME = 'username'

/** The claim with a user's identifier. SAML has none: there it is the NameID. */
const SUBJECT_CLAIM: Readonly<Partial<Record<ProviderType, string>>> = {
  OIDC: 'sub',
  Google: 'sub',
  SignInWithApple: 'sub',
  Facebook: 'id',
  LoginWithAmazon: 'user_id',
}

/**
 * The mapping to store. AWS: it always names the claim with the subject; the mutability of an attribute matters only
 * when a user signs in.
 * @throws InvalidParameterException naming all attributes that the pool does not have
 */
export function requestedMapping(
  schema: PoolSchema,
  type: ProviderType,
  given: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  const unknown = Object.keys(given).filter((name) => name !== USERNAME && !isMappable(schema, name))
  if (unknown.length > 0) throw invalidMapping(unknown)
  const subject = SUBJECT_CLAIM[type]
  return subject === undefined ? given : { [USERNAME]: subject, ...given }
}

/** AWS: `sub` belongs to the pool. */
function isMappable(schema: PoolSchema, name: string): boolean {
  return name !== 'sub' && findAttribute(schema, name) !== undefined
}
