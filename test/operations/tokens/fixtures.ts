import assert from 'node:assert/strict'
import {
  AdminUserGlobalSignOutCommand,
  type CreateUserPoolClientCommandInput,
  type CreateUserPoolCommandInput,
  type NewDeviceMetadataType,
  UpdateUserPoolClientCommand,
  type UpdateUserPoolClientCommandInput,
} from '@aws-sdk/client-cognito-identity-provider'
import { secretHash } from '../../../src/domain/credentials/secret-hash.ts'
import type { Poolhouse, RawAnswer } from '../../support/poolhouse.ts'
import { ALL_FLOWS, newClient, newPool, newUser, PASSWORD } from '../../support/pools.ts'

export interface Tokens {
  readonly AccessToken: string
  readonly IdToken: string
  readonly RefreshToken: string
  readonly ExpiresIn: number
  readonly TokenType: string
  readonly NewDeviceMetadata?: NewDeviceMetadataType
}

/** A pool with one client and the confirmed user alice. */
export interface Household {
  readonly poolId: string
  readonly clientId: string
  readonly secret: string
  readonly sub: string
}

export const ROTATING = {
  ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH'],
  RefreshTokenRotation: { Feature: 'ENABLED', RetryGracePeriodSeconds: 30 },
} satisfies Partial<CreateUserPoolClientCommandInput>

export const ROTATING_WITHOUT_GRACE = {
  ...ROTATING,
  RefreshTokenRotation: { Feature: 'ENABLED' },
} satisfies Partial<CreateUserPoolClientCommandInput>

export async function newHousehold(
  house: Poolhouse,
  settings: Partial<CreateUserPoolClientCommandInput> = ALL_FLOWS,
  poolSettings: Partial<CreateUserPoolCommandInput> = {},
): Promise<Household> {
  const root = house.client()
  const poolId = await newPool(root, { UserPoolTier: 'ESSENTIALS', ...poolSettings })
  const { id: clientId, secret } = await newClient(root, poolId, settings)
  const sub = await newUser(root, poolId)
  return { poolId, clientId, secret, sub }
}

/** The tokens of a new sign-in of alice. */
export async function signIn(house: Poolhouse, { clientId, secret }: Household): Promise<Tokens> {
  const hash = secret ? { SECRET_HASH: secretHash(secret, 'alice', clientId) } : {}
  const answer = await house.call(
    'InitiateAuth',
    {
      ClientId: clientId,
      AuthFlow: 'USER_PASSWORD_AUTH',
      AuthParameters: { USERNAME: 'alice', PASSWORD, ...hash },
    },
    { signed: false },
  )
  assert.equal(answer.status, 200, answer.text)
  return answer.json.AuthenticationResult
}

/** REFRESH_TOKEN_AUTH of InitiateAuth. */
export function refresh(
  house: Poolhouse,
  { clientId }: Pick<Household, 'clientId'>,
  REFRESH_TOKEN: string,
  more: Readonly<Record<string, string>> = {},
): Promise<RawAnswer> {
  return house.call(
    'InitiateAuth',
    {
      ClientId: clientId,
      AuthFlow: 'REFRESH_TOKEN_AUTH',
      AuthParameters: { REFRESH_TOKEN, ...more },
    },
    { signed: false },
  )
}

export function getTokens(
  house: Poolhouse,
  { clientId }: Pick<Household, 'clientId'>,
  RefreshToken: string,
  more: Readonly<Record<string, string>> = {},
): Promise<RawAnswer> {
  return house.call(
    'GetTokensFromRefreshToken',
    { ClientId: clientId, RefreshToken, ...more },
    { signed: false },
  )
}

export function getUser(house: Poolhouse, AccessToken: string): Promise<RawAnswer> {
  return house.call('GetUser', { AccessToken }, { signed: false })
}

export async function revoke(
  house: Poolhouse,
  { clientId }: Pick<Household, 'clientId'>,
  Token: string,
  more: Readonly<Record<string, string>> = {},
): Promise<void> {
  const answer = await house.call('RevokeToken', { ClientId: clientId, Token, ...more }, { signed: false })
  assert.equal(answer.text, '{}')
}

/** Signs alice out everywhere. */
export async function signOut(house: Poolhouse, { poolId }: Pick<Household, 'poolId'>): Promise<void> {
  const user = { UserPoolId: poolId, Username: 'alice' }
  await house.client().send(new AdminUserGlobalSignOutCommand(user))
}

/** Gives the client these settings and no others. */
export async function changeClient(
  house: Poolhouse,
  { poolId, clientId }: Household,
  settings: Partial<UpdateUserPoolClientCommandInput>,
): Promise<void> {
  const input = { UserPoolId: poolId, ClientId: clientId, ...settings }
  await house.client().send(new UpdateUserPoolClientCommand(input))
}

/** Asserts that a raw response is exactly this error, to the byte. */
export function refused(answer: RawAnswer, name: string, message?: string): void {
  assert.equal(answer.text, JSON.stringify({ __type: name, message }))
  assert.equal(answer.status, 400)
}

export function granted(answer: RawAnswer): Tokens {
  assert.equal(answer.status, 200, answer.text)
  return answer.json.AuthenticationResult
}

/** One part of a token: 0 for the header, 1 for the claims. */
export function part(token: string, index: number) {
  return JSON.parse(Buffer.from(token.split('.')[index] ?? '', 'base64url').toString('utf8'))
}

export function claimsOf(token: string) {
  return part(token, 1)
}
