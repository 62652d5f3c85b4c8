import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import { usePoolhouse } from '../../support/poolhouse.ts'
import {
  asking,
  CALLBACK,
  codeFor,
  LOGOUT,
  locationOf,
  onBoth,
  openBrowser,
  openSite,
  queryOf,
  redeem,
  type Site,
  signInOn,
} from './site.ts'

onBoth((database) => {
  const house = usePoolhouse({ database })
  let site: Site

  before(async () => {
    site = await openSite(house)
  })

  describe('the logout endpoint', () => {
    const isSignedIn = async (browser: ReturnType<typeof openBrowser>) =>
      locationOf(await browser.get(`/oauth2/authorize${queryOf(asking(site))}`)).pathname === '/callback'

    test('ends the session, makes the browser forget its cookies and leads to the page of the client', async () => {
      const browser = openBrowser(site)
      await signInOn(browser, asking(site))
      const secret = browser.cookie('cognito')
      const response = await browser.get(
        `/logout${queryOf({ client_id: site.clientId, logout_uri: LOGOUT })}`,
      )
      assert.equal(response.headers.get('location'), LOGOUT)
      const cookies = response.headers.getSetCookie()
      assert.deepEqual(
        cookies.map((cookie) => cookie.slice(0, cookie.indexOf('='))),
        ['cognito', 'XSRF-TOKEN'],
      )
      for (const cookie of cookies)
        assert.match(cookie, /=; Max-Age=0; .*Expires=Thu, 01 Jan 1970 00:00:10 GMT$/)
      assert.equal(await isSignedIn(browser), false)
      const headers = { cookie: `cognito=${secret}` }
      const kept = await openBrowser(site).get(`/oauth2/authorize${queryOf(asking(site))}`, { headers })
      assert.equal(locationOf(kept).pathname, `${site.base}/login`)
    })

    test('leaves tokens valid', async () => {
      const browser = openBrowser(site)
      const { json } = await redeem(site, await codeFor(site, {}, browser))
      await browser.get(`/logout${queryOf({ client_id: site.clientId, logout_uri: LOGOUT })}`)
      const headers = { authorization: `Bearer ${json.access_token}` }
      assert.equal((await fetch(`${site.url}/oauth2/userInfo`, { headers })).status, 200)
    })

    test('leads back to the sign-in page with a redirect URI, and the scopes of the client if none are named', async () => {
      const { client_id, redirect_uri, response_type } = asking(site)
      const fields = {
        client_id: client_id ?? '',
        redirect_uri: redirect_uri ?? '',
        response_type: response_type ?? '',
      }
      const location = locationOf(
        await openBrowser(site).get(`/logout${queryOf({ ...fields, state: 's', nonce: 'n' })}`),
      )
      assert.equal(location.pathname, `${site.base}/login`)
      const { scope, ...others } = Object.fromEntries(location.searchParams)
      assert.deepEqual(others, { ...fields, state: 's', nonce: 'n' })
      assert.deepEqual(scope?.split(' ').sort(), [
        'aws.cognito.signin.user.admin',
        'email',
        'openid',
        'phone',
        'profile',
      ])
      const named = locationOf(
        await openBrowser(site).get(`/logout${queryOf({ ...fields, scope: 'openid' })}`),
      )
      assert.equal(named.searchParams.get('scope'), 'openid')
    })

    test('prefers the page of the client to the sign-in page, and takes the latter where only that is registered', async () => {
      const back = { redirect_uri: CALLBACK, response_type: 'code' }
      const leads = async (logout_uri: string) =>
        (
          await openBrowser(site).get(`/logout${queryOf({ client_id: site.clientId, logout_uri, ...back })}`)
        ).headers.get('location')
      assert.equal(await leads(LOGOUT), LOGOUT)
      assert.match((await leads('https://evil.example')) ?? '', new RegExp(`^${site.base}/login\\?`))
    })

    test('refuses what is missing, unknown or not registered, and then ends nothing', async () => {
      const browser = openBrowser(site)
      await signInOn(browser, asking(site))
      const missing = (name: string) => `Required String parameter '${name}' is not present`
      const client_id = site.clientId
      const rows: ReadonlyArray<readonly [Record<string, string>, string, string?]> = [
        [{}, 'invalid_request', missing('client_id')],
        [{ client_id: 'nobody', logout_uri: LOGOUT }, 'invalid_request', 'Client does not exist.'],
        [{ client_id }, 'invalid_request', missing('redirect_uri')],
        [{ client_id, logout_uri: `${LOGOUT}/` }, 'invalid_request', missing('redirect_uri')],
        [{ client_id, logout_uri: 'https://evil.example' }, 'invalid_request', missing('redirect_uri')],
        [{ client_id, redirect_uri: CALLBACK }, 'invalid_request', missing('response_type')],
        [{ client_id, redirect_uri: LOGOUT, response_type: 'code' }, 'redirect_mismatch'],
        [{ client_id, redirect_uri: 'https://evil.example', response_type: 'code' }, 'redirect_mismatch'],
        [{ client_id, post_logout_redirect_uri: LOGOUT }, 'invalid_request', missing('redirect_uri')],
      ]
      for (const [fields, error, description] of rows) {
        const location = locationOf(await browser.get(`/logout${queryOf(fields)}`))
        assert.equal(location.host, 'relative')
        assert.equal(location.pathname, `${site.base}/error`)
        assert.equal(location.searchParams.get('error'), error, JSON.stringify(fields))
        assert.equal(location.searchParams.get('error_description') ?? undefined, description)
      }
      assert.equal(await isSignedIn(browser), true)
    })
  })
})
