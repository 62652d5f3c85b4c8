import type { Instant } from '../../kernel/clock.ts'
import type { Passkey, PasskeyUse } from './passkey.ts'

/** The place of a passkey in the list of its user. */
export type PasskeyPosition = readonly [createdAt: Instant, credentialId: string]

export interface PasskeyStore {
  /** Returns false, and stores nothing, if a user of the pool has that credential. */
  insert(passkey: Passkey): Promise<boolean>
  find(userPoolId: string, sub: string, credentialId: string): Promise<Passkey | undefined>
  /** At most `limit` passkeys of the user in the order of their creation, starting after `after`. */
  list(userPoolId: string, sub: string, limit: number, after?: PasskeyPosition): Promise<readonly Passkey[]>
  count(userPoolId: string, sub: string): Promise<number>
  /** Stores what a sign-in reported. Returns false, and stores nothing, unless the counter is still the passkey's. */
  noteUse(passkey: Passkey, use: PasskeyUse): Promise<boolean>
  /** Returns whether the user had it. */
  delete(userPoolId: string, sub: string, credentialId: string): Promise<boolean>
}
