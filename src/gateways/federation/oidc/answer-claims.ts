import { FederationRefused } from '../../../domain/federation/federation-refused.ts'
import type { ProviderAnswer, ProviderClaims } from '../../../domain/federation/provider-answer.ts'
import type { IdentityProvider } from '../../../domain/identity-providers/identity-provider.ts'

/** How deep lists and objects within a claim may be. Deeper ones would exhaust the stack of recursive functions. */
const DEEPEST = 32

/**
 * AWS: tokens of the provider can be mapped, too. Claims of the ID token win.
 * @throws FederationRefused for claims that are too deep
 */
export function toAnswer(
  tokens: Readonly<Record<string, unknown>>,
  idToken: ProviderClaims | undefined,
  userInfo: ProviderClaims,
): ProviderAnswer {
  const { access_token, id_token, token_type, expires_in } = tokens
  if (isDeeper([idToken, userInfo], DEEPEST + 2)) {
    throw new FederationRefused('server_error', 'Exception processing authorization code')
  }
  return {
    claims: { ...userInfo, ...idToken, access_token, id_token },
    sources: {
      tokenResponse: { access_token, token_type, expires_in },
      ...(idToken && { idToken }),
      userInfo,
    },
  }
}

/** Apple sends the name once, beside the code. It is not signed, and neither are the claims from userInfo. */
export function appleName({ type }: IdentityProvider, parameters: URLSearchParams): ProviderClaims {
  const text = type === 'SignInWithApple' ? parameters.get('user') : null
  if (!text || text.length > 4096) return {}
  try {
    const { name } = JSON.parse(text) as { name?: { firstName?: unknown; lastName?: unknown } }
    return { firstName: name?.firstName, lastName: name?.lastName }
  } catch {
    return {}
  }
}

function isDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false
  return levels === 0 || Object.values(value).some((member) => isDeeper(member, levels - 1))
}
