import type { KeyObject } from 'node:crypto'
import { deriveKey } from '../../kernel/cryptography/encryption.ts'

/** What a pool's key is for. Each key serves one purpose only. */
export type PoolKeyPurpose =
  | 'absent users'
  | 'browser sign-ins'
  | 'challenge sessions'
  | 'device keys'
  | 'feedback tokens'
  | 'import uploads'
  | 'provider sign-ins'
  | 'provider sign-outs'
  | 'secret blocks'
  | 'simulated destinations'
  | 'verification codes'

/** Symmetric keys of a pool, the same on every node. */
export type PoolKeys = (purpose: PoolKeyPurpose, userPoolId: string) => KeyObject

/**
 * What these keys show for users who don't exist must not change when the root key is replaced, just as it does not
 * change for users.
 */
const OF_DECOYS: ReadonlySet<PoolKeyPurpose> = new Set(['absent users', 'simulated destinations'])

const REMEMBERED = 1000

/** Derives the keys from the server's root key; those for decoys from a secret that the database keeps. */
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
