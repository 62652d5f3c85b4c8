import { readRegistration } from '../../passkeys/credential-document.ts'
import { friendlyName } from '../../passkeys/friendly-name.ts'
import { MOST_PASSKEYS, type Passkey } from '../../passkeys/passkey.ts'
import {
  challengeNotFound,
  invalidCredential,
  passkeysNotEnabled,
  relyingPartyMismatch,
  startedByAnotherClient,
  tooManyPasskeys,
} from '../../passkeys/passkey-errors.ts'
import type { PasskeyRegistration } from '../../passkeys/passkey-registration.ts'
import { passkeySettings } from '../../passkeys/passkey-settings.ts'
import { arePasskeysEnabled, relyingPartyOf } from '../../passkeys/relying-party.ts'
import { verifyRegistration } from '../../passkeys/verify-registration.ts'
import type { RequestContext } from '../../requests/request-context.ts'
import type { TokenCaller } from '../../tokens/authenticate-token.ts'
import { lockCaller } from './lock-caller.ts'

/**
 * Gives the user the passkey that a browser made. What is refused leaves the challenge as it is, until it expires.
 * @param document what the browser returned, a RegistrationResponseJSON
 * @throws the errors that CompleteWebAuthnRegistration declares
 */
export async function completePasskeyRegistration(
  context: RequestContext,
  { pool, client, user }: Pick<TokenCaller, 'pool' | 'client' | 'user'>,
  document: unknown,
): Promise<void> {
  const { storage, webauthnOrigins, now } = context
  if (!arePasskeysEnabled(pool.settings)) throw passkeysNotEnabled()
  const credential = readRegistration(document)
  const registration = await storage.stores.passkeyRegistrations.find(pool.id, user.sub)
  if (!registration || now > registration.expiresAt) throw challengeNotFound()
  if (registration.clientId !== client.id) throw startedByAnotherClient()
  const relyingParty = relyingPartyOf(await passkeySettings(context, pool))
  if (!relyingParty) throw relyingPartyMismatch() // the pool has lost its own meanwhile
  const made = await verifyRegistration(credential, {
    registration,
    relyingParty,
    furtherOrigins: webauthnOrigins,
  })
  await keep(storage, registration, {
    ...made,
    userPoolId: pool.id,
    sub: user.sub,
    relyingPartyId: relyingParty.id,
    attachment: credential.attachment,
    transports: credential.transports,
    friendlyName: friendlyName({ aaguid: made.aaguid, attachment: credential.attachment }),
    createdAt: now,
  })
}

/** Of rivals with one challenge, one passkey is kept. */
async function keep(
  storage: RequestContext['storage'],
  registration: PasskeyRegistration,
  passkey: Passkey,
): Promise<void> {
  const { userPoolId, sub } = passkey
  await storage.transaction(async (stores) => {
    await lockCaller(stores, passkey)
    if (!(await stores.passkeyRegistrations.consume(registration))) throw challengeNotFound()
    if ((await stores.passkeys.count(userPoolId, sub)) >= MOST_PASSKEYS) throw tooManyPasskeys()
    if (!(await stores.passkeys.insert(passkey))) throw invalidCredential()
  })
}
