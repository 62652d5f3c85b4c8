import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import {
  AdminDisableUserCommand,
  AdminEnableUserCommand,
  AdminGetUserCommand,
  AdminInitiateAuthCommand,
  AdminSetUserPasswordCommand,
  CreateUserPoolClientCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import { usePoolhouse } from '../../support/poolhouse.ts'
import { inviteUser, newPool } from '../../support/pools.ts'
import { refuses } from '../../support/refuses.ts'
import { testUserOperation } from './world.ts'

const house = usePoolhouse()
const root = house.client()

const disable = (UserPoolId: string, Username: string) =>
  root.send(new AdminDisableUserCommand({ UserPoolId, Username }))
const enable = (UserPoolId: string, Username: string) =>
  root.send(new AdminEnableUserCommand({ UserPoolId, Username }))
const get = (UserPoolId: string, Username: string) =>
  root.send(new AdminGetUserCommand({ UserPoolId, Username }))

describe('AdminDisableUser', () => {
  testUserOperation({
    operation: 'AdminDisableUser',
    house: () => house,
    noPool: 'ResourceNotFoundException',
    malformed: 'InvalidParameterException',
    noUser: 'UserNotFoundException',
  })

  test('disables a user and returns an empty object', async () => {
    const pool = await newPool(root)
    await inviteUser(root, pool, 'alice')
    const before = await get(pool, 'alice')
    const answer = await house.call('AdminDisableUser', { UserPoolId: pool, Username: 'alice' })
    assert.equal(answer.text, '{}')
    const { Enabled, UserStatus, UserLastModifiedDate } = await get(pool, 'alice')
    assert.deepEqual({ Enabled, UserStatus }, { Enabled: false, UserStatus: 'FORCE_CHANGE_PASSWORD' })
    assert.ok(Number(UserLastModifiedDate) > Number(before.UserLastModifiedDate))
  })

  test('shuts the user out, and leaves the tokens of former sign-ins revoked after it is enabled again', async () => {
    const pool = await newPool(root)
    await inviteUser(root, pool, 'alice')
    const { UserPoolClient } = await root.send(
      new CreateUserPoolClientCommand({
        UserPoolId: pool,
        ClientName: 'app',
        ExplicitAuthFlows: ['ALLOW_ADMIN_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
      }),
    )
    const signIn = (AuthFlow: 'ADMIN_USER_PASSWORD_AUTH' | 'REFRESH_TOKEN_AUTH', parameters: object) =>
      root.send(
        new AdminInitiateAuthCommand({
          UserPoolId: pool,
          ClientId: UserPoolClient?.ClientId,
          AuthFlow,
          AuthParameters: { ...parameters },
        }),
      )
    const byPassword = () =>
      signIn('ADMIN_USER_PASSWORD_AUTH', { USERNAME: 'alice', PASSWORD: 'Permanent-1' })
    await root.send(
      new AdminSetUserPasswordCommand({
        UserPoolId: pool,
        Username: 'alice',
        Password: 'Permanent-1',
        Permanent: true,
      }),
    )
    const { AuthenticationResult } = await byPassword()
    const refresh = () =>
      signIn('REFRESH_TOKEN_AUTH', { REFRESH_TOKEN: AuthenticationResult?.RefreshToken ?? '' })
    await refresh()
    await disable(pool, 'alice')
    await refuses(byPassword(), 'NotAuthorizedException', 'User is disabled.')
    await refuses(refresh(), 'NotAuthorizedException', 'User is disabled.')
    await enable(pool, 'alice')
    await refuses(refresh(), 'NotAuthorizedException', 'Refresh Token has been revoked')
    assert.ok((await byPassword()).AuthenticationResult?.AccessToken)
  })

  test('can be called for a user who is disabled already', async () => {
    const pool = await newPool(root)
    await inviteUser(root, pool, 'alice')
    await disable(pool, 'alice')
    await disable(pool, 'alice')
    assert.equal((await get(pool, 'alice')).Enabled, false)
  })
})
