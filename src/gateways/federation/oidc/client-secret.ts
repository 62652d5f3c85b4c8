import { createPrivateKey } from 'node:crypto'
import { SignJWT } from 'jose'
import { FederationRefused } from '../../../domain/federation/federation-refused.ts'
import type { IdentityProvider } from '../../../domain/identity-providers/identity-provider.ts'
import { type Instant, SECOND } from '../../../kernel/clock.ts'

/** In seconds. */
const LIFETIME = 300

/**
 * The secret that the pool authenticates with at a provider. Apple's is a JWT that the key of the developer signs
 * (Apple: "Creating a client secret").
 */
export async function clientSecret(
  { type, details }: IdentityProvider,
  now: Instant,
): Promise<string | undefined> {
  if (type !== 'SignInWithApple') return details.client_secret || undefined
  const { private_key = '', team_id = '', key_id = '', client_id = '' } = details
  const seconds = Math.floor(now / SECOND)
  try {
    return await new SignJWT({})
      .setProtectedHeader({ alg: 'ES256', kid: key_id })
      .setIssuer(team_id)
      .setSubject(client_id)
      .setAudience('https://appleid.apple.com')
      .setIssuedAt(seconds)
      .setExpirationTime(seconds + LIFETIME)
      .sign(createPrivateKey(pemOf(private_key)))
  } catch {
    throw new FederationRefused('server_error', 'Exception processing authorization code')
  }
}

/** The key is given as the file of Apple, or as the base64 within it. */
function pemOf(key: string): string {
  return key.includes('-----BEGIN') ? key : `-----BEGIN PRIVATE KEY-----\n${key}\n-----END PRIVATE KEY-----\n`
}
