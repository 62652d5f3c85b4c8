import type { Stores } from '../stores.ts'
import type { UserPool } from '../user-pools/user-pool.ts'
import { MOST_PASSKEYS, type Passkey } from './passkey.ts'
import { arePasskeysEnabled, relyingPartyOf } from './relying-party.ts'

/** The passkeys with which a user can sign in: none in a pool without passkeys, and none for a former relying party. */
export async function usablePasskeys(
  stores: Pick<Stores, 'passkeys'>,
  { id, settings }: Pick<UserPool, 'id' | 'settings'>,
  sub: string,
): Promise<readonly Passkey[]> {
  const relyingParty = arePasskeysEnabled(settings) ? relyingPartyOf(settings) : undefined
  if (!relyingParty) return []
  const passkeys = await stores.passkeys.list(id, sub, MOST_PASSKEYS)
  return passkeys.filter(({ relyingPartyId }) => relyingPartyId === relyingParty.id)
}
