// openid-client, a client that the OpenID Foundation has certified, with the metadata of the pool.
import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import * as client from 'openid-client'
import {
  addResourceServer,
  CALLBACK,
  csrfOf,
  LOGOUT,
  locationOf,
  openBrowser,
  openSite,
  type Site,
} from '../../hosted/oauth/site.ts'
import { PUBLIC_URL, usePoolhouse } from '../../support/poolhouse.ts'
import { newClient, PASSWORD } from '../../support/pools.ts'
import { reached, reaching } from './reached.ts'

const house = usePoolhouse()

const options = () => ({
  execute: [client.allowInsecureRequests, client.enableNonRepudiationChecks],
  [client.customFetch]: reaching(house),
})

const issuerOf = ({ pool }: Site) => new URL(`${PUBLIC_URL}/${pool}`)

function discovered(site: Site, auth?: client.ClientAuth): Promise<client.Configuration> {
  return client.discovery(issuerOf(site), site.clientId, undefined, auth ?? client.None(), options())
}

/** What a user does at the address, in a browser. Returns the address of the client that it ends at. */
async function visit(site: Site, address: URL, browser = openBrowser(site)): Promise<URL> {
  const first = await browser.get(reached(house, address))
  const login = first.headers.get('location') ?? ''
  if (login.startsWith(CALLBACK)) return new URL(login)
  const csrf = await csrfOf(await browser.get(login))
  return locationOf(await browser.post(login, { csrf, username: 'alice', password: PASSWORD }))
}

async function signedIn(config: client.Configuration, site: Site, scope = 'openid email profile') {
  const pkceCodeVerifier = client.randomPKCECodeVerifier()
  const [expectedState, expectedNonce] = [client.randomState(), client.randomNonce()]
  const address = client.buildAuthorizationUrl(config, {
    redirect_uri: CALLBACK,
    scope,
    code_challenge: await client.calculatePKCECodeChallenge(pkceCodeVerifier),
    code_challenge_method: 'S256',
    state: expectedState,
    nonce: expectedNonce,
  })
  const callback = await visit(site, address)
  const checks = { pkceCodeVerifier, expectedState, expectedNonce, idTokenExpected: true }
  return { callback, checks, tokens: await client.authorizationCodeGrant(config, callback, checks) }
}

describe('openid-client', () => {
  let site: Site

  before(async () => {
    site = await openSite(house)
  })

  test('signs a user in by a code with PKCE, verifies the ID token and reads the userInfo endpoint', async () => {
    const config = await discovered(site)
    const { tokens, callback, checks } = await signedIn(config, site)
    const claims = tokens.claims() ?? assert.fail('no ID token')
    assert.deepEqual([claims['cognito:username'], claims.email], ['alice', 'alice@example.com'])
    const info = await client.fetchUserInfo(config, tokens.access_token, claims.sub)
    assert.deepEqual([info.username, info.name], ['alice', 'Alice'])
    await assert.rejects(client.authorizationCodeGrant(config, callback, checks), { error: 'invalid_grant' })
  })

  test('authenticates by either method with a secret', async () => {
    const confidential = await openSite(house, { client: { GenerateSecret: true } })
    for (const auth of [client.ClientSecretBasic, client.ClientSecretPost]) {
      const config = await discovered(confidential, auth(confidential.secret))
      assert.ok((await signedIn(config, confidential)).tokens.id_token)
      const wrong = await discovered(confidential, auth('wrong'))
      await assert.rejects(signedIn(wrong, confidential), { error: 'invalid_client' })
    }
  })

  test('refreshes, and rotates refresh tokens where the client does', async () => {
    const config = await discovered(site)
    const { tokens } = await signedIn(config, site)
    const again = await client.refreshTokenGrant(config, tokens.refresh_token ?? '')
    assert.equal(again.refresh_token, undefined)
    assert.equal(again.claims()?.sub, tokens.claims()?.sub)

    const rotating = await openSite(house, {
      client: {
        ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH'],
        RefreshTokenRotation: { Feature: 'ENABLED', RetryGracePeriodSeconds: 0 },
      },
    })
    const other = await discovered(rotating)
    const first = (await signedIn(other, rotating)).tokens.refresh_token ?? ''
    const second = (await client.refreshTokenGrant(other, first)).refresh_token ?? ''
    assert.ok(second !== '' && second !== first)
    await assert.rejects(client.refreshTokenGrant(other, first), { error: 'invalid_grant' })
    assert.ok((await client.refreshTokenGrant(other, second)).access_token)
  })

  test('gets tokens for itself', async () => {
    const { pool } = site
    await addResourceServer(house, pool)
    const { id, secret } = await newClient(house.client(), pool, {
      GenerateSecret: true,
      AllowedOAuthFlows: ['client_credentials'],
      AllowedOAuthScopes: ['api/read'],
      AllowedOAuthFlowsUserPoolClient: true,
    })
    const config = await discovered({ ...site, clientId: id }, client.ClientSecretBasic(secret))
    const tokens = await client.clientCredentialsGrant(config, { scope: 'api/read' })
    assert.deepEqual([tokens.token_type, tokens.expires_in], ['bearer', 3600])
  })

  test('revokes a refresh token', async () => {
    const config = await discovered(site)
    const { tokens } = await signedIn(config, site)
    await client.tokenRevocation(config, tokens.refresh_token ?? '')
    await assert.rejects(client.refreshTokenGrant(config, tokens.refresh_token ?? ''), {
      error: 'invalid_grant',
    })
  })

  test('ends the session of the browser', async () => {
    const config = await discovered(site)
    const browser = openBrowser(site)
    const address = () =>
      client.buildAuthorizationUrl(config, {
        redirect_uri: CALLBACK,
        scope: 'openid',
        state: 's',
        prompt: 'none',
      })
    await visit(
      site,
      client.buildAuthorizationUrl(config, { redirect_uri: CALLBACK, scope: 'openid' }),
      browser,
    )
    assert.ok((await visit(site, address(), browser)).searchParams.get('code'))
    const end = client.buildEndSessionUrl(config, { logout_uri: LOGOUT })
    assert.equal((await browser.get(reached(house, end))).headers.get('location'), LOGOUT)
    assert.equal((await visit(site, address(), browser)).searchParams.get('error'), 'login_required')
  })

  test('registers itself', async () => {
    const open = await openSite(house, { pool: { DcrConfiguration: { OpenDcrEnabled: true } } })
    const metadata = { redirect_uris: [CALLBACK], client_name: 'openid-client' }
    const auth = client.ClientSecretPost()
    const config = await client.dynamicClientRegistration(issuerOf(open), metadata, auth, options())
    const { client_id, client_secret } = config.clientMetadata()
    assert.ok(client_secret)
    const { tokens } = await signedIn(config, { ...open, clientId: client_id }, 'openid')
    assert.ok(tokens.id_token)
  })

  test('does not take the answer of another sign-in, nor one without its verifier', async () => {
    const config = await discovered(site)
    const address = client.buildAuthorizationUrl(config, {
      redirect_uri: CALLBACK,
      scope: 'openid',
      state: 'one',
      code_challenge: await client.calculatePKCECodeChallenge(client.randomPKCECodeVerifier()),
      code_challenge_method: 'S256',
    })
    const callback = await visit(site, address)
    await assert.rejects(client.authorizationCodeGrant(config, callback, { expectedState: 'two' }))
    const checks = { expectedState: 'one', pkceCodeVerifier: client.randomPKCECodeVerifier() }
    await assert.rejects(client.authorizationCodeGrant(config, callback, checks), { error: 'invalid_grant' })
  })
})
