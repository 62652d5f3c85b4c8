import type { KeyObject } from 'node:crypto'
import { deriveKey, open, seal } from '../kernel/cryptography/encryption.ts'
import type { Entropy } from '../kernel/entropy.ts'
import type { PageTokens } from '../operations/page-tokens.ts'

/** AWS: the prefix of its own page tokens. */
const PREFIX = 'AAQA-'

/**
 * The length to which page keys are padded with spaces, which JSON ignores when reading. All tokens then have 736
 * characters like the service's, so their length reveals nothing about the entry.
 */
const CONTENT_LENGTH = 519

/** Page tokens encrypted with a key of the server, so that every node can read them. */
export function sealedPageTokens(rootKey: KeyObject, entropy: Entropy): PageTokens {
  const key = deriveKey(rootKey, 'page tokens')
  return {
    seal(query, after) {
      const content = JSON.stringify(after).padEnd(CONTENT_LENGTH)
      return PREFIX + seal(key, entropy, content, [JSON.stringify(query)]).toString('base64url')
    },
    open(query, token) {
      if (!token.startsWith(PREFIX)) return undefined
      const sealed = Buffer.from(token.slice(PREFIX.length), 'base64url')
      const text = open(key, sealed, [JSON.stringify(query)])
      return text && JSON.parse(text.toString('utf8'))
    },
  }
}
