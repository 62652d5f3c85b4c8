import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import { AdminUserGlobalSignOutCommand, InitiateAuthCommand } from '@aws-sdk/client-cognito-identity-provider'
import { usePoolhouse } from '../../support/poolhouse.ts'
import { newClient, newUser, PASSWORD } from '../../support/pools.ts'
import { basic, CODE_CLIENT, codeFor, onBoth, openSite, postForm, redeem, type Site } from './site.ts'

const ENDED = 'Access token is expired, disabled, or deleted, or the user has globally signed out.'

onBoth((database) => {
  const house = usePoolhouse({ database })
  let site: Site

  before(async () => {
    site = await openSite(house)
  })

  async function tokenFor(scope: string, at = site): Promise<string> {
    return (await redeem(at, await codeFor(at, { scope }))).json.access_token
  }

  const ask = (authorization?: string, init: RequestInit = {}, at = site) =>
    fetch(`${at.url}/oauth2/userInfo`, {
      ...init,
      headers: authorization === undefined ? {} : { authorization },
    })

  async function refused(
    response: Response,
    status: number,
    error: string,
    description: string,
  ): Promise<void> {
    assert.equal(response.status, status)
    assert.equal(
      response.headers.get('www-authenticate'),
      `error="${error}", error_description="${description}"`,
    )
    assert.deepEqual(await response.json(), { error, error_description: description })
  }

  describe('the userInfo endpoint', () => {
    test('answers with the attributes of the scopes, as texts', async () => {
      const response = await ask(`Bearer ${await tokenFor('openid email')}`)
      assert.equal(response.status, 200)
      assert.equal(response.headers.get('content-type'), 'application/json;charset=UTF-8')
      assert.equal(response.headers.get('access-control-allow-origin'), '*')
      assert.ok(response.headers.get('content-length'))
      const { sub, ...others } = (await response.json()) as Record<string, string>
      assert.match(sub ?? '', /^[0-9a-f-]{36}$/)
      assert.deepEqual(others, { email_verified: 'true', email: 'alice@example.com', username: 'alice' })
    })

    test('shows more with other scopes, and no more than the client may read', async () => {
      const names = async (scope: string, at = site) => {
        const response = await ask(`bearer ${await tokenFor(scope, at)}`, { method: 'POST' }, at)
        return Object.keys((await response.json()) as object).sort()
      }
      assert.deepEqual(await names('openid'), ['email', 'email_verified', 'name', 'sub', 'username'])
      assert.deepEqual(await names('openid profile'), ['name', 'sub', 'username'])
      assert.deepEqual(await names('openid phone'), ['sub', 'username'])
      const reader = await openSite(house, { client: { ReadAttributes: ['name'] } })
      assert.deepEqual(await names('openid', reader), ['name', 'sub', 'username'])
    })

    test('refuses a request without a token in the header', async () => {
      for (const authorization of [undefined, 'Bearer', 'Basic YTpi', 'Bearer a b', 'Bearer "x"']) {
        await refused(
          await ask(authorization),
          400,
          'invalid_request',
          'Bad OAuth2 request at UserInfo Endpoint',
        )
      }
    })

    test('refuses a token that is none, over, of another pool or without the scope', async () => {
      await refused(await ask('Bearer none'), 401, 'invalid_token', ENDED)
      const without = await tokenFor('aws.cognito.signin.user.admin')
      await refused(
        await ask(`Bearer ${without}`),
        401,
        'invalid_token',
        'Access token does not contain openid scope',
      )
      const other = await openSite(house)
      await refused(await ask(`Bearer ${await tokenFor('openid', other)}`), 401, 'invalid_token', ENDED)
      const { json } = await redeem(site, await codeFor(site))
      await refused(await ask(`Bearer ${json.id_token}`), 401, 'invalid_token', ENDED)
      house.passTime(3_600_000)
      await refused(await ask(`Bearer ${json.access_token}`), 401, 'invalid_token', ENDED)
    })

    test('refuses a token of the API, which has not the scope, and one of a user who has signed out', async () => {
      const root = house.client()
      await newUser(root, site.pool, 'bob')
      const { id } = await newClient(root, site.pool)
      const { AuthenticationResult } = await root.send(
        new InitiateAuthCommand({
          ClientId: id,
          AuthFlow: 'USER_PASSWORD_AUTH',
          AuthParameters: { USERNAME: 'bob', PASSWORD },
        }),
      )
      assert.equal((await ask(`Bearer ${AuthenticationResult?.AccessToken}`)).status, 401)
      const token = await tokenFor('openid')
      await root.send(new AdminUserGlobalSignOutCommand({ UserPoolId: site.pool, Username: 'alice' }))
      await refused(await ask(`Bearer ${token}`), 401, 'invalid_token', ENDED)
    })
  })

  describe('the revocation endpoint', () => {
    const revoke = async (fields: Record<string, string>) =>
      fetch(`${site.url}/oauth2/revoke`, { method: 'POST', body: new URLSearchParams(fields) })

    test('ends a refresh token and the tokens of its sign-in, and says nothing of unknown ones', async () => {
      const { json } = await redeem(site, await codeFor(site))
      for (const token of [json.refresh_token, json.refresh_token, 'unknown']) {
        const response = await revoke({ token, client_id: site.clientId })
        assert.deepEqual([response.status, await response.text()], [200, ''])
        assert.equal(response.headers.get('access-control-allow-origin'), '*')
      }
      assert.equal((await ask(`Bearer ${json.access_token}`)).status, 401)
    })

    test('takes the secret of a client in the header, and any hint', async () => {
      const hidden = await openSite(house, { client: { GenerateSecret: true } })
      const { json } = await redeem(hidden, await codeFor(hidden))
      const fields = { token: json.refresh_token, token_type_hint: 'access_token' }
      const sent = (secret: string) =>
        postForm(hidden, '/oauth2/revoke', fields, basic(hidden.clientId, secret))
      const wrong = await sent('wrong')
      assert.deepEqual([wrong.status, wrong.json?.error], [401, 'invalid_client'])
      assert.equal((await ask(`Bearer ${json.access_token}`, {}, hidden)).status, 200)
      assert.equal((await sent(hidden.secret)).status, 200)
      assert.equal((await ask(`Bearer ${json.access_token}`, {}, hidden)).status, 401)
    })

    test('refuses other tokens, other clients, and clients without revocation', async () => {
      const root = house.client()
      const { json } = await redeem(site, await codeFor(site))
      const token = json.refresh_token
      const other = await newClient(root, site.pool, CODE_CLIENT)
      const never = await newClient(root, site.pool, { ...CODE_CLIENT, EnableTokenRevocation: false })
      const hidden = await newClient(root, site.pool, { ...CODE_CLIENT, GenerateSecret: true })
      const rows = [
        [{ client_id: site.clientId }, 400, { error: 'invalid_request' }],
        [{ token: json.access_token, client_id: site.clientId }, 400, { error: 'unsupported_token_type' }],
        [{ token, client_id: other.id }, 400, { error: 'invalid_grant' }],
        [{ token, client_id: never.id }, 400, { error: 'invalid_request' }],
        [{ token, client_id: 'nobody' }, 401, { error: 'invalid_client' }],
        [
          { token, client_id: hidden.id },
          401,
          { error: 'invalid_client', error_description: 'invalid_client_secret' },
        ],
      ] as const
      for (const [fields, status, body] of rows) {
        const response = await revoke(fields)
        assert.deepEqual([response.status, await response.json()], [status, body], JSON.stringify(fields))
      }
      assert.equal((await ask(`Bearer ${json.access_token}`)).status, 200)
    })
  })
})
