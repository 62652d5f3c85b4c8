import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import {
  AdminListUserSessionsCommand,
  InitiateAuthCommand,
  ListUserSessionsCommand,
  RevokeTokenCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import { usePoolhouse } from '../../support/poolhouse.ts'
import { PASSWORD } from '../../support/pools.ts'
import { refuses } from '../../support/refuses.ts'
import { NETWORKS, PLACES, withPlaces } from '../threat-protection/fixtures.ts'
import { ABSENT_POOL, newHousehold, sessionOf, sessions, signIn, track } from './fixtures.ts'

// ListUserSessions and AdminListUserSessions, which show the same to two kinds of callers.

const house = usePoolhouse(withPlaces())

const adminList = (UserPoolId: string, Username: string, NextToken?: string) =>
  house.client().send(new AdminListUserSessionsCommand({ UserPoolId, Username, NextToken }))

describe('access to ListUserSessions and AdminListUserSessions', () => {
  test('is given by an access token', async () => {
    await refuses(
      house.client().send(new ListUserSessionsCommand({ AccessToken: 'garbage' })),
      'NotAuthorizedException',
      'Invalid Access Token',
    )
  })

  test('is given to administrators by a signature', async () => {
    const answer = await house.call('AdminListUserSessions', {}, { signed: false })
    assert.equal(answer.json.__type, 'MissingAuthenticationTokenException')
  })

  test('is given to administrators by an IAM action', async () => {
    const Statement = [{ Effect: 'Allow', Action: 'cognito-idp:ListUsers', Resource: '*' }]
    const client = await house.clientAs({ Version: '2012-10-17', Statement })
    const command = new AdminListUserSessionsCommand({ UserPoolId: ABSENT_POOL, Username: 'alice' })
    await assert.rejects(client.send(command), { name: 'AccessDeniedException' })
  })
})

describe('validation of ListUserSessions and AdminListUserSessions', () => {
  test('names a pool or a user that does not exist', async () => {
    const { poolId } = await newHousehold(house)
    await refuses(
      adminList(ABSENT_POOL, 'alice'),
      'ResourceNotFoundException',
      `User pool ${ABSENT_POOL} does not exist.`,
    )
    await refuses(adminList(poolId, 'nobody'), 'UserNotFoundException', 'User does not exist.')
  })

  test('has no second page', async () => {
    const home = await newHousehold(house)
    const { AccessToken } = await signIn(house, home)
    await refuses(
      house.client().send(new ListUserSessionsCommand({ AccessToken, NextToken: 'next' })),
      'InvalidParameterException',
      'Invalid pagination token.',
    )
    await refuses(
      adminList(home.poolId, 'alice', 'next'),
      'InvalidParameterException',
      'Invalid pagination token.',
    )
  })
})

describe('behaviour of ListUserSessions and AdminListUserSessions', () => {
  test('shows one session for each sign-in and which one calls', async () => {
    const home = await newHousehold(house)
    const one = await signIn(house, home)
    const other = await signIn(house, home)
    const listed = await sessions(house, other.AccessToken)
    assert.equal(listed.length, 2)
    assert.equal(listed.filter(({ IsCurrentSession }) => IsCurrentSession).length, 1)
    assert.notEqual(await sessionOf(house, one.AccessToken), await sessionOf(house, other.AccessToken))
    for (const session of listed) {
      assert.match(session.SessionId ?? '', /^tkn[a-z0-9]{25}$/)
      assert.equal(session.SessionType, 'TOKEN')
      assert.equal(session.ClientId, home.clientId)
      assert.equal(session.LastIPAddress, '127.0.0.1')
      assert.equal('OriginSessionId' in session || 'LastLocation' in session, false)
      assert.ok(session.CreateDate instanceof Date && session.LastActiveDate instanceof Date)
    }
  })

  test('shows an administrator the same, none of it as the current one', async () => {
    const home = await newHousehold(house)
    const { AccessToken } = await signIn(house, home)
    const seen = (await sessions(house, AccessToken)).map((s) => ({ ...s, IsCurrentSession: false }))
    const { Sessions, NextToken } = await adminList(home.poolId, 'alice')
    assert.deepEqual(Sessions, seen)
    assert.equal(NextToken, undefined)
  })

  test('does not show sign-ins that were not tracked', async () => {
    const home = await newHousehold(house)
    await track(house, home.poolId, 20, 'DISABLED')
    const { AccessToken } = await signIn(house, home)
    assert.deepEqual(await sessions(house, AccessToken), [])
  })

  test('shows nothing while the pool tracks no sessions, and then what is still alive', async () => {
    const home = await newHousehold(house)
    const { AccessToken } = await signIn(house, home)
    await track(house, home.poolId, 20, 'DISABLED')
    assert.deepEqual(await sessions(house, AccessToken), [])
    assert.deepEqual((await adminList(home.poolId, 'alice')).Sessions, [])
    await track(house, home.poolId)
    assert.equal((await sessions(house, AccessToken)).length, 1)
  })

  test('does not show sessions that ended', async () => {
    const home = await newHousehold(house)
    const [one, other] = [await signIn(house, home), await signIn(house, home)]
    const input = { ClientId: home.clientId, Token: one.RefreshToken }
    await house.client().send(new RevokeTokenCommand(input))
    const listed = await sessions(house, other.AccessToken)
    assert.deepEqual(
      listed.map(({ IsCurrentSession }) => IsCurrentSession),
      [true],
    )
  })

  test('ends the least recently used session when a user has too many', async () => {
    const home = await newHousehold(house, 2)
    const first = await signIn(house, home)
    const second = await signIn(house, home)
    await later()
    await refresh(home.clientId, first.RefreshToken)
    const third = await signIn(house, home)
    await refuses(
      sessions(house, second.AccessToken),
      'NotAuthorizedException',
      'Access Token has been revoked',
    )
    assert.equal((await sessions(house, first.AccessToken)).length, 2)
    assert.equal((await sessions(house, third.AccessToken)).length, 2)
  })

  test('brings a user back within a lowered limit at the next sign-in', async () => {
    const home = await newHousehold(house, 3)
    for (let i = 0; i < 3; i++) await signIn(house, home)
    await track(house, home.poolId, 1)
    assert.equal((await adminList(home.poolId, 'alice')).Sessions?.length, 3)
    const { AccessToken } = await signIn(house, home)
    assert.deepEqual(
      (await sessions(house, AccessToken)).map(({ IsCurrentSession }) => IsCurrentSession),
      [true],
    )
  })

  test('shows the place of the address, as far as the server knows places', async () => {
    const home = await newHousehold(house)
    const body = {
      ClientId: home.clientId,
      AuthFlow: 'USER_PASSWORD_AUTH',
      AuthParameters: { USERNAME: 'alice', PASSWORD },
    }
    const headers = { 'x-forwarded-for': `${NETWORKS.seattle}7` }
    const { json } = await house.call('InitiateAuth', body, { signed: false, headers })
    const [session] = await sessions(house, json.AuthenticationResult.AccessToken)
    const { city: City, country: Country } = PLACES.seattle
    assert.deepEqual(session?.LastLocation, { City, Country })
  })

  test('shows the device and the time of the last refresh', async () => {
    const home = await newHousehold(house)
    const { AccessToken, RefreshToken } = await signIn(house, home)
    const [before] = await sessions(house, AccessToken)
    await later()
    const body = {
      ClientId: home.clientId,
      AuthFlow: 'REFRESH_TOKEN_AUTH',
      AuthParameters: { REFRESH_TOKEN: RefreshToken },
    }
    const headers = { 'user-agent': 'Mozilla/5.0 (Windows NT 10.0) Firefox/126.0' }
    await house.call('InitiateAuth', body, { signed: false, headers })
    const [now] = await sessions(house, AccessToken)
    assert.equal(now?.DeviceType, 'Firefox 126 / Windows 10')
    assert.equal(now?.SessionId, before?.SessionId)
    assert.ok(Number(now?.LastActiveDate) > Number(before?.LastActiveDate))
    assert.deepEqual(now?.CreateDate, before?.CreateDate)
  })
})

/** Times are in milliseconds. */
function later(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 5))
}

function refresh(ClientId: string, REFRESH_TOKEN: string) {
  return house.client().send(
    new InitiateAuthCommand({
      ClientId,
      AuthFlow: 'REFRESH_TOKEN_AUTH',
      AuthParameters: { REFRESH_TOKEN },
    }),
  )
}
