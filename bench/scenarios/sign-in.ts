import { modularExponentiation } from '../../src/kernel/modular-exponentiation.ts'
import { srpClient, timestamp } from '../../test/support/srp-client.ts'
import { type Fixture, PASSWORD, several } from '../fixture.ts'
import { cycled, type Scenario, scenario } from '../scenario.ts'

/** Answers to challenges are made before they are measured: they cost the client more than the server. */
const PROOFS = 900

const passwordOf = (username: string) => ({ USERNAME: username, PASSWORD })

/**
 * `ChallengeResponses` of users who signed in by SRP so far. The client's arithmetic is done by OpenSSL, as the server would
 * wait too long otherwise, and be measured as one that has just woken up.
 */
async function proofs({ call, poolId, clientId, signInName }: Fixture) {
  const client = srpClient(poolId, modularExponentiation)
  return several(PROOFS, async (index) => {
    const { ChallengeParameters, Session } = await call('InitiateAuth', {
      ClientId: clientId,
      AuthFlow: 'USER_SRP_AUTH',
      AuthParameters: { USERNAME: signInName(index), SRP_A: client.publicKey },
    })
    const responses = client.prove(ChallengeParameters ?? {}, PASSWORD, timestamp(Date.now()))
    return { ChallengeResponses: responses, Session }
  })
}

export const signInScenarios: readonly Scenario[] = [
  scenario(
    'InitiateAuth',
    ({ clientId, signInName }) => ({
      input: (index) => ({
        ClientId: clientId,
        AuthFlow: 'USER_PASSWORD_AUTH',
        AuthParameters: passwordOf(signInName(index)),
      }),
    }),
    'password',
  ),
  scenario(
    'InitiateAuth',
    ({ clientId, signInName, poolId }) => {
      const SRP_A = srpClient(poolId).publicKey
      return {
        input: (index) => ({
          ClientId: clientId,
          AuthFlow: 'USER_SRP_AUTH',
          AuthParameters: { USERNAME: signInName(index), SRP_A },
        }),
      }
    },
    'SRP',
  ),
  scenario(
    'RespondToAuthChallenge',
    async (fixture) => {
      const challenges = await proofs(fixture)
      return {
        atMost: PROOFS,
        input: (index) => ({
          ClientId: fixture.clientId,
          ChallengeName: 'PASSWORD_VERIFIER',
          ...cycled(challenges, index),
        }),
      }
    },
    'SRP',
  ),
  scenario(
    'InitiateAuth',
    ({ clientId, tokens }) => ({
      input: (index) => ({
        ClientId: clientId,
        AuthFlow: 'REFRESH_TOKEN_AUTH',
        AuthParameters: { REFRESH_TOKEN: tokens(index).RefreshToken },
      }),
    }),
    'refresh',
  ),
  scenario('AdminInitiateAuth', ({ poolId, clientId, signInName }) => ({
    input: (index) => ({
      UserPoolId: poolId,
      ClientId: clientId,
      AuthFlow: 'ADMIN_USER_PASSWORD_AUTH',
      AuthParameters: passwordOf(signInName(index)),
    }),
  })),
  scenario('AdminRespondToAuthChallenge', async (fixture) => {
    const challenges = await proofs(fixture)
    return {
      atMost: PROOFS,
      input: (index) => ({
        UserPoolId: fixture.poolId,
        ClientId: fixture.clientId,
        ChallengeName: 'PASSWORD_VERIFIER',
        ...cycled(challenges, index),
      }),
    }
  }),
  scenario('GetTokensFromRefreshToken', ({ clientId, tokens }) => ({
    input: (index) => ({ ClientId: clientId, RefreshToken: tokens(index).RefreshToken }),
  })),
  scenario('RevokeToken', async ({ clientId, signIn, signInName }) => {
    const signIns = await several(PROOFS, (index) => signIn(signInName(index)))
    return {
      atMost: PROOFS,
      input: (index) => ({ ClientId: clientId, Token: cycled(signIns, index).RefreshToken }),
    }
  }),
]
