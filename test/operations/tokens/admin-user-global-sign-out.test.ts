import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import { AdminUserGlobalSignOutCommand } from '@aws-sdk/client-cognito-identity-provider'
import { ACCOUNT, REGION, usePoolhouse } from '../../support/poolhouse.ts'
import { refuses } from '../../support/refuses.ts'
import { getUser, type Household, newHousehold, refresh, refused, signIn } from './fixtures.ts'

const house = usePoolhouse()
let home: Household

before(async () => {
  home = await newHousehold(house)
})

const signOut = (Username: string, UserPoolId = home.poolId) =>
  house.client().send(new AdminUserGlobalSignOutCommand({ UserPoolId, Username }))

describe('access', () => {
  test('asks for a signature', async () => {
    const answer = await house.call('AdminUserGlobalSignOut', {}, { signed: false })
    refused(answer, 'MissingAuthenticationTokenException', 'Missing Authentication Token')
  })

  test('asks for an IAM action on the pool', async () => {
    const policy = {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: 'cognito-idp:List*', Resource: '*' }],
    }
    const credentials = await house.userWith(policy, 'stranger')
    const input = { UserPoolId: home.poolId, Username: 'alice' }
    const answer = await house.call('AdminUserGlobalSignOut', input, { credentials })
    const action = 'cognito-idp:AdminUserGlobalSignOut'
    assert.equal(answer.status, 400)
    assert.equal(
      answer.json.Message,
      `User: arn:aws:iam::${ACCOUNT}:user/stranger is not authorized to perform: ${action} on resource: arn:aws:cognito-idp:${REGION}:${ACCOUNT}:userpool/${home.poolId} because no identity-based policy allows the ${action} action`,
    )
  })
})

describe('validation', () => {
  test('asks for a username', async () => {
    const answer = await house.call('AdminUserGlobalSignOut', { UserPoolId: home.poolId })
    refused(
      answer,
      'InvalidParameterException',
      "1 validation error detected: Value at 'username' failed to satisfy constraint: Member must not be null",
    )
  })

  test('names a pool that does not exist, and a user who does not', async () => {
    const absent = `${REGION}_AAAAAAAAA`
    await refuses(
      signOut('alice', absent),
      'ResourceNotFoundException',
      `User pool ${absent} does not exist.`,
    )
    await refuses(signOut('nobody'), 'UserNotFoundException', 'User does not exist.')
  })
})

describe('behaviour', () => {
  test('ends every sign-in of the user, who may be named by sub', async () => {
    for (const name of ['alice', home.sub]) {
      const { AccessToken, RefreshToken } = await signIn(house, home)
      await signOut(name)
      refused(await getUser(house, AccessToken), 'NotAuthorizedException', 'Access Token has been revoked')
      refused(
        await refresh(house, home, RefreshToken),
        'NotAuthorizedException',
        'Refresh Token has been revoked',
      )
    }
  })
})
