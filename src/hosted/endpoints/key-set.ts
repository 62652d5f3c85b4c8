import type { PublishedKey } from '../../domain/tokens/token-keys.ts'

/** A JWK set (RFC 7517, section 5). AWS: these members in this order. */
export function keySet(keys: readonly PublishedKey[]) {
  return {
    keys: keys.map(({ kid, publicKey }) => {
      const { e, n } = publicKey.export({ format: 'jwk' })
      return { alg: 'RS256', e, kid, kty: 'RSA', n, use: 'sig' }
    }),
  }
}
