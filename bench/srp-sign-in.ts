import type { Operations } from '../src/contract/generated/types.ts'
import { fromBigInt, toBigInt } from '../src/kernel/cryptography/big-endian.ts'
import { MODULUS_BYTES, modularExponentiation } from '../src/kernel/cryptography/modular-exponentiation.ts'
import { type SrpClient, srpClient, timestamp } from '../test/support/srp-client.ts'
import { type Fixture, PASSWORD } from './fixture.ts'
import { cpuOfWindow } from './measure.ts'
import type { ServerProcess } from './server-process.ts'

type Challenge = Operations['InitiateAuth']['output']

const bytes = (value: bigint) => fromBigInt(value, MODULUS_BYTES)

/**
 * A client whose arithmetic is done by OpenSSL: the server would wait too long otherwise, and be measured as one that has
 * just woken up.
 */
export function fastSrpClient({ poolId }: Fixture): SrpClient {
  return srpClient(poolId, (base, exponent) => toBigInt(modularExponentiation(bytes(base), bytes(exponent))))
}

export function challengeOf(
  { call, clientId, signInName }: Fixture,
  { publicKey }: SrpClient,
  index: number,
) {
  return call('InitiateAuth', {
    ClientId: clientId,
    AuthFlow: 'USER_SRP_AUTH',
    AuthParameters: { USERNAME: signInName(index), SRP_A: publicKey },
  })
}

export function answerOf(client: SrpClient, { ChallengeParameters = {}, Session }: Challenge) {
  return { ChallengeResponses: client.prove(ChallengeParameters, PASSWORD, timestamp(Date.now())), Session }
}

/** So many users sign in at about the same time. */
const SIGN_INS = 160

/** No window takes as long as that. */
const SECONDS = 60

/** Measures the server's CPU for one sign-in by SRP, in milliseconds: for both of its requests, without the client's. */
export function srpSignInCost({ usage }: ServerProcess, fixture: Fixture): () => Promise<number> {
  const { call, clientId } = fixture
  const client = fastSrpClient(fixture)
  let signedIn = 0
  return async () => {
    const challenges: Challenge[] = []
    const challenge = async (index: number) => {
      challenges.push(await challengeOf(fixture, client, signedIn + index))
    }
    const window = { seconds: SECONDS, atMost: SIGN_INS }
    const asking = await cpuOfWindow(usage, challenge, window)
    const answers = challenges.map((challenge) => answerOf(client, challenge))
    const answer = (index: number) =>
      call('RespondToAuthChallenge', {
        ClientId: clientId,
        ChallengeName: 'PASSWORD_VERIFIER',
        ...answers[index],
      })
    const answering = await cpuOfWindow(usage, answer, window)
    signedIn += SIGN_INS
    return asking + answering
  }
}
