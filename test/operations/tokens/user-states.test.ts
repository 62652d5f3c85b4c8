import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import type { ErrorName } from '../../../src/contract/generated/error-names.ts'
import type { OperationName } from '../../../src/contract/generated/types.ts'
import { model } from '../../../src/contract/model.ts'
import type { User } from '../../../src/domain/users/user.ts'
import { registry } from '../../../src/operations/registry.ts'
import { type RawAnswer, usePoolhouse } from '../../support/poolhouse.ts'
import { newClient, PASSWORD } from '../../support/pools.ts'
import { NO_DEVICE, VERIFIER } from '../devices/fixtures.ts'
import { changeUser, prove, srpChallenge } from '../sign-in/fixtures.ts'
import { type Household, newHousehold, ROTATING, refused, signIn, type Tokens } from './fixtures.ts'

// Users who may not hold tokens get none, refresh none and use none, in any way.

type Refusal = readonly [name: string, message: string]

const RESET: Refusal = ['PasswordResetRequiredException', 'Password reset required for the user']

const STATES: ReadonlyArray<readonly [string, Partial<User>, Refusal]> = [
  ['a disabled user', { enabled: false }, ['NotAuthorizedException', 'User is disabled.']],
  ['an unconfirmed user', { status: 'UNCONFIRMED' }, ['UserNotConfirmedException', 'User is not confirmed.']],
  ['a user who has to reset the password', { status: 'RESET_REQUIRED' }, RESET],
]

/** The other members that each operation with an access token is called with. */
const WITH_ACCESS_TOKEN: Partial<Record<OperationName, object>> = {
  AssociateSoftwareToken: {},
  ChangePassword: { PreviousPassword: PASSWORD, ProposedPassword: 'Another-Horse-8' },
  CompleteWebAuthnRegistration: { Credential: {} },
  ConfirmDevice: { DeviceKey: NO_DEVICE, DeviceSecretVerifierConfig: VERIFIER },
  DeleteUser: {},
  DeleteUserAttributes: { UserAttributeNames: ['name'] },
  DeleteWebAuthnCredential: { CredentialId: 'AAAA' },
  ForgetDevice: { DeviceKey: NO_DEVICE },
  GetDevice: { DeviceKey: NO_DEVICE },
  GetUser: {},
  GetUserAttributeVerificationCode: { AttributeName: 'email' },
  GetUserAuthFactors: {},
  GlobalSignOut: {},
  ListDevices: {},
  ListUserSessions: {},
  ListWebAuthnCredentials: {},
  RevokeUserSession: { SessionId: '00000000-0000-4000-8000-000000000000' },
  SetUserMFAPreference: {},
  SetUserSettings: { MFAOptions: [] },
  StartWebAuthnRegistration: {},
  UpdateDeviceStatus: { DeviceKey: NO_DEVICE },
  UpdateUserAttributes: { UserAttributes: [{ Name: 'name', Value: 'Alice' }] },
  VerifySoftwareToken: { UserCode: '123456' },
  VerifyUserAttribute: { AttributeName: 'email', Code: '123456' },
}

interface Ground extends Household {
  readonly tokens: Tokens
  readonly rotating: { readonly clientId: string; readonly refreshToken: string }
}

const house = usePoolhouse()

/** Alice with tokens of a client of either kind, and what happened to her afterwards. */
async function ground(change: Partial<User>): Promise<Ground> {
  const home = await newHousehold(house)
  const tokens = await signIn(house, home)
  const { id: clientId } = await newClient(house.client(), home.poolId, ROTATING)
  const { RefreshToken } = await signIn(house, { ...home, clientId })
  await changeUser(house, home.poolId, home.sub, change)
  return { ...home, tokens, rotating: { clientId, refreshToken: RefreshToken } }
}

function initiate({ clientId, poolId }: Household, AuthFlow: string, AuthParameters: object, signed = false) {
  const operation = signed ? 'AdminInitiateAuth' : 'InitiateAuth'
  const pool = signed ? { UserPoolId: poolId } : {}
  return house.call(operation, { ...pool, ClientId: clientId, AuthFlow, AuthParameters }, { signed })
}

/** The ways to get tokens with a password or a refresh token. */
const WAYS: Readonly<Record<string, (there: Ground) => Promise<RawAnswer>>> = {
  USER_PASSWORD_AUTH: (there) => initiate(there, 'USER_PASSWORD_AUTH', { USERNAME: 'alice', PASSWORD }),
  ADMIN_USER_PASSWORD_AUTH: (there) =>
    initiate(there, 'ADMIN_USER_PASSWORD_AUTH', { USERNAME: 'alice', PASSWORD }, true),
  REFRESH_TOKEN_AUTH: (there) =>
    initiate(there, 'REFRESH_TOKEN_AUTH', { REFRESH_TOKEN: there.tokens.RefreshToken }),
  REFRESH_TOKEN: (there) => initiate(there, 'REFRESH_TOKEN', { REFRESH_TOKEN: there.tokens.RefreshToken }),
  'REFRESH_TOKEN_AUTH of AdminInitiateAuth': (there) =>
    initiate(there, 'REFRESH_TOKEN_AUTH', { REFRESH_TOKEN: there.tokens.RefreshToken }, true),
}

test('the table names every operation that takes an access token', () => {
  const taking = Object.values(registry)
    .filter(({ access }) => access.kind.startsWith('access-token'))
    .map(({ name }) => name)
  assert.deepEqual(Object.keys(WITH_ACCESS_TOKEN).sort(), taking.sort())
})

for (const [who, change, [name, message]] of STATES) {
  describe(who, () => {
    let there: Ground
    before(async () => {
      there = await ground(change)
    })

    for (const [way, call] of Object.entries(WAYS)) {
      test(`gets no tokens by ${way}`, async () => {
        refused(await call(there), name, message)
      })
    }

    test('gets no tokens by a proof', async () => {
      const { poolId, clientId } = there
      const { responses } = await srpChallenge(house.client(), poolId, clientId, 'alice', PASSWORD)
      await assert.rejects(prove(house.client(), clientId, responses), { name, message })
    })

    test('gets no tokens from a refresh token, whether or not it rotates', async () => {
      // The operation declares no error for the last two states.
      const expected = change.enabled === false ? message : 'Invalid Refresh Token'
      const { clientId, tokens, rotating } = there
      for (const [ClientId, RefreshToken] of [
        [clientId, tokens.RefreshToken],
        [rotating.clientId, rotating.refreshToken],
      ]) {
        const input = { ClientId, RefreshToken }
        refused(
          await house.call('GetTokensFromRefreshToken', input, { signed: false }),
          'NotAuthorizedException',
          expected,
        )
      }
    })

    for (const [operation, more] of Object.entries(WITH_ACCESS_TOKEN)) {
      test(`is refused by ${operation}`, async () => {
        const input = { AccessToken: there.tokens.AccessToken, ...more }
        const answer = await house.call(operation, input, { signed: false })
        // The operations on passkeys do not declare UserNotConfirmedException.
        const isDeclared = model.operations[operation as OperationName]?.errors.includes(name as ErrorName)
        if (isDeclared) refused(answer, name, message)
        else refused(answer, 'NotAuthorizedException', 'Invalid access token.')
      })
    }
  })
}

test('a user who is restored can continue to use earlier tokens', async () => {
  const there = await ground({ status: 'RESET_REQUIRED' })
  await changeUser(house, there.poolId, there.sub, { status: 'CONFIRMED' })
  const { RefreshToken } = there.tokens
  assert.equal((await initiate(there, 'REFRESH_TOKEN_AUTH', { REFRESH_TOKEN: RefreshToken })).status, 200)
  const rotating = { ClientId: there.rotating.clientId, RefreshToken: there.rotating.refreshToken }
  const answer = await house.call('GetTokensFromRefreshToken', rotating, { signed: false })
  assert.equal(answer.status, 200)
})
