// The checks of the OpenID Foundation's plan "OpenID Connect Core: Basic Certification Profile" that can be made here, under
// the names that they have there. docs/openid-checks.md lists them with their results.
import assert from 'node:assert/strict'
import { createPublicKey, type JsonWebKey, verify } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { before, describe, test } from 'node:test'
import { packageFile } from '../../../src/kernel/package-file.ts'
import { usePoolhouse } from '../../support/poolhouse.ts'
import {
  asking,
  basic,
  CALLBACK,
  claimsOf,
  locationOf,
  onBoth,
  openBrowser,
  openSite,
  postForm,
  queryOf,
  redeem,
  type Site,
  signInOn,
} from './site.ts'

/** `differs`: the server does what the real service does, which the check does not accept. */
type Result = 'passes' | 'differs'

onBoth((database) => {
  const house = usePoolhouse({ database })
  const results = new Map<string, Result>()
  let site: Site

  function check(name: string, result: Result, work: () => Promise<void>): void {
    results.set(name, result)
    test(`${name} ${result}`, work)
  }

  const authorizeAt = (change: Record<string, string>, browser = openBrowser(site)) =>
    browser.get(`/oauth2/authorize${queryOf(asking(site, change))}`)

  async function tokensFor(change: Record<string, string>, browser = openBrowser(site)) {
    const location = locationOf(await signInOn(browser, asking(site, change)))
    const { json } = await redeem(site, location.searchParams.get('code') ?? assert.fail(location.href))
    return {
      json,
      location,
      id: json.id_token && claimsOf(json.id_token),
      access: claimsOf(json.access_token),
    }
  }

  const userInfo = (init: RequestInit) => fetch(`${site.url}/oauth2/userInfo`, init)

  async function shownFor(scope: string): Promise<string[]> {
    const { json } = await tokensFor({ scope })
    const response = await userInfo({ headers: { authorization: `Bearer ${json.access_token}` } })
    return Object.keys((await response.json()) as object)
  }

  describe('the checks of the basic profile', () => {
    before(async () => {
      site = await openSite(house, { client: { GenerateSecret: true } })
    })

    check('oidcc-server', 'passes', async () => {
      const { location, id } = await tokensFor({ state: 's-1', nonce: 'n-1' })
      assert.equal(location.searchParams.get('state'), 's-1')
      assert.deepEqual([id.nonce, id.aud, id.token_use], ['n-1', site.clientId, 'id'])
      assert.ok(id.exp > id.iat && id.sub.length <= 255)
    })

    check('oidcc-response-type-missing', 'passes', async () => {
      const { searchParams } = locationOf(await authorizeAt({ response_type: '' }))
      assert.equal(searchParams.get('error'), 'invalid_request')
    })

    check('oidcc-idtoken-signature', 'passes', async () => {
      const { json } = await tokensFor({})
      const [header = '', payload = '', signature = ''] = json.id_token.split('.')
      const { kid, alg } = JSON.parse(Buffer.from(header, 'base64url').toString())
      const set = await (await fetch(`${house.url}/${site.pool}/.well-known/jwks.json`)).json()
      const { keys } = set as { keys: (JsonWebKey & { kid: string })[] }
      const key = createPublicKey({ key: keys.find((other) => other.kid === kid) ?? {}, format: 'jwk' })
      assert.equal(alg, 'RS256')
      assert.ok(
        verify('sha256', Buffer.from(`${header}.${payload}`), key, Buffer.from(signature, 'base64url')),
      )
    })

    check('oidcc-userinfo-get', 'passes', async () => {
      const { json, id } = await tokensFor({})
      const response = await userInfo({ headers: { authorization: `Bearer ${json.access_token}` } })
      assert.equal(((await response.json()) as { sub: string }).sub, id.sub)
    })

    check('oidcc-userinfo-post-header', 'passes', async () => {
      const { json } = await tokensFor({})
      const headers = { authorization: `Bearer ${json.access_token}` }
      assert.equal((await userInfo({ method: 'POST', headers })).status, 200)
    })

    check('oidcc-userinfo-post-body', 'differs', async () => {
      const { json } = await tokensFor({})
      const body = new URLSearchParams({ access_token: json.access_token })
      assert.equal((await userInfo({ method: 'POST', body })).status, 400)
    })

    check('oidcc-ensure-request-without-nonce-succeeds-for-code-flow', 'passes', async () => {
      assert.equal('nonce' in (await tokensFor({})).id, false)
    })

    check('oidcc-scope-profile', 'passes', async () => {
      assert.ok((await shownFor('openid profile')).includes('name'))
    })

    check('oidcc-scope-email', 'passes', async () => {
      assert.ok((await shownFor('openid email')).includes('email_verified'))
    })

    check('oidcc-scope-phone', 'passes', async () => {
      assert.deepEqual((await shownFor('openid phone')).sort(), ['sub', 'username'])
    })

    check('oidcc-scope-address', 'differs', async () => {
      const { searchParams } = locationOf(await authorizeAt({ scope: 'openid address' }))
      assert.equal(searchParams.get('error_description'), 'invalid_scope')
    })

    check('oidcc-ensure-other-scope-order-succeeds', 'passes', async () => {
      assert.ok((await tokensFor({ scope: 'email openid' })).id.email)
    })

    for (const display of ['page', 'popup']) {
      check(`oidcc-display-${display}`, 'passes', async () => {
        assert.ok((await tokensFor({ display })).id)
      })
    }

    check('oidcc-prompt-login', 'passes', async () => {
      const browser = openBrowser(site)
      const first = await tokensFor({}, browser)
      house.passTime(2000)
      assert.equal(locationOf(await authorizeAt({ prompt: 'login' }, browser)).pathname, `${site.base}/login`)
      assert.ok((await tokensFor({ prompt: 'login' }, browser)).id.auth_time > first.id.auth_time)
    })

    check('oidcc-prompt-none-not-logged-in', 'passes', async () => {
      const { searchParams } = locationOf(await authorizeAt({ prompt: 'none' }))
      assert.equal(searchParams.get('error'), 'login_required')
    })

    check('oidcc-prompt-none-logged-in', 'passes', async () => {
      const browser = openBrowser(site)
      const first = await tokensFor({}, browser)
      const code = locationOf(await authorizeAt({ prompt: 'none' }, browser)).searchParams.get('code') ?? ''
      const second = claimsOf((await redeem(site, code)).json.id_token)
      assert.deepEqual([second.sub, second.auth_time], [first.id.sub, first.id.auth_time])
    })

    check('oidcc-max-age-1', 'passes', async () => {
      const browser = openBrowser(site)
      await tokensFor({}, browser)
      house.passTime(2000)
      assert.equal(locationOf(await authorizeAt({ max_age: '1' }, browser)).pathname, `${site.base}/login`)
      assert.ok((await tokensFor({ max_age: '1' }, browser)).id.auth_time)
    })

    check('oidcc-max-age-10000', 'passes', async () => {
      const browser = openBrowser(site)
      await tokensFor({}, browser)
      house.passTime(2000)
      assert.equal(locationOf(await authorizeAt({ max_age: '10000' }, browser)).pathname, '/callback')
    })

    for (const [name, change] of [
      ['oidcc-ensure-request-with-unknown-parameter-succeeds', { extra: 'foobar' }],
      ['oidcc-login-hint', { login_hint: 'alice' }],
      ['oidcc-ui-locales', { ui_locales: 'se de' }],
      ['oidcc-claims-locales', { claims_locales: 'se de' }],
      ['oidcc-ensure-request-with-acr-values-succeeds', { acr_values: '1 2' }],
    ] as const) {
      check(name, 'passes', async () => {
        assert.ok((await tokensFor(change)).id)
      })
    }

    check('oidcc-id-token-hint', 'passes', async () => {
      const browser = openBrowser(site)
      const { json, id } = await tokensFor({}, browser)
      const silent = await authorizeAt({ prompt: 'none', id_token_hint: json.id_token }, browser)
      const { json: again } = await redeem(site, locationOf(silent).searchParams.get('code') ?? '')
      assert.equal(claimsOf(again.id_token).sub, id.sub)
    })

    for (const [name, seconds] of [
      ['oidcc-codereuse', 0],
      ['oidcc-codereuse-30seconds', 30],
    ] as const) {
      check(name, 'passes', async () => {
        const { json, location } = await tokensFor({})
        house.passTime(seconds * 1000)
        const again = await redeem(site, location.searchParams.get('code') ?? '')
        assert.deepEqual([again.status, again.json], [400, { error: 'invalid_grant' }])
        const headers = { authorization: `Bearer ${json.access_token}` }
        assert.equal((await userInfo({ headers })).status, 401)
      })
    }

    check('oidcc-ensure-registered-redirect-uri', 'passes', async () => {
      const location = locationOf(await authorizeAt({ redirect_uri: `${CALLBACK}/unregistered` }))
      assert.equal(location.pathname, `${site.base}/error`)
    })

    check('oidcc-server-client-secret-post', 'passes', async () => {
      assert.ok((await tokensFor({})).json.access_token) // which is how `redeem` authenticates
    })

    check('oidcc-server-client-secret-basic', 'passes', async () => {
      const location = locationOf(await signInOn(openBrowser(site), asking(site)))
      const code = location.searchParams.get('code') ?? ''
      const fields = { grant_type: 'authorization_code', redirect_uri: CALLBACK, code }
      const { status } = await postForm(site, '/oauth2/token', fields, basic(site.clientId, site.secret))
      assert.equal(status, 200)
    })

    check('oidcc-ensure-request-with-valid-pkce-succeeds', 'passes', async () => {
      const challenge = 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM'
      const change = { code_challenge: challenge, code_challenge_method: 'S256' }
      const location = locationOf(await signInOn(openBrowser(site), asking(site, change)))
      const code_verifier = 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk'
      assert.equal(
        (await redeem(site, location.searchParams.get('code') ?? '', { code_verifier })).status,
        200,
      )
    })

    check('oidcc-claims-essential', 'differs', async () => {
      const claims = JSON.stringify({ userinfo: { name: { essential: true } } })
      const { json } = await tokensFor({ scope: 'openid email', claims })
      const response = await userInfo({ headers: { authorization: `Bearer ${json.access_token}` } })
      assert.equal('name' in ((await response.json()) as object), false)
    })

    check(
      'oidcc-unsigned-request-object-supported-correctly-or-rejected-as-unsupported',
      'differs',
      async () => {
        const request = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${Buffer.from('{"state":"x"}').toString('base64url')}.`
        assert.equal((await tokensFor({ request })).location.searchParams.get('state'), 'state-1')
      },
    )

    check('oidcc-refresh-token', 'passes', async () => {
      const { json, id } = await tokensFor({ nonce: 'n' })
      const fields = { grant_type: 'refresh_token', refresh_token: json.refresh_token }
      const answer = await postForm(site, '/oauth2/token', fields, basic(site.clientId, site.secret))
      const renewed = claimsOf(answer.json.id_token)
      assert.deepEqual([renewed.sub, renewed.aud, renewed.auth_time], [id.sub, id.aud, id.auth_time])
    })

    test('are those that docs/openid-checks.md lists, with their results', () => {
      const page = readFileSync(packageFile('docs/openid-checks.md'), 'utf8')
      const listed = [...page.matchAll(/^\| `(oidcc-[\w-]+)` \| (passes|differs) \|/gm)]
      assert.deepEqual(
        listed.map(([, name, result]) => [name, result]),
        [...results],
      )
    })
  })
})
