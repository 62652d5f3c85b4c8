import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { OperationName } from '../../../src/contract/generated/types.ts'
import { type Journeys, openJourneys, type SignedUp } from '../../support/journeys.ts'

export interface Ground {
  readonly it: Journeys
  readonly pool: string
  readonly client: string
}

/** A server with a pool and a client for users who care for their own accounts. */
export async function openGround(settings: object = {}): Promise<Ground> {
  const it = await openJourneys()
  const pool = await it.newPool(settings)
  return { it, pool, client: await it.newClient(pool) }
}

/** What is the same for all operations with an access token: whose token counts, and when no more. */
export function testTokenAccess(operation: OperationName, ground: () => Ground, rest: object = {}): void {
  async function signedIn(ClientId = ground().client) {
    const { it, pool } = ground()
    const user = await it.member(pool, ClientId)
    return { user, token: await it.signIn(user) }
  }
  const refusal = (AccessToken: string) => ground().it.refusal(operation, { AccessToken, ...rest })
  const administrate = (operation: OperationName, { Username }: SignedUp) =>
    ground().it.administrate(operation, { UserPoolId: ground().pool, Username })

  describe('access', () => {
    test('refuses what is no access token', async () => {
      assert.deepEqual(await refusal('a.b.c'), ['NotAuthorizedException', 'Invalid Access Token'])
      const [name, message] = await ground().it.refusal(operation, rest)
      assert.equal(name, 'InvalidParameterException')
      assert.match(message, /'accessToken' failed to satisfy constraint: Member must not be null/)
    })

    test('refuses a token whose client is gone', async () => {
      const { it, pool } = ground()
      const ClientId = await it.newClient(pool)
      const { token } = await signedIn(ClientId)
      await it.administrate('DeleteUserPoolClient', { UserPoolId: pool, ClientId })
      assert.deepEqual(await refusal(token), [
        'ResourceNotFoundException',
        `User pool client ${ClientId} does not exist.`,
      ])
    })

    test('refuses the token of a user who is disabled, deleted, or somebody else by now', async () => {
      const { it, client } = ground()
      const { user, token } = await signedIn()
      await administrate('AdminDisableUser', user)
      assert.deepEqual(await refusal(token), ['NotAuthorizedException', 'User is disabled.'])
      await administrate('AdminDeleteUser', user)
      assert.deepEqual(await refusal(token), ['UserNotFoundException', 'User does not exist.'])
      await it.signUp(client, {}, user.Username)
      assert.deepEqual(await refusal(token), ['UserNotConfirmedException', 'User is not confirmed.'])
      await administrate('AdminConfirmSignUp', user)
      assert.deepEqual(await refusal(token), ['NotAuthorizedException', 'Invalid access token.'])
    })

    test('refuses the token of a user whose password was reset', async () => {
      const { it, pool, client } = ground()
      const user = await it.member(pool, client, { email: `${operation}@example.com` })
      const token = await it.signIn(user)
      const UserAttributes = [{ Name: 'email_verified', Value: 'true' }]
      const named = { UserPoolId: pool, Username: user.Username }
      await it.administrate('AdminUpdateUserAttributes', { ...named, UserAttributes })
      await administrate('AdminResetUserPassword', user)
      assert.deepEqual(await refusal(token), [
        'PasswordResetRequiredException',
        'Password reset required for the user',
      ])
    })
  })
}
