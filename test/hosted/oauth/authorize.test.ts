import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import {
  SetUserPoolClientSessionConfigurationCommand,
  SetUserPoolSessionConfigurationCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import { usePoolhouse } from '../../support/poolhouse.ts'
import { newClient } from '../../support/pools.ts'
import {
  asking,
  CALLBACK,
  CODE_CLIENT,
  locationOf,
  onBoth,
  openBrowser,
  openSite,
  queryOf,
  type Site,
  signInOn,
} from './site.ts'

const CHALLENGE = 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM'

onBoth((database) => {
  const house = usePoolhouse({ database })
  let site: Site

  describe('the authorization endpoint', () => {
    before(async () => {
      site = await openSite(house)
    })

    const ask = async (parameters: Record<string, string>) =>
      openBrowser(site).get(`/oauth2/authorize${queryOf(parameters)}`)

    test('sends a browser that nobody has signed in with to the sign-in page, with the same query', async () => {
      const query = `${queryOf(asking(site))}&lang=de&x=%2F%20+`
      const response = await openBrowser(site).get(`/oauth2/authorize${query}`)
      assert.equal(response.status, 302)
      assert.equal(response.headers.get('location'), `${site.base}/login${query}`)
      assert.equal(await response.text(), '')
    })

    test('answers on the error page while the redirect URI cannot be trusted', async () => {
      const root = house.client()
      const noOAuth = await newClient(root, site.pool, { AllowedOAuthFlowsUserPoolClient: false })
      const elsewhere = await openSite(house)
      const rows: ReadonlyArray<
        readonly [change: Record<string, string>, error: string, description?: string]
      > = [
        [{ client_id: '' }, 'invalid_request', "Required String parameter 'client_id' is not present"],
        [{ client_id: 'nobody' }, 'invalid_request', 'Client does not exist.'],
        [{ client_id: elsewhere.clientId }, 'invalid_request', 'Client does not exist.'],
        [{ client_id: noOAuth.id }, 'unauthorized_client'],
        [{ redirect_uri: '' }, 'invalid_request', "Required String parameter 'redirect_uri' is not present"],
        [
          { identity_provider: 'Google' },
          'invalid_request',
          'Login option is not available. Please try another one',
        ],
        [{ idp_identifier: 'x' }, 'invalid_request', 'Login option is not available. Please try another one'],
        ...[
          `${CALLBACK}/`,
          `${CALLBACK}?x=1`,
          `${CALLBACK}#x`,
          CALLBACK.toUpperCase(),
          'https://app.example',
          'https://app.example./callback',
          'https://app.example:443/callback',
          'https://app.example%2Fcallback',
          'https://app.example@evil.example/callback',
          'https://app.example\\@evil.example/callback',
          '//evil.example/callback',
          'https://evil.example/callback',
          'https://app.example/callback/../callback',
          ' https://app.example/callback',
          'javascript:alert(1)',
        ].map((redirect_uri) => [{ redirect_uri }, 'redirect_mismatch'] as const),
      ]
      for (const [change, error, description] of rows) {
        const asked = asking(site, change)
        const response = await ask(asked)
        const location = locationOf(response)
        assert.equal(response.headers.get('error'), error)
        assert.equal(location.host, 'relative', location.href)
        assert.equal(location.pathname, `${site.base}/error`)
        assert.deepEqual(Object.fromEntries(location.searchParams), {
          ...(description && { error_description: description }),
          error,
          ...(asked.client_id && { client_id: asked.client_id }),
        })
      }
    })

    test('reports what else is wrong to the client, with its state', async () => {
      const rows: ReadonlyArray<
        readonly [change: Record<string, string>, error: string, description?: string]
      > = [
        [{ response_type: '' }, 'invalid_request'],
        [{ response_type: 'id_token' }, 'invalid_request'],
        [{ response_type: 'code token' }, 'invalid_request'],
        [{ scope: 'openid offline_access' }, 'invalid_request', 'invalid_scope'],
        [{ scope: 'api/read' }, 'invalid_request', 'invalid_scope'],
        [{ code_challenge: CHALLENGE }, 'invalid_request'],
        [{ code_challenge_method: 'S256' }, 'invalid_request'],
        [{ code_challenge: CHALLENGE, code_challenge_method: 'plain' }, 'invalid_request'],
        [{ resource: 'api' }, 'invalid_request'],
        [{ resource: 'http://api.example' }, 'invalid_request'],
        [{ max_age: '-1' }, 'invalid_request'],
        [{ max_age: 'soon' }, 'invalid_request'],
        [{ prompt: 'none login' }, 'invalid_request'],
        [{ prompt: 'none' }, 'login_required'],
      ]
      for (const [change, error, description] of rows) {
        const response = await ask(asking(site, { ...change, state: 'a b&c' }))
        const expected = [
          ...(description ? [`error_description=${description}`] : []),
          'state=a+b%26c',
          `error=${error}`,
        ].join('&')
        assert.equal(response.headers.get('location'), `${CALLBACK}?${expected}`, JSON.stringify(change))
      }
    })

    test('refuses repeated parameters', async () => {
      for (const name of ['scope', 'state', 'nonce', 'code_challenge', 'prompt']) {
        const query = `${queryOf(asking(site))}&${name}=a&${name}=b`
        const response = await openBrowser(site).get(`/oauth2/authorize${query}`)
        assert.match(
          response.headers.get('location') ?? '',
          /^https:\/\/app\.example\/callback\?.*error=invalid_request$/,
        )
      }
      for (const name of ['client_id', 'redirect_uri']) {
        const query = `${queryOf(asking(site))}&${name}=b`
        const location = locationOf(await openBrowser(site).get(`/oauth2/authorize${query}`))
        assert.equal(location.pathname, `${site.base}/error`)
      }
    })

    test('refuses a flow that the client does not have, with the error where the answer would be', async () => {
      const response = await ask(asking(site, { response_type: 'token' }))
      assert.equal(
        response.headers.get('location'),
        `${CALLBACK}#error_description=unauthorized_client&state=state-1&error=invalid_request`,
      )
    })

    test('reports errors of the implicit flow in the fragment, and no state where there is none', async () => {
      const implicit = await openSite(house, { client: { AllowedOAuthFlows: ['implicit'] } })
      const asked = asking(implicit, { response_type: 'token', scope: 'openid offline_access', state: '' })
      const response = await openBrowser(implicit).get(`/oauth2/authorize${queryOf(asked)}`)
      assert.equal(
        response.headers.get('location'),
        `${CALLBACK}#error_description=invalid_scope&error=invalid_request`,
      )
      assert.equal(response.headers.get('error'), null)
    })

    test('takes the default redirect URI of a client where none is named, and COGNITO for its own users', async () => {
      const other = await openSite(house, { client: { DefaultRedirectURI: CALLBACK } })
      const { redirect_uri: _, ...asked } = asking(other, { identity_provider: 'COGNITO' })
      const response = await openBrowser(other).get(`/oauth2/authorize${queryOf(asked)}`)
      assert.equal(locationOf(response).pathname, `${other.base}/login`)
      const { searchParams, host } = locationOf(await signInOn(openBrowser(other), asked))
      assert.equal(host, 'app.example')
      assert.ok(searchParams.get('code'))
    })

    test('has pages that lead to the error page without a client, and for sign-ups where nobody may', async () => {
      const closed = await openSite(house, {
        pool: { AdminCreateUserConfig: { AllowAdminCreateUserOnly: true } },
      })
      for (const path of ['/login', '/signup', '/forgotPassword']) {
        const location = locationOf(await openBrowser(closed).get(path))
        assert.equal(location.pathname, `${closed.base}/error`, path)
      }
      const page = await openBrowser(closed).get(`/signup${queryOf(asking(closed))}`)
      assert.equal(locationOf(page).pathname, `${closed.base}/error`)
      const shown = await openBrowser(closed).get('/error?error=redirect_mismatch')
      assert.equal(shown.status, 400)
    })

    test('gives a code at once to a user who has signed in in this browser', async () => {
      const browser = openBrowser(site)
      await signInOn(browser, asking(site))
      const location = locationOf(
        await browser.get(`/oauth2/authorize${queryOf(asking(site, { state: 's2' }))}`),
      )
      assert.match(location.href, /^https:\/\/app\.example\/callback\?code=[0-9a-f-]{36}&state=s2$/)
      const silent = await browser.get(`/oauth2/authorize${queryOf(asking(site, { prompt: 'none' }))}`)
      assert.match(silent.headers.get('location') ?? '', /\?code=/)
    })

    test('leads to an address with letters of any script', async () => {
      const url = 'https://app.example/приём/💧'
      const other = await openSite(house, { client: { CallbackURLs: [url] } })
      const location = locationOf(await signInOn(openBrowser(other), asking(other, { redirect_uri: url })))
      assert.equal(decodeURI(`${location.origin}${location.pathname}`), url)
      assert.ok(location.searchParams.get('code'))
    })

    test('asks for a new sign-in where the request wants one', async () => {
      const browser = openBrowser(site)
      await signInOn(browser, asking(site))
      const again = async (change: Record<string, string>) =>
        locationOf(await browser.get(`/oauth2/authorize${queryOf(asking(site, change))}`)).pathname
      assert.equal(await again({ prompt: 'login' }), `${site.base}/login`)
      house.passTime(9_000)
      assert.equal(await again({ max_age: '10' }), '/callback')
      assert.equal(await again({ max_age: '5' }), `${site.base}/login`)
    })

    test('lets other clients of the pool use the session, as long as each is configured to', async () => {
      const root = house.client()
      const browser = openBrowser(site)
      await signInOn(browser, asking(site))
      const other = await newClient(root, site.pool, CODE_CLIENT)
      const track = (UserSessionTracking: 'ENABLED' | 'DISABLED') =>
        root.send(
          new SetUserPoolSessionConfigurationCommand({
            UserPoolId: site.pool,
            UserSessionTracking,
            TokenSession: { MaxPerUser: 20 },
          }),
        )
      await track('ENABLED')
      const ask = async () =>
        locationOf(await browser.get(`/oauth2/authorize${queryOf(asking(site, { client_id: other.id }))}`))
          .pathname
      const configure = (MaxValidityMinutes: number) =>
        root.send(
          new SetUserPoolClientSessionConfigurationCommand({
            UserPoolId: site.pool,
            ClientId: other.id,
            SSOSession: { MaxValidityMinutes },
          }),
        )
      assert.equal(await ask(), '/callback')
      await configure(0)
      assert.equal(await ask(), `${site.base}/login`)
      await track('DISABLED') // the setting is kept, without effect
      assert.equal(await ask(), '/callback')
      await track('ENABLED')
      assert.equal(await ask(), `${site.base}/login`)
      await configure(10)
      assert.equal(await ask(), '/callback')
      house.passTime(11 * 60_000)
      assert.equal(await ask(), `${site.base}/login`)
    })

    test('gives tokens in the fragment where the client has the implicit flow', async () => {
      const implicit = await openSite(house, { client: { AllowedOAuthFlows: ['implicit'] } })
      const asked = asking(implicit, { response_type: 'token', nonce: 'n-1' })
      const { hash } = locationOf(await signInOn(openBrowser(implicit), asked))
      const names = [...new URLSearchParams(hash.slice(1)).keys()]
      assert.deepEqual(names, ['id_token', 'access_token', 'token_type', 'expires_in', 'state'])
      const without = { ...asked, scope: 'aws.cognito.signin.user.admin' }
      const other = locationOf(await signInOn(openBrowser(implicit), without)).hash
      assert.deepEqual(
        [...new URLSearchParams(other.slice(1)).keys()],
        ['access_token', 'token_type', 'expires_in', 'state'],
      )
    })
  })
})
