import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import type { OperationName } from '../../../src/contract/generated/types.ts'
import { type Journeys, openJourneys, type SignedUp, useJourneys } from '../../support/journeys.ts'

export interface Ground {
  readonly it: Journeys
  readonly pool: string
  readonly client: string
}

/** Like {@link useGround}, for tests that close the server themselves. */
export async function openGround(settings: object = {}): Promise<Ground> {
  const it = await openJourneys()
  const pool = await it.newPool(settings)
  return { it, pool, client: await it.newClient(pool) }
}

/** A server for the tests of a file, with a pool and a client for users who manage their own accounts. */
export function useGround(settings: object = {}): Ground {
  const it = useJourneys()
  let [pool, client] = ['', '']
  before(async () => {
    pool = await it.newPool(settings)
    client = await it.newClient(pool)
  })
  return {
    it,
    get pool() {
      return pool
    },
    get client() {
      return client
    },
  }
}

type TokenError =
  | 'InvalidParameterException'
  | 'NotAuthorizedException'
  | 'PasswordResetRequiredException'
  | 'ResourceNotFoundException'
  | 'UserNotConfirmedException'
  | 'UserNotFoundException'

/**
 * Tests which access tokens an operation refuses, each with which error.
 * @param errors docs/operations.md counts them as tested
 */
export function testTokenAccess(
  operation: OperationName,
  ground: () => Ground,
  rest: object,
  errors: readonly TokenError[],
): void {
  async function signedIn(ClientId = ground().client, attributes: Record<string, string> = {}) {
    const { it, pool } = ground()
    const user = await it.member(pool, ClientId, attributes)
    return { user, token: await it.signIn(user) }
  }
  const refusal = (AccessToken: string) => ground().it.refusal(operation, { AccessToken, ...rest })
  const administrate = (operation: OperationName, { Username }: SignedUp, more: object = {}) =>
    ground().it.administrate(operation, { UserPoolId: ground().pool, Username, ...more })
  /** A new user under the name of a deleted one, and the token of the deleted one. */
  async function successor() {
    const { user, token } = await signedIn()
    await administrate('AdminDeleteUser', user)
    await ground().it.signUp(ground().client, {}, user.Username)
    return { user, token }
  }

  const refusals: Record<TokenError, () => Promise<void>> = {
    async InvalidParameterException() {
      const [name, message] = await ground().it.refusal(operation, rest)
      assert.equal(name, 'InvalidParameterException')
      assert.match(message, /'accessToken' failed to satisfy constraint: Member must not be null/)
    },

    async NotAuthorizedException() {
      assert.deepEqual(await refusal('a.b.c'), ['NotAuthorizedException', 'Invalid Access Token'])
      const disabled = await signedIn()
      await administrate('AdminDisableUser', disabled.user)
      assert.deepEqual(await refusal(disabled.token), ['NotAuthorizedException', 'User is disabled.'])
      const former = await successor()
      await administrate('AdminConfirmSignUp', former.user)
      assert.deepEqual(await refusal(former.token), ['NotAuthorizedException', 'Invalid access token.'])
    },

    async PasswordResetRequiredException() {
      const { user, token } = await signedIn(undefined, { email: `${operation}@example.com` })
      const UserAttributes = [{ Name: 'email_verified', Value: 'true' }]
      await administrate('AdminUpdateUserAttributes', user, { UserAttributes })
      await administrate('AdminResetUserPassword', user)
      assert.deepEqual(await refusal(token), [
        'PasswordResetRequiredException',
        'Password reset required for the user',
      ])
    },

    async ResourceNotFoundException() {
      const { it, pool } = ground()
      const ClientId = await it.newClient(pool)
      const { token } = await signedIn(ClientId)
      await it.administrate('DeleteUserPoolClient', { UserPoolId: pool, ClientId })
      assert.deepEqual(await refusal(token), [
        'ResourceNotFoundException',
        `User pool client ${ClientId} does not exist.`,
      ])
    },

    async UserNotConfirmedException() {
      const { token } = await successor()
      assert.deepEqual(await refusal(token), ['UserNotConfirmedException', 'User is not confirmed.'])
    },

    async UserNotFoundException() {
      const { user, token } = await signedIn()
      await administrate('AdminDeleteUser', user)
      assert.deepEqual(await refusal(token), ['UserNotFoundException', 'User does not exist.'])
    },
  }

  describe('access', () => {
    for (const error of errors) test(`is refused with ${error}`, refusals[error])
  })
}
