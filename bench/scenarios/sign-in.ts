import { type Fixture, PASSWORD, several } from '../fixture.ts'
import { cycled, type Scenario, scenario } from '../scenario.ts'
import { answerOf, challengeOf, fastSrpClient } from '../srp-sign-in.ts'

/** Answers to challenges are made before they are measured: they cost the client more than the server. */
const PROOFS = 900

const passwordOf = (username: string) => ({ USERNAME: username, PASSWORD })

async function proofs(fixture: Fixture) {
  const client = fastSrpClient(fixture)
  return several(PROOFS, async (index) => answerOf(client, await challengeOf(fixture, client, index)))
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
    (fixture) => {
      const { clientId, signInName } = fixture
      const SRP_A = fastSrpClient(fixture).publicKey
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
