import { hidesUsers } from '../../../clients/hides-users.ts'
import { type AssertionCredential, readAssertion } from '../../../passkeys/credential-document.ts'
import { CHALLENGE_BYTES, type Passkey } from '../../../passkeys/passkey.ts'
import { requestOptions } from '../../../passkeys/passkey-options.ts'
import { passkeySettings } from '../../../passkeys/passkey-settings.ts'
import { relyingPartyOf } from '../../../passkeys/relying-party.ts'
import { usablePasskeys } from '../../../passkeys/usable-passkeys.ts'
import { isCopied, type VerifiedUse, verifyAssertion } from '../../../passkeys/verify-assertion.ts'
import type { RequestContext } from '../../../requests/request-context.ts'
import type { UserPool } from '../../../user-pools/user-pool.ts'
import { assertMayHoldTokens } from '../../../users/may-hold-tokens.ts'
import type { User } from '../../../users/user.ts'
import { incorrectUsernameOrPassword } from '../../../users/user-errors.ts'
import { requiredParameter, requiredParameters } from '../../shared/required-parameters.ts'
import { refuseReserved } from '../attempts/failures.ts'
import { assertDeviceKnown } from '../choice/assert-device-known.ts'
import { openFirstStep, sealFirstStep, spendFirstStep } from '../choice/first-step.ts'
import { challengesOf, isKnown } from '../choice/offered-challenges.ts'
import { type Claimant, identify } from '../claimant.ts'
import { recordingRefusal } from '../guard/record-refusal.ts'
import { passkeyProof } from '../passkey-proof.ts'
import type { PresentedChallenge, ProvenStep, SignInStep } from '../sign-in.ts'
import type { Challenge } from './challenge.ts'
import { notOwed } from './not-owed.ts'

const NAME = 'WEB_AUTHN'

/** WEB_AUTHN: the user is to sign a challenge with a passkey. */
export const webAuthn: Challenge = { present: notOwed, answer }

/**
 * Deviation: where users are hidden, no passkeys are named, so that nobody learns who exists and which passkeys they have.
 * Browsers then offer those that they have (docs/deviations.md, "passkeys where users are hidden").
 */
export async function presentPasskey(
  context: RequestContext,
  step: SignInStep,
  claimant: Claimant,
): Promise<PresentedChallenge> {
  const { pool, client } = step
  const relyingParty = relyingPartyOf(await passkeySettings(context, pool))
  if (!relyingParty) throw new Error('a passkey was to be asked for in a pool without a relying party')
  const challenge = context.entropy.bytes(CHALLENGE_BYTES).toString('base64url')
  const shown = isKnown(claimant) && !hidesUsers(client) ? claimant.user : undefined
  const named = shown ? await usablePasskeys(context, pool, shown.sub) : []
  const userVerification = shown && mustVerify(pool, shown) ? 'required' : relyingParty.userVerification
  const asking = { ...relyingParty, userVerification }
  return {
    name: NAME,
    session: sealFirstStep(context, step, claimant, { accepts: [NAME], webAuthnChallenge: challenge }),
    parameters: {
      CREDENTIAL_REQUEST_OPTIONS: JSON.stringify(requestOptions(asking, challenge, named)),
    },
  }
}

/** AWS: a user who has activated passkeys as two factors is to be verified by them, whatever the pool asks of others. */
function mustVerify({ settings }: UserPool, { mfa }: User): boolean {
  const { factorConfiguration } = settings.webAuthnConfiguration ?? {}
  return factorConfiguration === 'MULTI_FACTOR_WITH_USER_VERIFICATION' && mfa.passkeys === true
}

/** A signature uses up the session, right or wrong. One that can't be read does not. */
async function answer(context: RequestContext, step: SignInStep): Promise<ProvenStep> {
  const { USERNAME, CREDENTIAL } = requiredParameters(step.parameters, 'USERNAME', 'CREDENTIAL')
  requiredParameter('Session', step.session)
  const credential = readAssertion(CREDENTIAL)
  const claimant = await identify(context, step, USERNAME)
  const progress = await openFirstStep(context, step, NAME, claimant)
  await assertDeviceKnown(context, step, claimant)
  await spendFirstStep(context, progress)
  const signed = { credential, challenge: progress.webAuthnChallenge ?? '' }
  const { user, passkey, use } = await recordingRefusal(context, step.guard, { claimant }, () =>
    provePasskey(context, step, claimant, signed),
  )
  if (isCopied(passkey, use)) {
    context.log.warn('A passkey signed with a counter that is not above its last one: there may be a copy', {
      userPoolId: user.userPoolId,
      sub: user.sub,
      credentialId: passkey.credentialId,
    })
    return refuseReserved(context, claimant)
  }
  return {
    user,
    proofs: [passkeyProof(passkey, use, claimant.password)],
    async settle(stores) {
      const held = await stores.users.lock(user.userPoolId, user.sub)
      if (!held) throw incorrectUsernameOrPassword()
      assertMayHoldTokens(held)
      const { password, failures } = await stores.credentials.lock(user.userPoolId, user.sub)
      // Only one of concurrent requests gets to set the counter, and the passkey may have been deleted.
      if (!(await stores.passkeys.noteUse(passkey, use))) throw incorrectUsernameOrPassword()
      return { proofs: [passkeyProof(passkey, use, password)], failures, mfa: held.mfa }
    },
  }
}

interface SignedChallenge {
  readonly credential: AssertionCredential
  readonly challenge: string
}

/** @throws NotAuthorizedException unless the user may begin with a passkey now, and has signed with one */
async function provePasskey(
  context: RequestContext,
  step: SignInStep,
  claimant: Claimant,
  { credential, challenge }: SignedChallenge,
): Promise<{ readonly user: User; readonly passkey: Passkey; readonly use: VerifiedUse }> {
  if (!isKnown(claimant)) throw incorrectUsernameOrPassword()
  const { webauthnOrigins } = context
  const { pool } = step
  const { user } = claimant
  const relyingParty = relyingPartyOf(await passkeySettings(context, pool))
  const passkeys = await usablePasskeys(context, pool, user.sub)
  const passkey = passkeys.find(({ credentialId }) => credentialId === credential.id)
  if (!relyingParty || !passkey) throw incorrectUsernameOrPassword()
  const expected = { passkey, challenge, relyingParty, furtherOrigins: webauthnOrigins }
  const use = await verifyAssertion(credential, expected)
  if (!use) throw incorrectUsernameOrPassword()
  assertMayHoldTokens(user)
  if (!(await challengesOf(context, step, claimant)).includes(NAME)) throw incorrectUsernameOrPassword()
  return { user, passkey, use }
}
