import { openSecretBlock, type SecretBlockOwner, sealSecretBlock } from '../../../credentials/secret-block.ts'
import { beginExchange, parseClientPublic, provesPassword } from '../../../credentials/srp.ts'
import { isCurrent, parseTimestamp } from '../../../credentials/timestamp.ts'
import { deviceIdentity } from '../../../devices/device.ts'
import { deviceNotFound } from '../../../devices/device-errors.ts'
import { findTrustedDevice } from '../../../devices/find-trusted-device.ts'
import { standsForSecondFactor } from '../../../devices/trusted-device.ts'
import { assertNotLocked } from '../../../limits/sign-in-lockout.ts'
import type { RequestContext } from '../../../requests/request-context.ts'
import { incorrectUsernameOrPassword } from '../../../users/user-errors.ts'
import { assertBase64, requiredParameter, requiredParameters } from '../../shared/required-parameters.ts'
import { refuseProof } from '../attempts/failures.ts'
import { identifyNamed } from '../claimant.ts'
import { invalidSession, sessionExpiry } from '../progress.ts'
import { resume, spendSession } from '../resume.ts'
import { sessionFor } from '../session/session-for.ts'
import type { PresentedChallenge, ProvenStep, SignInStep } from '../sign-in.ts'
import type { SignInStanding } from '../standing.ts'
import type { Challenge } from './challenge.ts'

const NAME = 'DEVICE_PASSWORD_VERIFIER'

/** DEVICE_PASSWORD_VERIFIER: a device is to prove to know the password that it was confirmed with. */
export const devicePasswordVerifier = { present, answer } satisfies Challenge

/** Nothing is stored: as for PASSWORD_VERIFIER, the client carries the exchange in the secret block. */
async function present(
  context: RequestContext,
  step: SignInStep,
  standing: SignInStanding,
): Promise<PresentedChallenge> {
  const { storage, poolKeys, entropy, now } = context
  const { pool, client } = step
  const { user, device: named } = standing
  const { SRP_A } = requiredParameters(step.parameters, 'SRP_A')
  const device = named && (await storage.stores.devices.findWithVerifier(user, named.deviceKey))
  if (!device) throw deviceNotFound() // forgotten in the meantime
  const { username } = user
  const exchange = beginExchange(entropy, device.verifier.verifier, parseClientPublic(SRP_A))
  const key = poolKeys('secret blocks', pool.id)
  const owner = ownerOf(step, username, device.deviceKey)
  return {
    name: NAME,
    session: sessionFor(context, step, standing, { accepts: [NAME] }),
    parameters: {
      SALT: device.verifier.salt.toString('hex'),
      SECRET_BLOCK: sealSecretBlock(key, entropy, owner, exchange, sessionExpiry(client, now)),
      SRP_B: exchange.serverPublic.toString('hex'),
      DEVICE_KEY: device.deviceKey,
      USERNAME: username,
    },
  }
}

/** A proof uses up the session and the secret block, right or wrong. */
async function answer(context: RequestContext, step: SignInStep): Promise<ProvenStep> {
  const { storage, poolKeys, now } = context
  const { pool } = step
  const answered = requiredParameters(step.parameters, ...REQUIRED)
  requiredParameter('Session', step.session)
  const timestamp = parseTimestamp(answered.TIMESTAMP)
  assertBase64('PASSWORD_CLAIM_SECRET_BLOCK', answered.PASSWORD_CLAIM_SECRET_BLOCK)
  assertBase64('PASSWORD_CLAIM_SIGNATURE', answered.PASSWORD_CLAIM_SIGNATURE)
  const claimant = await identifyNamed(context, step, answered.USERNAME)
  const signIn = await resume(context, step, NAME, claimant)
  assertNotLocked(claimant.failures, now)
  const { user, progress } = signIn
  const device = await findTrustedDevice(storage.stores, pool, user, answered.DEVICE_KEY)
  if (!device) throw invalidSession()

  const secretBlock = Buffer.from(answered.PASSWORD_CLAIM_SECRET_BLOCK, 'base64')
  const owner = ownerOf(step, user.username, device.deviceKey)
  const block = openSecretBlock(poolKeys('secret blocks', pool.id), secretBlock, owner, now)
  // No password was put to the test, so that none of these counts as a failure.
  if (!block || !isCurrent(timestamp, now) || (await storage.stores.consumedTokens.isConsumed(block))) {
    throw incorrectUsernameOrPassword()
  }
  const proof = {
    secretBlock,
    timestamp: timestamp.canonical,
    signature: answered.PASSWORD_CLAIM_SIGNATURE,
  }
  if (!provesPassword(deviceIdentity(device), device.verifier.verifier, block.exchange, proof)) {
    await storage.bookkeeping((stores) => stores.consumedTokens.consume(block))
    return refuseProof(context, claimant, progress)
  }
  const proofs = [...progress.proofs, { kind: 'device', deviceKey: device.deviceKey } as const]
  return {
    user,
    proofs,
    tokenSource: 'AuthenticateDevice',
    async settle(stores) {
      const { failures } = await spendSession(stores, signIn)
      assertNotLocked(failures, now)
      if (!(await stores.consumedTokens.consume(block))) throw incorrectUsernameOrPassword()
      const present = await stores.devices.lock(user, device.deviceKey)
      const isSame = present?.createdAt === device.createdAt
      if (!isSame || !standsForSecondFactor(pool.settings, present)) throw invalidSession()
      return { proofs, failures }
    },
  }
}

const REQUIRED = [
  'USERNAME',
  'DEVICE_KEY',
  'PASSWORD_CLAIM_SECRET_BLOCK',
  'PASSWORD_CLAIM_SIGNATURE',
  'TIMESTAMP',
] as const

function ownerOf({ pool, client }: SignInStep, username: string, deviceKey: string): SecretBlockOwner {
  return { userPoolId: pool.id, clientId: client.id, username, deviceKey }
}
