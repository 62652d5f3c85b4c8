import { AdminDisableProviderForUser } from './admin-disable-provider-for-user.ts'
import { AdminLinkProviderForUser } from './admin-link-provider-for-user.ts'
import { CreateIdentityProvider } from './create-identity-provider.ts'
import { DeleteIdentityProvider } from './delete-identity-provider.ts'
import { DescribeIdentityProvider } from './describe-identity-provider.ts'
import { GetIdentityProviderByIdentifier } from './get-identity-provider-by-identifier.ts'
import { GetSigningCertificate } from './get-signing-certificate.ts'
import { ListIdentityProviders } from './list-identity-providers.ts'
import { UpdateIdentityProvider } from './update-identity-provider.ts'

export const identityProvidersOperations = {
  AdminDisableProviderForUser,
  AdminLinkProviderForUser,
  CreateIdentityProvider,
  DeleteIdentityProvider,
  DescribeIdentityProvider,
  GetIdentityProviderByIdentifier,
  GetSigningCertificate,
  ListIdentityProviders,
  UpdateIdentityProvider,
}
