import { FederationRefused } from '../../../domain/federation/federation-refused.ts'
import type { ProviderClaims } from '../../../domain/federation/provider-answer.ts'
import { USERNAME } from '../../../domain/identity-providers/attribute-mapping.ts'
import type { IdentityProvider } from '../../../domain/identity-providers/identity-provider.ts'
import { isJsonObject, parsedJson } from '../../../kernel/json-object.ts'
import type { Exchanges } from './provider-fetch.ts'
import type { ProviderServer } from './server-metadata.ts'

/**
 * The claims that a provider returns for an access token (OpenID Connect Core, section 5.3), none if it has no such
 * endpoint. A request to Facebook must name the claims.
 * @param subject of the ID token, which must be the same here
 * @throws FederationRefused
 */
export async function readUserInfo(
  provider: IdentityProvider,
  { attributesUrl }: ProviderServer,
  { fetch, failure }: Exchanges,
  accessToken: string,
  subject: unknown,
): Promise<ProviderClaims> {
  if (attributesUrl === undefined) return {}
  const { type, details, attributeMapping } = provider
  const method = type === 'OIDC' ? (details.attributes_request_method ?? 'GET') : 'GET'
  const asked = [...new Set([attributeMapping[USERNAME] ?? 'id', ...Object.values(attributeMapping)])]
  const url = type === 'Facebook' ? `${attributesUrl}${encodeURIComponent(asked.join(','))}` : attributesUrl
  const headers = { authorization: `Bearer ${accessToken}`, accept: 'application/json' }
  const response = await fetch(url, { method, headers, ...(method === 'POST' && { body: '' }) }).catch(() => {
    throw failure() ?? notRead(0)
  })
  const claims = response.status === 200 ? parsed(await response.text()) : undefined
  if (!claims) throw notRead(response.status)
  // OpenID Connect Core, section 5.3.2: otherwise the claims may be those of another user.
  if (subject !== undefined && claims.sub !== undefined && claims.sub !== subject)
    throw notRead(response.status)
  return claims
}

function parsed(text: string): ProviderClaims | undefined {
  const value = parsedJson(text)
  return isJsonObject(value) ? value : undefined
}

/** Deviation: the service's own description is not known (docs/deviations.md). */
const notRead = (status: number) =>
  new FederationRefused('invalid_request', `Bad userInfo response: HTTP/1.1 ${status}`)
