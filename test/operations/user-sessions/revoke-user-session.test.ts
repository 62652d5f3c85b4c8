import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import {
  AdminRevokeUserSessionCommand,
  InitiateAuthCommand,
  RevokeUserSessionCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import { usePoolhouse } from '../../support/poolhouse.ts'
import { newUser } from '../../support/pools.ts'
import { refuses } from '../../support/refuses.ts'
import { ABSENT_POOL, NO_SESSION, newHousehold, sessionOf, sessions, signIn } from './fixtures.ts'

// RevokeUserSession and AdminRevokeUserSession.

const house = usePoolhouse()

const revoke = (AccessToken: string, SessionId: string) =>
  house.client().send(new RevokeUserSessionCommand({ AccessToken, SessionId }))

const adminRevoke = (UserPoolId: string, Username: string, SessionId: string) =>
  house.client().send(new AdminRevokeUserSessionCommand({ UserPoolId, Username, SessionId }))

const REVOKED = ['NotAuthorizedException', 'Access Token has been revoked'] as const
const UNKNOWN = ['ResourceNotFoundException', `Session ${NO_SESSION} does not exist.`] as const

describe('access to RevokeUserSession and AdminRevokeUserSession', () => {
  test('is given by an access token', async () => {
    await refuses(revoke('garbage', NO_SESSION), 'NotAuthorizedException', 'Invalid Access Token')
  })

  test('is given to administrators by a signature', async () => {
    const answer = await house.call('AdminRevokeUserSession', {}, { signed: false })
    assert.equal(answer.json.__type, 'MissingAuthenticationTokenException')
  })
})

describe('validation of RevokeUserSession and AdminRevokeUserSession', () => {
  test('knows two ways to treat associated sessions', async () => {
    const home = await newHousehold(house)
    const { AccessToken } = await signIn(house, home)
    const answer = await house.call(
      'RevokeUserSession',
      { AccessToken, SessionId: NO_SESSION, RevokeAssociatedSessions: 'ALL' },
      { signed: false },
    )
    assert.equal(answer.json.__type, 'InvalidParameterException')
    assert.match(answer.json.message, /at 'revokeAssociatedSessions' failed .* enum value set: \[/)
  })

  test('names a pool, a user or a session that does not exist', async () => {
    const { poolId } = await newHousehold(house)
    await refuses(
      adminRevoke(ABSENT_POOL, 'alice', NO_SESSION),
      'ResourceNotFoundException',
      `User pool ${ABSENT_POOL} does not exist.`,
    )
    await refuses(adminRevoke(poolId, 'nobody', NO_SESSION), 'UserNotFoundException', 'User does not exist.')
    await refuses(adminRevoke(poolId, 'alice', NO_SESSION), ...UNKNOWN)
  })
})

describe('behaviour of RevokeUserSession and AdminRevokeUserSession', () => {
  test('ends another session of the user with its tokens', async () => {
    const home = await newHousehold(house)
    const [one, other] = [await signIn(house, home), await signIn(house, home)]
    await revoke(one.AccessToken, await sessionOf(house, other.AccessToken))
    await refuses(sessions(house, other.AccessToken), ...REVOKED)
    await refuses(
      house.client().send(
        new InitiateAuthCommand({
          ClientId: home.clientId,
          AuthFlow: 'REFRESH_TOKEN_AUTH',
          AuthParameters: { REFRESH_TOKEN: other.RefreshToken },
        }),
      ),
      'NotAuthorizedException',
      'Refresh Token has been revoked',
    )
    assert.equal((await sessions(house, one.AccessToken)).length, 1)
  })

  test('leaves the session that calls', async () => {
    const { AccessToken } = await signIn(house, await newHousehold(house))
    await refuses(
      revoke(AccessToken, await sessionOf(house, AccessToken)),
      'InvalidParameterException',
      'The current session cannot be revoked by itself.',
    )
    assert.equal((await sessions(house, AccessToken)).length, 1)
  })

  test("does not know another user's session", async () => {
    const home = await newHousehold(house)
    await newUser(house.client(), home.poolId, 'bob')
    const [alice, bob] = [await signIn(house, home), await signIn(house, home, 'bob')]
    const session = await sessionOf(house, bob.AccessToken)
    const unknown = `Session ${session} does not exist.`
    await refuses(revoke(alice.AccessToken, session), 'ResourceNotFoundException', unknown)
    await refuses(adminRevoke(home.poolId, 'alice', session), 'ResourceNotFoundException', unknown)
    assert.equal((await sessions(house, bob.AccessToken)).length, 1)
  })

  test('ends any session for an administrator, once', async () => {
    const home = await newHousehold(house)
    const { AccessToken } = await signIn(house, home)
    const session = await sessionOf(house, AccessToken)
    await adminRevoke(home.poolId, 'alice', session)
    await refuses(sessions(house, AccessToken), ...REVOKED)
    await refuses(
      adminRevoke(home.poolId, 'alice', session),
      'ResourceNotFoundException',
      `Session ${session} does not exist.`,
    )
  })
})
