import type { KeyObject } from 'node:crypto'
import { deriveKey, open, seal } from '../kernel/cryptography/encryption.ts'
import type { Entropy } from '../kernel/entropy.ts'
import type { PageTokens } from '../operations/page-tokens.ts'

/** AWS: how its own page tokens begin. */
const PREFIX = 'AAQA-'

/**
 * The key of a page is filled up with spaces, which JSON leaves out again: so all tokens have the 736 characters of
 * the service's, and no token's length tells anything of the entry that it stands for.
 */
const CONTENT_LENGTH = 519

/** Page tokens sealed under a key of the server, so that every node reads what another made. */
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
