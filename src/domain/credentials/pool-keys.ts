import type { KeyObject } from 'node:crypto'
import { deriveKey } from '../../kernel/encryption.ts'

/** What a key of a pool is for: one key never serves two purposes. */
export type PoolKeyPurpose =
  | 'absent users'
  | 'challenge sessions'
  | 'import uploads'
  | 'secret blocks'
  | 'simulated destinations'
  | 'verification codes'

/** Symmetric keys of a pool, derived from the server's root key and the same on every node. */
export type PoolKeys = (purpose: PoolKeyPurpose, userPoolId: string) => KeyObject

const REMEMBERED = 1000

export function poolKeys(rootKey: KeyObject): PoolKeys {
  const derived = new Map<string, KeyObject>()
  return (purpose, userPoolId) => {
    const name = `${purpose} of ${userPoolId}`
    const known = derived.get(name)
    if (known) return known
    const key = deriveKey(rootKey, name)
    if (derived.size >= REMEMBERED) derived.clear()
    derived.set(name, key)
    return key
  }
}
