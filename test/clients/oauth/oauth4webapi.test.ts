// oauth4webapi, step by step: it checks each answer against the RFCs.
import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import * as oauth from 'oauth4webapi'
import { CALLBACK, csrfOf, locationOf, openBrowser, openSite, type Site } from '../../hosted/oauth/site.ts'
import { PUBLIC_URL, usePoolhouse } from '../../support/poolhouse.ts'
import { PASSWORD } from '../../support/pools.ts'
import { reached, reaching } from './reached.ts'

const house = usePoolhouse()

const options = () => ({ [oauth.allowInsecureRequests]: true, [oauth.customFetch]: reaching(house) })

describe('oauth4webapi', () => {
  let site: Site
  let server: oauth.AuthorizationServer

  before(async () => {
    site = await openSite(house)
    const issuer = new URL(`${PUBLIC_URL}/${site.pool}`)
    server = await oauth.processDiscoveryResponse(issuer, await oauth.discoveryRequest(issuer, options()))
  })

  /** The parameters that come back to the client. */
  async function visit(parameters: Record<string, string>): Promise<URL> {
    const browser = openBrowser(site)
    const address = new URL(server.authorization_endpoint ?? '')
    const asked = { client_id: site.clientId, redirect_uri: CALLBACK, response_type: 'code', ...parameters }
    for (const [name, value] of Object.entries(asked)) address.searchParams.set(name, value)
    const login = (await browser.get(reached(house, address))).headers.get('location') ?? ''
    if (login.startsWith(CALLBACK)) return new URL(login)
    const csrf = await csrfOf(await browser.get(login))
    return locationOf(await browser.post(login, { csrf, username: 'alice', password: PASSWORD }))
  }

  test('signs in, reads claims, refreshes and revokes', async () => {
    const client: oauth.Client = { client_id: site.clientId }
    const verifier = oauth.generateRandomCodeVerifier()
    const nonce = oauth.generateRandomNonce()
    const state = oauth.generateRandomState()
    const callback = await visit({
      scope: 'openid email',
      state,
      nonce,
      code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
    })
    const parameters = oauth.validateAuthResponse(server, client, callback, state)
    const response = await oauth.authorizationCodeGrantRequest(
      server,
      client,
      oauth.None(),
      parameters,
      CALLBACK,
      verifier,
      options(),
    )
    const expected = { expectedNonce: nonce, requireIdToken: true }
    const tokens = await oauth.processAuthorizationCodeResponse(server, client, response, expected)
    await oauth.validateApplicationLevelSignature(server, response, options())
    const { sub } = oauth.getValidatedIdTokenClaims(tokens) ?? assert.fail('no ID token')

    const info = await oauth.userInfoRequest(server, client, tokens.access_token, options())
    assert.equal((await oauth.processUserInfoResponse(server, client, sub, info)).username, 'alice')

    const refresh = () =>
      oauth.refreshTokenGrantRequest(server, client, oauth.None(), tokens.refresh_token ?? '', options())
    assert.ok((await oauth.processRefreshTokenResponse(server, client, await refresh())).access_token)
    const revoked = await oauth.revocationRequest(
      server,
      client,
      oauth.None(),
      tokens.refresh_token ?? '',
      options(),
    )
    await oauth.processRevocationResponse(revoked)
    await assert.rejects(oauth.processRefreshTokenResponse(server, client, await refresh()), {
      error: 'invalid_grant',
    })
  })

  test('understands the errors of the authorization endpoint', async () => {
    const client: oauth.Client = { client_id: site.clientId }
    const callback = await visit({ scope: 'none', state: 's' })
    assert.throws(() => oauth.validateAuthResponse(server, client, callback, 's'), {
      error: 'invalid_request',
    })
    const silent = await visit({ scope: 'openid', state: 's', prompt: 'none' })
    assert.throws(() => oauth.validateAuthResponse(server, client, silent, 's'), { error: 'login_required' })
  })

  test('understands the challenges of the userInfo endpoint', async () => {
    const client: oauth.Client = { client_id: site.clientId }
    const response = await oauth.userInfoRequest(server, client, 'invalid', options())
    assert.equal(response.status, 401)
    await assert.rejects(oauth.processUserInfoResponse(server, client, 'sub', response))
  })
})
