import type { StoredPassword } from '../../domain/credentials/stored-password.ts'
import { setBounded } from '../../kernel/set-bounded.ts'

interface Opened {
  readonly sealed: Uint8Array
  readonly password: StoredPassword
}

/** Enough for the sign-ins that are under way at a moment. */
const KEPT = 256

const kept = new Map<string, Opened>()

/**
 * A sign-in by SRP asks for the password twice, at the challenge and at the proof, and to open it costs about as much as
 * to read it. What was opened from the same bytes a moment ago is not opened again.
 */
export function openedLately(
  sealed: Uint8Array,
  userPoolId: string,
  sub: string,
  open: () => StoredPassword,
): StoredPassword {
  const key = `${userPoolId} ${sub}`
  const known = kept.get(key)
  if (known && Buffer.compare(known.sealed, sealed) === 0) return known.password
  const password = open()
  setBounded(kept, KEPT, key, { sealed, password })
  return password
}
