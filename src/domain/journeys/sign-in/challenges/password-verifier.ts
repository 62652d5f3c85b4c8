import { openSecretBlock, sealSecretBlock } from '../../../credentials/secret-block.ts'
import { beginExchange, parseClientPublic, provesPassword } from '../../../credentials/srp.ts'
import { isCurrent, parseTimestamp } from '../../../credentials/timestamp.ts'
import type { RequestContext } from '../../../requests/request-context.ts'
import { incorrectUsernameOrPassword } from '../../../users/user-errors.ts'
import { assertBase64, requiredParameters } from '../../shared/required-parameters.ts'
import { assertMayTry, refuseProof } from '../attempts/failures.ts'
import { preAuthenticateChallenged } from '../attempts/pre-authenticate.ts'
import { assertDeviceKnown } from '../choice/assert-device-known.ts'
import { openFirstStep, spendFirstStep } from '../choice/first-step.ts'
import { assertMayProve, type Claimant, identify } from '../claimant.ts'
import { provenBy, recordingRefusal } from '../guard/record-refusal.ts'
import { provenByPassword } from '../password/admission.ts'
import { sessionExpiry } from '../progress.ts'
import type { PresentedChallenge, ProvenStep, SignInStep } from '../sign-in.ts'
import type { Challenge } from './challenge.ts'

const NAME = 'PASSWORD_VERIFIER'

/** PASSWORD_VERIFIER: the user is to prove to know the password by SRP, without sending it. */
export const passwordVerifier = { present, answer } satisfies Challenge

/**
 * Takes `SRP_A`. Nothing is stored: what we have to know at the proof, the client carries in the secret block. AWS:
 * whatever the value of A, and whether or not there is such a user, the challenge looks alike.
 */
async function present(context: RequestContext, step: SignInStep): Promise<PresentedChallenge> {
  const { USERNAME, SRP_A } = requiredParameters(step.parameters, 'USERNAME', 'SRP_A')
  const clientPublic = parseClientPublic(SRP_A)
  const claimant = await identify(context, step, USERNAME)
  await preAuthenticateChallenged(context, step, claimant, USERNAME)
  return presentVerifier(context, step, claimant, clientPublic)
}

/**
 * The challenge for a claimant, who may be a stranger.
 * @param rounds those of a sign-in by custom challenges, if it is one
 */
export function presentVerifier(
  context: RequestContext,
  { pool, client }: SignInStep,
  claimant: Claimant,
  clientPublic: Buffer,
  rounds?: string,
): PresentedChallenge {
  const { poolKeys, entropy, now } = context
  const username = claimant.name
  const { salt, verifier } = claimant.verifier
  const exchange = beginExchange(entropy, verifier, clientPublic)
  const owner = { userPoolId: pool.id, clientId: client.id, username, rounds }
  const key = poolKeys('secret blocks', pool.id)
  const parameters = {
    SALT: salt.toString('hex'),
    SECRET_BLOCK: sealSecretBlock(key, entropy, owner, exchange, sessionExpiry(client, now)),
    SRP_B: exchange.serverPublic.toString('hex'),
    USERNAME: username,
    USER_ID_FOR_SRP: username,
  }
  return { name: NAME, parameters }
}

/** A proof uses up the secret block, right or wrong, and also the session of a sign-in by choice. */
async function answer(context: RequestContext, step: SignInStep): Promise<ProvenStep> {
  const { poolKeys, storage, now } = context
  const { pool, client } = step
  const { USERNAME, PASSWORD_CLAIM_SECRET_BLOCK, PASSWORD_CLAIM_SIGNATURE, TIMESTAMP } = requiredParameters(
    step.parameters,
    'USERNAME',
    'PASSWORD_CLAIM_SECRET_BLOCK',
    'PASSWORD_CLAIM_SIGNATURE',
    'TIMESTAMP',
  )
  const timestamp = parseTimestamp(TIMESTAMP)
  assertBase64('PASSWORD_CLAIM_SECRET_BLOCK', PASSWORD_CLAIM_SECRET_BLOCK)
  assertBase64('PASSWORD_CLAIM_SIGNATURE', PASSWORD_CLAIM_SIGNATURE)
  const claimant = await identify(context, step, USERNAME)
  // USER_SRP_AUTH needs no session: one that is not ours is ignored. The secret block of a sign-in by
  // custom challenges opens with its session alone.
  const begun = step.progress ? await openFirstStep(context, step, NAME, claimant) : undefined
  assertMayProve(step, claimant)
  await assertMayTry(context, claimant)
  const secretBlock = Buffer.from(PASSWORD_CLAIM_SECRET_BLOCK, 'base64')
  const owner = { userPoolId: pool.id, clientId: client.id, username: claimant.name, rounds: begun?.rounds }
  const block = openSecretBlock(poolKeys('secret blocks', pool.id), secretBlock, owner, now)
  // No password was put to the test, so that none of these counts as a failure.
  if (!block || !isCurrent(timestamp, now) || (await storage.stores.consumedTokens.isConsumed(block))) {
    throw incorrectUsernameOrPassword()
  }
  if (begun) {
    await assertDeviceKnown(context, step, claimant)
    await spendFirstStep(context, begun)
  }
  const proof = { secretBlock, timestamp: timestamp.canonical, signature: PASSWORD_CLAIM_SIGNATURE }
  const proves = provesPassword(claimant.identity, claimant.verifier.verifier, block.exchange, proof)
  const { user, password } = claimant
  if (!proves || !user || !password) return refuseProof(context, claimant, block)
  return recordingRefusal(context, step.guard, provenBy(user), () =>
    provenByPassword({ kind: 'srp', user, password, spends: block }, now),
  )
}
