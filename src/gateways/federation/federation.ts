import type { FederationGateway } from '../../domain/federation/federation-gateway.ts'
import {
  metadataRefused,
  metadataUnreachable,
} from '../../domain/identity-providers/identity-provider-errors.ts'
import { metadataAddressRefused } from '../../domain/identity-providers/provider-details.ts'
import type { MetadataSource, SamlMetadata } from '../../domain/identity-providers/saml-metadata.ts'
import type { Clock } from '../../kernel/clock.ts'
import { AddressRefused, addressGuard } from './address-guard.ts'
import { type GuardedAnswer, guardedRequest, MOST_REDIRECTS } from './guarded-request.ts'
import { oidcProviders } from './oidc/oidc-providers.ts'
import type { SocialEndpoints } from './oidc/server-metadata.ts'
import { samlLogout } from './saml/saml-logout.ts'
import { samlProviders } from './saml/saml-providers.ts'
import { sharedReads } from './shared-reads.ts'

export interface FederationSettings {
  /** Whether providers may be at private and reserved addresses, at any port, and without TLS. */
  readonly privateAddresses: boolean
  /** Where social providers are in place of their real addresses. */
  readonly socialEndpoints?: SocialEndpoints | undefined
}

/** The largest document that is read; those of large providers have some 100 KiB. */
const LARGEST_METADATA = 1024 * 1024
/** Milliseconds. */
const PATIENCE = 5000

export function federation(settings: FederationSettings, clock: Clock): FederationGateway {
  const { privateAddresses, socialEndpoints: endpoints = {} } = settings
  const guard = addressGuard(privateAddresses)

  async function fetchMetadata(url: string): Promise<GuardedAnswer> {
    try {
      return await guardedRequest(guard, {
        url,
        userAgent: 'Amazon/IdPConfig', // AWS: providers may let it pass by that name
        limit: LARGEST_METADATA,
        patience: PATIENCE,
        redirects: MOST_REDIRECTS,
      })
    } catch (error) {
      throw error instanceof AddressRefused
        ? metadataAddressRefused(error.fault, url)
        : metadataUnreachable(url)
    }
  }

  async function readMetadata(source: MetadataSource): Promise<SamlMetadata> {
    const { parseMetadata } = await import('./parse-metadata.ts') // loads the XML parser, which most servers never need
    if (source.kind === 'document') return parseMetadata(source.text, clock())
    const { status, body } = await fetchMetadata(source.url)
    if (status < 200 || status > 299) throw metadataRefused(source.url, status)
    return parseMetadata(body.toString('utf8'), clock())
  }

  const readAgain = sharedReads(clock, (url) => readMetadata({ kind: 'url', url }))

  return {
    faultOf: guard.faultOf,
    ...oidcProviders({ guard, clock, allowsHttp: privateAddresses, endpoints }),

    ...samlProviders(clock),
    ...samlLogout(clock),

    readMetadata,

    async readMetadataAgain(url) {
      const { value: metadata, readAt } = await readAgain(url)
      return { metadata, readAt }
    },
  }
}
