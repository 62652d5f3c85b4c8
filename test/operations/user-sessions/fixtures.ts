import assert from 'node:assert/strict'
import {
  InitiateAuthCommand,
  ListUserSessionsCommand,
  type SessionDescriptionType,
  SetUserPoolSessionConfigurationCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import type { Poolhouse } from '../../support/poolhouse.ts'
import { ALL_FLOWS, newClient, newPool, newUser, PASSWORD } from '../../support/pools.ts'

/** A pool that tracks sessions, with a client and the user alice. */
export interface Household {
  readonly poolId: string
  readonly clientId: string
}

export const ABSENT_POOL = 'us-east-1_AAAAAAAAA'
export const NO_SESSION = `tkn${'a'.repeat(25)}`

export async function newHousehold(house: Poolhouse, maxPerUser = 20): Promise<Household> {
  const root = house.client()
  const poolId = await newPool(root, { UserPoolTier: 'ESSENTIALS' })
  const { id: clientId } = await newClient(root, poolId, ALL_FLOWS)
  await newUser(root, poolId)
  await track(house, poolId, maxPerUser)
  return { poolId, clientId }
}

export function track(
  house: Poolhouse,
  UserPoolId: string,
  MaxPerUser = 20,
  UserSessionTracking: 'ENABLED' | 'DISABLED' = 'ENABLED',
) {
  return house.client().send(
    new SetUserPoolSessionConfigurationCommand({
      UserPoolId,
      UserSessionTracking,
      TokenSession: { MaxPerUser },
    }),
  )
}

export async function signIn(house: Poolhouse, { clientId }: Household, USERNAME = 'alice') {
  const { AuthenticationResult } = await house.client().send(
    new InitiateAuthCommand({
      ClientId: clientId,
      AuthFlow: 'USER_PASSWORD_AUTH',
      AuthParameters: { USERNAME, PASSWORD },
    }),
  )
  const { AccessToken = '', RefreshToken = '' } = AuthenticationResult ?? assert.fail('no tokens')
  return { AccessToken, RefreshToken }
}

export async function sessions(house: Poolhouse, AccessToken: string): Promise<SessionDescriptionType[]> {
  const { Sessions } = await house.client().send(new ListUserSessionsCommand({ AccessToken }))
  return Sessions ?? assert.fail('no list')
}

/** The id of the token's session. */
export async function sessionOf(house: Poolhouse, AccessToken: string): Promise<string> {
  const current = (await sessions(house, AccessToken)).find(({ IsCurrentSession }) => IsCurrentSession)
  return current?.SessionId ?? assert.fail('no current session')
}
