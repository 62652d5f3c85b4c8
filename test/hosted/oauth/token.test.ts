import assert from 'node:assert/strict'
import { hash } from 'node:crypto'
import { before, describe, test } from 'node:test'
import {
  AdminDeleteUserCommand,
  AdminDisableUserCommand,
  AdminEnableUserCommand,
  AdminSetUserPasswordCommand,
  AdminUserGlobalSignOutCommand,
  DeleteResourceServerCommand,
  type ExplicitAuthFlowsType,
  InitiateAuthCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import { PUBLIC_URL, usePoolhouse } from '../../support/poolhouse.ts'
import { newClient, newUser, PASSWORD } from '../../support/pools.ts'
import {
  addResourceServer,
  asking,
  basic,
  CALLBACK,
  CODE_CLIENT,
  claimsOf,
  codeFor,
  locationOf,
  onBoth,
  openBrowser,
  openSite,
  postForm,
  redeem,
  type Site,
  signInOn,
} from './site.ts'

const VERIFIER = 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk'
const PKCE = { code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM', code_challenge_method: 'S256' }

onBoth((database) => {
  const house = usePoolhouse({ database })
  let site: Site
  let confidential: Site

  before(async () => {
    site = await openSite(house)
    confidential = await openSite(house, { client: { GenerateSecret: true } })
  })

  describe('the token endpoint', () => {
    test('gives the tokens of a code, with the headers and members of the service in its order', async () => {
      const { status, headers, json, text } = await redeem(site, await codeFor(site))
      assert.equal(status, 200, text)
      assert.deepEqual(Object.keys(json), [
        'id_token',
        'access_token',
        'refresh_token',
        'expires_in',
        'token_type',
      ])
      assert.deepEqual([json.expires_in, json.token_type], [3600, 'Bearer'])
      const expected = {
        'content-type': 'application/json;charset=UTF-8',
        'access-control-allow-origin': '*',
        'cache-control': 'no-cache, no-store, max-age=0, must-revalidate',
        pragma: 'no-cache',
        expires: '0',
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'DENY',
        'x-xss-protection': '1; mode=block',
      }
      for (const [name, value] of Object.entries(expected)) assert.equal(headers.get(name), value, name)
      assert.match(headers.get('x-amz-cognito-request-id') ?? '', /^[0-9a-f-]{36}$/)
    })

    test('puts the claims of the request into them, in the order of the service', async () => {
      const code = await codeFor(site, {
        nonce: 'n-1',
        resource: 'https://api.example',
        scope: 'email openid phone',
      })
      const { json } = await redeem(site, code)
      const [id, access] = [claimsOf(json.id_token), claimsOf(json.access_token)]
      assert.deepEqual(Object.keys(id), [
        'at_hash',
        'sub',
        'email_verified',
        'iss',
        'cognito:username',
        'nonce',
        'origin_jti',
        'aud',
        'event_id',
        'token_use',
        'auth_time',
        'exp',
        'iat',
        'jti',
        'email',
      ])
      assert.deepEqual(
        Object.keys(access),
        [
          'sub',
          'iss',
          'version',
          'client_id',
          'origin_jti',
          'aud',
          'event_id',
          'token_use',
          'scope',
          'auth_time',
          'exp',
          'iat',
          'jti',
          'username',
        ].sort((a, b) => Object.keys(access).indexOf(a) - Object.keys(access).indexOf(b)),
      )
      assert.equal(access.scope, 'phone openid email')
      assert.equal(access.aud, 'https://api.example')
      assert.deepEqual([id.nonce, id.aud, access.version], ['n-1', site.clientId, 2])
      assert.equal(id.event_id, access.event_id)
      assert.equal(id.iss, `${PUBLIC_URL}/${site.pool}`)
      const half = hash('sha256', json.access_token, 'buffer').subarray(0, 16).toString('base64url')
      assert.equal(id.at_hash, half)
    })

    test('leaves the ID token out without the scope openid', async () => {
      const { json } = await redeem(site, await codeFor(site, { scope: 'aws.cognito.signin.user.admin' }))
      assert.deepEqual(Object.keys(json), ['access_token', 'refresh_token', 'expires_in', 'token_type'])
    })

    test('leaves out scopes whose resource server is gone, although the client can request them', async () => {
      const other = await openSite(house)
      await addResourceServer(house, other.pool)
      const AllowedOAuthScopes = ['openid', 'api/read']
      const named = { ...CODE_CLIENT, AllowedOAuthFlows: ['code' as const, 'implicit' as const] }
      const { id } = await newClient(house.client(), other.pool, { ...named, AllowedOAuthScopes })
      const app = { ...other, clientId: id }
      const scope = 'openid api/read'
      const before = await redeem(app, await codeFor(app, { scope }))
      assert.deepEqual(claimsOf(before.json.access_token).scope.split(' ').sort(), ['api/read', 'openid'])
      await house
        .client()
        .send(new DeleteResourceServerCommand({ UserPoolId: other.pool, Identifier: 'api' }))
      const after = await redeem(app, await codeFor(app, { scope }))
      assert.equal(claimsOf(after.json.access_token).scope, 'openid')
      const asked = asking(app, { response_type: 'token', scope })
      const { hash: fragment } = locationOf(await signInOn(openBrowser(app), asked))
      const token = new URLSearchParams(fragment.slice(1)).get('access_token') ?? assert.fail(fragment)
      assert.equal(claimsOf(token).scope, 'openid')
    })

    test('authenticates a client with a secret by the header or by the form', async () => {
      const { clientId, secret } = confidential
      const posted = await redeem(confidential, await codeFor(confidential))
      assert.equal(posted.status, 200)
      const fields = { grant_type: 'authorization_code', redirect_uri: CALLBACK }
      const code = await codeFor(confidential)
      const byHeader = await postForm(
        confidential,
        '/oauth2/token',
        { ...fields, code },
        basic(clientId, secret),
      )
      assert.equal(byHeader.status, 200)
      const wrong = { error: 'invalid_client', error_description: 'invalid_client_secret' }
      for (const client_secret of [undefined, 'wrong']) {
        const { status, json } = await redeem(confidential, 'x', { client_secret })
        assert.deepEqual([status, json], [400, wrong])
      }
      const refused = await postForm(confidential, '/oauth2/token', fields, basic(clientId, 'wrong'))
      assert.deepEqual([refused.status, refused.json], [400, wrong])
    })

    test('refuses what is wrong with the request or the client', async () => {
      const elsewhere = await openSite(house)
      const implicit = await newClient(house.client(), site.pool, {
        ...CODE_CLIENT,
        AllowedOAuthFlows: ['implicit'],
      })
      const rows: ReadonlyArray<readonly [change: Record<string, string | undefined>, error: string]> = [
        [{ grant_type: undefined }, 'invalid_request'],
        [{ grant_type: 'password' }, 'unsupported_grant_type'],
        [{ grant_type: 'constructor' }, 'unsupported_grant_type'],
        [{ client_id: undefined }, 'invalid_request'],
        [{ client_id: 'nobody' }, 'invalid_client'],
        [{ client_id: elsewhere.clientId }, 'invalid_client'],
        [{ client_secret: 'needless' }, 'invalid_client'],
        [{ client_id: implicit.id }, 'unauthorized_client'],
        [{ code: undefined }, 'invalid_request'],
        [{ redirect_uri: undefined }, 'invalid_request'],
        [{ code: 'unknown' }, 'invalid_grant'],
        [{ grant_type: 'refresh_token' }, 'invalid_request'],
        [{ grant_type: 'refresh_token', refresh_token: 'unknown' }, 'invalid_grant'],
        [{ grant_type: 'client_credentials' }, 'unauthorized_client'],
      ]
      for (const [change, error] of rows) {
        const { status, json, headers } = await redeem(site, 'x', change)
        assert.deepEqual([status, json], [400, { error }], JSON.stringify(change))
        assert.equal(headers.get('access-control-allow-origin'), '*')
      }
      const twice = await fetch(`${site.url}/oauth2/token`, {
        method: 'POST',
        body: new URLSearchParams([
          ['grant_type', 'refresh_token'],
          ['grant_type', 'password'],
        ]),
      })
      assert.deepEqual(await twice.json(), { error: 'invalid_request' })
      const header = basic(site.clientId, '')
      const publicByHeader = await postForm(site, '/oauth2/token', { grant_type: 'refresh_token' }, header)
      assert.deepEqual([publicByHeader.status, publicByHeader.json], [400, { error: 'invalid_client' }])
      const asJson = await fetch(`${site.url}/oauth2/token`, { method: 'POST', body: '{}' })
      assert.deepEqual([asJson.status, await asJson.json()], [400, { error: 'invalid_request' }])
    })

    test('answers a preflight, and refuses other methods', async () => {
      const preflight = await fetch(`${site.url}/oauth2/token`, { method: 'OPTIONS' })
      assert.equal(preflight.status, 200)
      assert.equal(preflight.headers.get('access-control-allow-origin'), '*')
      assert.equal(preflight.headers.get('access-control-allow-methods'), 'POST, GET, OPTIONS')
      const other = await fetch(`${site.url}/oauth2/token`)
      assert.deepEqual(
        [other.status, other.headers.get('content-length'), await other.text()],
        [405, '0', ''],
      )
    })
  })

  describe('a code', () => {
    test('works once: a second use revokes what the first one gave', async () => {
      const code = await codeFor(site)
      const { json } = await redeem(site, code)
      const again = await redeem(site, code)
      assert.deepEqual([again.status, again.json], [400, { error: 'invalid_grant' }])
      const refresh = {
        grant_type: 'refresh_token',
        client_id: site.clientId,
        refresh_token: json.refresh_token,
      }
      assert.deepEqual((await postForm(site, '/oauth2/token', refresh)).json, { error: 'invalid_grant' })
      const headers = { authorization: `Bearer ${json.access_token}` }
      assert.equal((await fetch(`${site.url}/oauth2/userInfo`, { headers })).status, 401)
    })

    test('gives tokens to one of sixteen rivals', async () => {
      const code = await codeFor(site)
      const answers = await Promise.all(Array.from({ length: 16 }, () => redeem(site, code)))
      assert.equal(answers.filter(({ status }) => status === 200).length, 1)
      for (const { status, json } of answers)
        if (status !== 200) assert.deepEqual(json, { error: 'invalid_grant' })
    })

    test('ends after five minutes', async () => {
      const other = await openSite(house)
      const [late, inTime] = [await codeFor(other), await codeFor(other)]
      house.passTime(4 * 60_000 + 50_000)
      assert.equal((await redeem(other, inTime)).status, 200)
      house.passTime(11_000)
      assert.deepEqual((await redeem(other, late)).json, { error: 'invalid_grant' })
    })

    test('is spent by a wrong redirect URI, and by a missing or wrong verifier', async () => {
      const rows: ReadonlyArray<readonly [Record<string, string>, Record<string, string>, object]> = [
        [
          {},
          { redirect_uri: `${CALLBACK}/` },
          { error: 'unauthorized_client', error_description: 'invalid_redirect' },
        ],
        [PKCE, {}, { error: 'invalid_request' }],
        [PKCE, { code_verifier: `${VERIFIER}x` }, { error: 'invalid_grant' }],
        [PKCE, { code_verifier: PKCE.code_challenge }, { error: 'invalid_grant' }],
        [{}, { code_verifier: VERIFIER }, { error: 'invalid_grant' }],
      ]
      for (const [asked, sent, error] of rows) {
        const code = await codeFor(site, asked)
        const { status, json } = await redeem(site, code, sent)
        assert.deepEqual([status, json], [400, error])
        const right = asked === PKCE ? { code_verifier: VERIFIER } : {}
        assert.deepEqual((await redeem(site, code, right)).json, { error: 'invalid_grant' })
      }
      assert.equal((await redeem(site, await codeFor(site, PKCE), { code_verifier: VERIFIER })).status, 200)
    })

    test('is of no use to another client, and stays good for its own', async () => {
      const thief = await newClient(house.client(), site.pool, CODE_CLIENT)
      const code = await codeFor(site)
      assert.deepEqual((await redeem(site, code, { client_id: thief.id })).json, { error: 'invalid_grant' })
      assert.equal((await redeem(site, code)).status, 200)
    })

    test('is of no use for a user who may not hold tokens any more', async () => {
      const root = house.client()
      const other = await openSite(house)
      const named = { UserPoolId: other.pool, Username: 'alice' }
      const code = await codeFor(other)
      await root.send(new AdminDisableUserCommand(named))
      assert.deepEqual((await redeem(other, code)).json, { error: 'invalid_grant' })
      await root.send(new AdminEnableUserCommand(named))
      const second = await codeFor(other)
      await root.send(new AdminDeleteUserCommand(named))
      await newUser(root, other.pool, 'alice')
      assert.deepEqual((await redeem(other, second)).json, { error: 'invalid_grant' })
    })

    test('is of no use once its user has signed out everywhere, or has another password', async () => {
      const root = house.client()
      const other = await openSite(house)
      const named = { UserPoolId: other.pool, Username: 'alice' }
      const changes = [
        () => root.send(new AdminUserGlobalSignOutCommand(named)),
        () => root.send(new AdminSetUserPasswordCommand({ ...named, Password: PASSWORD, Permanent: true })),
      ]
      for (const change of changes) {
        const code = await codeFor(other)
        house.passTime(1000)
        await change()
        assert.deepEqual((await redeem(other, code)).json, { error: 'invalid_grant' })
        assert.equal((await redeem(other, await codeFor(other))).status, 200)
      }
    })

    test('is of no use to a client that may not read all attributes of a scope', async () => {
      const other = await openSite(house, { client: { ReadAttributes: ['email'] } })
      assert.deepEqual((await redeem(other, await codeFor(other))).json, { error: 'invalid_grant' })
      assert.equal((await redeem(other, await codeFor(other, { scope: 'openid' }))).status, 200)
    })
  })

  describe('a refresh', () => {
    const refresh = (at: Site, refresh_token: string) =>
      postForm(at, '/oauth2/token', {
        grant_type: 'refresh_token',
        client_id: at.clientId,
        client_secret: at.secret || undefined,
        refresh_token,
      })

    test('keeps scope, audience, sign-in and origin, and leaves the nonce out', async () => {
      const asked = { nonce: 'n', resource: 'https://api.example' }
      const first = (await redeem(confidential, await codeFor(confidential, asked))).json
      house.passTime(2000)
      const { status, json } = await refresh(confidential, first.refresh_token)
      assert.equal(status, 200)
      assert.deepEqual(Object.keys(json), ['id_token', 'access_token', 'expires_in', 'token_type'])
      const [before, after] = [claimsOf(first.access_token), claimsOf(json.access_token)]
      for (const name of ['scope', 'aud', 'auth_time', 'origin_jti', 'event_id', 'version']) {
        assert.equal(after[name], before[name], name)
      }
      assert.ok(after.iat > before.iat)
      const id = claimsOf(json.id_token)
      assert.deepEqual(['nonce' in id, 'at_hash' in id, 'name' in id], [false, true, false])
    })

    test('gives a new refresh token where these rotate, and refuses the old one', async () => {
      const rotating = await openSite(house, {
        client: {
          ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH'],
          RefreshTokenRotation: { Feature: 'ENABLED', RetryGracePeriodSeconds: 0 },
        },
      })
      const first = (await redeem(rotating, await codeFor(rotating))).json
      const second = (await refresh(rotating, first.refresh_token)).json
      assert.ok(second.refresh_token && second.refresh_token !== first.refresh_token)
      assert.deepEqual((await refresh(rotating, first.refresh_token)).json, { error: 'invalid_grant' })
      assert.equal((await refresh(rotating, second.refresh_token)).status, 200)
    })

    test('takes refresh tokens of the API, until they expire', async () => {
      const other = await openSite(house, {
        client: {
          RefreshTokenValidity: 1,
          ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
        },
      })
      const { AuthenticationResult } = await house.client().send(
        new InitiateAuthCommand({
          ClientId: other.clientId,
          AuthFlow: 'USER_PASSWORD_AUTH',
          AuthParameters: { USERNAME: 'alice', PASSWORD },
        }),
      )
      const token = AuthenticationResult?.RefreshToken ?? ''
      const { status, json } = await refresh(other, token)
      assert.equal(status, 200)
      assert.equal(claimsOf(json.access_token).scope, 'aws.cognito.signin.user.admin')
      house.passTime(24 * 3_600_000)
      assert.deepEqual((await refresh(other, token)).json, { error: 'invalid_grant' })
    })

    test('is refused for the token of another client', async () => {
      const { json } = await redeem(site, await codeFor(site))
      const other = await newClient(house.client(), site.pool, CODE_CLIENT)
      const refused = await refresh({ ...site, clientId: other.id }, json.refresh_token)
      assert.deepEqual(refused.json, { error: 'invalid_grant' })
    })
  })

  describe('client credentials', () => {
    let machine: Site
    const grant = (at: Site, change: Record<string, string> = {}) =>
      postForm(
        at,
        '/oauth2/token',
        { grant_type: 'client_credentials', ...change },
        basic(at.clientId, at.secret),
      )

    const MACHINE = {
      GenerateSecret: true,
      AllowedOAuthFlows: ['client_credentials' as const],
      AllowedOAuthScopes: ['api/read', 'api/write'],
      CallbackURLs: [],
      LogoutURLs: [],
    }

    before(async () => {
      const empty = await openSite(house)
      await addResourceServer(house, empty.pool)
      const { id, secret } = await newClient(house.client(), empty.pool, { ...CODE_CLIENT, ...MACHINE })
      machine = { ...empty, clientId: id, secret }
    })

    test('give an access token about the client itself', async () => {
      const { status, json } = await grant(machine)
      assert.equal(status, 200)
      assert.deepEqual(Object.keys(json), ['access_token', 'expires_in', 'token_type'])
      const claims = claimsOf(json.access_token)
      assert.deepEqual(Object.keys(claims).sort(), [
        'auth_time',
        'client_id',
        'exp',
        'iat',
        'iss',
        'jti',
        'scope',
        'sub',
        'token_use',
        'version',
      ])
      assert.deepEqual(
        [claims.sub, claims.client_id, claims.token_use, claims.version],
        [machine.clientId, machine.clientId, 'access', 2],
      )
      assert.deepEqual(claims.scope.split(' ').sort(), ['api/read', 'api/write'])
    })

    test('are limited to the scopes that the client asks for and has', async () => {
      const { id, secret } = await newClient(house.client(), machine.pool, {
        ...CODE_CLIENT,
        ...MACHINE,
        AllowedOAuthScopes: ['api/read'],
      })
      const reader = { ...machine, clientId: id, secret }
      assert.equal(claimsOf((await grant(reader, { scope: 'api/read' })).json.access_token).scope, 'api/read')
      assert.deepEqual((await grant(reader, { scope: 'api/read api/write' })).json, {
        error: 'invalid_grant',
      })
      for (const scope of ['api/none', 'none/read', 'openid', 'constructor']) {
        assert.deepEqual((await grant(reader, { scope })).json, { error: 'invalid_scope' }, scope)
      }
    })

    test('leave scopes out whose resource server is gone', async () => {
      const other = await openSite(house)
      await addResourceServer(house, other.pool)
      const { id, secret } = await newClient(house.client(), other.pool, { ...CODE_CLIENT, ...MACHINE })
      await house
        .client()
        .send(new DeleteResourceServerCommand({ UserPoolId: other.pool, Identifier: 'api' }))
      const { json } = await grant({ ...other, clientId: id, secret }, { scope: 'api/read' })
      assert.equal(claimsOf(json.access_token).scope, '')
    })

    test('are given to clients that may call GetClientToken, without OAuth', async () => {
      const { id, secret } = await newClient(house.client(), machine.pool, {
        GenerateSecret: true,
        ExplicitAuthFlows: ['ALLOW_CLIENT_TOKEN_AUTH' as ExplicitAuthFlowsType], // which the SDK's types lack
        AllowedOAuthFlowsUserPoolClient: false,
      })
      const { status, text } = await grant({ ...machine, clientId: id, secret })
      assert.equal(status, 200, text)
    })

    test('are refused to clients without the flow, and in another form of metadata', async () => {
      const offline = await newClient(house.client(), site.pool, { GenerateSecret: true })
      const without = await grant({ ...site, clientId: offline.id, secret: offline.secret })
      assert.deepEqual(without.json, { error: 'invalid_grant' })
      assert.deepEqual((await grant(confidential)).json, { error: 'unauthorized_client' })
      for (const aws_client_metadata of ['x', '[]', '{"a":1}', 'null']) {
        assert.deepEqual((await grant(machine, { aws_client_metadata })).json, { error: 'invalid_request' })
      }
      assert.equal((await grant(machine, { aws_client_metadata: '{"a":"1"}' })).status, 200)
    })
  })
})
