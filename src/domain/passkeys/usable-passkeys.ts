import type { Stores } from '../stores.ts'
import type { UserPool } from '../user-pools/user-pool.ts'
import { MOST_PASSKEYS, type Passkey } from './passkey.ts'
import { passkeySettings, type RelyingPartySources } from './passkey-settings.ts'
import { arePasskeysEnabled, relyingPartyOf } from './relying-party.ts'

/** The passkeys with which a user can sign in: none in a pool without passkeys, and none for a former relying party. */
export async function usablePasskeys(
  sources: RelyingPartySources & { readonly storage: { readonly stores: Pick<Stores, 'passkeys'> } },
  pool: Pick<UserPool, 'id' | 'settings'>,
  sub: string,
): Promise<readonly Passkey[]> {
  if (!arePasskeysEnabled(pool.settings)) return []
  const relyingParty = relyingPartyOf(await passkeySettings(sources, pool))
  if (!relyingParty) return []
  const passkeys = await sources.storage.stores.passkeys.list(pool.id, sub, MOST_PASSKEYS)
  return passkeys.filter(({ relyingPartyId }) => relyingPartyId === relyingParty.id)
}
