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

/** Symmetric keys of a pool, the same on every node. */
export type PoolKeys = (purpose: PoolKeyPurpose, userPoolId: string) => KeyObject

/** What these give to see of users who don't exist has to stay when the root key is replaced, as that of users does. */
const OF_DECOYS: ReadonlySet<PoolKeyPurpose> = new Set(['absent users', 'simulated destinations'])

const REMEMBERED = 1000

/** Derives them from the root key of the server, those of decoys from the secret that its database keeps for them. */
export function poolKeys(rootKey: KeyObject, decoySecret: KeyObject): PoolKeys {
  const derived = new Map<string, KeyObject>()
  return (purpose, userPoolId) => {
    const name = `${purpose} of ${userPoolId}`
    const known = derived.get(name)
    if (known) return known
    const key = deriveKey(OF_DECOYS.has(purpose) ? decoySecret : rootKey, name)
    if (derived.size >= REMEMBERED) derived.clear()
    derived.set(name, key)
    return key
  }
}
