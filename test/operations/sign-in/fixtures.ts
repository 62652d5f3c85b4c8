import assert from 'node:assert/strict'
import {
  type CognitoIdentityProviderClient,
  InitiateAuthCommand,
  RespondToAuthChallengeCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import type { User } from '../../../src/domain/users/user.ts'
import type { Poolhouse } from '../../support/poolhouse.ts'
import { ALL_FLOWS } from '../../support/pools.ts'
import { quickPower } from '../../support/quick-power.ts'
import { type SrpClient, srpClient, timestamp } from '../../support/srp-client.ts'

export const WRONG = 'Wrong-Horse-7'

/** Settings of a client that hides which users there are. */
export const HIDING = { ...ALL_FLOWS, PreventUserExistenceErrors: 'ENABLED' } as const

/** Puts a user into a state that takes other journeys to reach. */
export async function changeUser(
  house: Poolhouse,
  userPoolId: string,
  sub: string,
  change: Partial<User>,
): Promise<void> {
  await house.storage.transaction(async (stores) => {
    const user = await stores.users.lock(userPoolId, sub)
    await stores.users.save({ ...(user ?? assert.fail('no user')), ...change })
  })
}

export function signIn(
  anybody: CognitoIdentityProviderClient,
  ClientId: string,
  USERNAME: string,
  PASSWORD: string,
  more: Record<string, string> = {},
) {
  return anybody.send(
    new InitiateAuthCommand({
      ClientId,
      AuthFlow: 'USER_PASSWORD_AUTH',
      AuthParameters: { USERNAME, PASSWORD, ...more },
    }),
  )
}

/**
 * The challenge of USER_SRP_AUTH and the answer to it.
 * @param options.srp by default a client that borrows the server's arithmetic, which is much quicker
 */
export async function srpChallenge(
  anybody: CognitoIdentityProviderClient,
  userPoolId: string,
  ClientId: string,
  USERNAME: string,
  password: string,
  {
    now = Date.now(),
    text = timestamp(now),
    hash,
    srp = srpClient(userPoolId, quickPower),
  }: { now?: number; text?: string; hash?: string; srp?: SrpClient } = {},
) {
  const secret = hash === undefined ? {} : { SECRET_HASH: hash }
  const { ChallengeName, ChallengeParameters, ...rest } = await anybody.send(
    new InitiateAuthCommand({
      ClientId,
      AuthFlow: 'USER_SRP_AUTH',
      AuthParameters: { USERNAME, SRP_A: srp.publicKey, ...secret },
    }),
  )
  assert.equal(ChallengeName, 'PASSWORD_VERIFIER')
  const parameters = ChallengeParameters ?? assert.fail('no parameters')
  const responses = { ...srp.prove(parameters, password, text), ...secret }
  return { parameters, responses, session: (rest as { Session?: string }).Session }
}

export function prove(
  anybody: CognitoIdentityProviderClient,
  ClientId: string,
  ChallengeResponses: Record<string, string>,
) {
  return anybody.send(
    new RespondToAuthChallengeCommand({ ClientId, ChallengeName: 'PASSWORD_VERIFIER', ChallengeResponses }),
  )
}

export function chooseNewPassword(
  anybody: CognitoIdentityProviderClient,
  ClientId: string,
  Session: string | undefined,
  ChallengeResponses: Record<string, string>,
) {
  return anybody.send(
    new RespondToAuthChallengeCommand({
      ClientId,
      ChallengeName: 'NEW_PASSWORD_REQUIRED',
      Session,
      ChallengeResponses,
    }),
  )
}
