import type { IdentityProvider } from '../../identity-providers/identity-provider.ts'
import type { Stores } from '../../stores.ts'

/** AWS: with `IDPSignout` the sessions at the provider and here end together, if its metadata says where. */
export function endsSessions({ details, saml }: IdentityProvider): boolean {
  return details.IDPSignout === 'true' && saml?.metadata.singleLogoutUrl !== undefined
}

/** The provider at which the session has to be ended, too; undefined if there is none. */
export async function providerToLeave(
  { identityProviders }: Pick<Stores, 'identityProviders'>,
  userPoolId: string,
  name: string | undefined,
): Promise<IdentityProvider | undefined> {
  const provider = name === undefined ? undefined : await identityProviders.find(userPoolId, name)
  return provider && endsSessions(provider) ? provider : undefined
}
