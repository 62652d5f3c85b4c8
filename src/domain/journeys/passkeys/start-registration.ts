import { CHALLENGE_BYTES, MOST_PASSKEYS } from '../../passkeys/passkey.ts'
import { passkeysNotEnabled, relyingPartyMissing, tooManyPasskeys } from '../../passkeys/passkey-errors.ts'
import { creationOptions } from '../../passkeys/passkey-options.ts'
import { challengeDigest, REGISTRATION_LIFETIME } from '../../passkeys/passkey-registration.ts'
import { passkeySettings } from '../../passkeys/passkey-settings.ts'
import { arePasskeysEnabled, relyingPartyOf } from '../../passkeys/relying-party.ts'
import type { RequestContext } from '../../requests/request-context.ts'
import type { TokenCaller } from '../../tokens/authenticate-token.ts'
import { lockCaller } from './lock-caller.ts'

/**
 * Begins the registration of a passkey. Returns what the user's browser makes it with. A later one takes its place.
 * @throws WebAuthnNotEnabledException, WebAuthnConfigurationMissingException, LimitExceededException
 */
export async function startPasskeyRegistration(
  context: RequestContext,
  { pool, client, user }: Pick<TokenCaller, 'pool' | 'client' | 'user'>,
) {
  if (!arePasskeysEnabled(pool.settings)) throw passkeysNotEnabled()
  const { storage, entropy, now } = context
  const relyingParty = relyingPartyOf(await passkeySettings(context, pool))
  if (!relyingParty) throw relyingPartyMissing()
  const challenge = entropy.bytes(CHALLENGE_BYTES).toString('base64url')
  return storage.transaction(async (stores) => {
    await lockCaller(stores, user)
    const present = await stores.passkeys.list(pool.id, user.sub, MOST_PASSKEYS)
    if (present.length >= MOST_PASSKEYS) throw tooManyPasskeys()
    await stores.passkeyRegistrations.put({
      userPoolId: pool.id,
      sub: user.sub,
      clientId: client.id,
      challengeDigest: challengeDigest(challenge),
      expiresAt: now + REGISTRATION_LIFETIME,
    })
    return creationOptions(relyingParty, user, challenge, present)
  })
}
