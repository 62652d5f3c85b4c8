import type * as Sdk from '@aws-sdk/client-cognito-identity-provider'
import { newCertifiedKey } from '../../domain/identity-providers/certified-key.ts'
import type { IdentityProvider, SamlProvider } from '../../domain/identity-providers/identity-provider.ts'
import { metadataSource, ownDetails } from '../../domain/identity-providers/provider-details.ts'
import type { ProviderSources } from '../../domain/identity-providers/requested-provider.ts'
import type { DescribedFormerPool } from '../../gateways/cognito.ts'
import { datesOf } from './settings.ts'

export interface ReadProviders {
  readonly providers: readonly IdentityProvider[]
  /** The names of those whose metadata could not be read, so that they stay behind. */
  readonly unreadable: readonly string[]
}

/**
 * The identity providers of the former pool. The service shows all of their details except the private key of Sign in
 * with Apple; a SAML provider gets a key of its own here.
 */
export async function readProviders(
  former: DescribedFormerPool,
  userPoolId: string,
  sources: ProviderSources,
): Promise<ReadProviders> {
  const providers: IdentityProvider[] = []
  const unreadable: string[] = []
  for (const described of await former.identityProviders()) {
    const provider = toProvider(described, userPoolId, sources.now)
    try {
      const saml = await readSaml(provider, sources)
      providers.push({ ...provider, saml })
    } catch {
      unreadable.push(provider.name)
    }
  }
  return { providers, unreadable }
}

function toProvider(
  described: Sdk.IdentityProviderType,
  userPoolId: string,
  now: number,
): Omit<IdentityProvider, 'saml'> {
  const type = described.ProviderType ?? 'OIDC'
  return {
    userPoolId,
    name: described.ProviderName ?? '',
    type,
    details: ownDetails(type, described.ProviderDetails ?? {}),
    attributeMapping: described.AttributeMapping ?? {},
    idpIdentifiers: described.IdpIdentifiers ?? [],
    acrMapping: described.AcrMapping,
    ...datesOf(described, now),
  }
}

async function readSaml(
  { userPoolId, type, details }: Omit<IdentityProvider, 'saml'>,
  sources: ProviderSources,
): Promise<SamlProvider | undefined> {
  const source = metadataSource(type, details)
  if (!source) return undefined
  const metadata = await sources.federation.readMetadata(source)
  return { metadata, readAt: sources.now, encryption: await newCertifiedKey(userPoolId, sources) }
}
