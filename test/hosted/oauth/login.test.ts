import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import {
  AdminDisableUserCommand,
  AdminEnableUserCommand,
  AdminSetUserPasswordCommand,
  AdminUserGlobalSignOutCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import { usePoolhouse } from '../../support/poolhouse.ts'
import { inviteUser, newClient, PASSWORD, TEMPORARY } from '../../support/pools.ts'
import {
  asking,
  CALLBACK,
  CODE_CLIENT,
  csrfOf,
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

  const page = () => `/login${queryOf(asking(site))}`
  const ownScript = () => `<script src="${site.base}/assets/pages.js" defer=""></script>`

  describe('the sign-in page', () => {
    test('is not to be kept or framed, and has no script but its own', async () => {
      const response = await openBrowser(site).get(page())
      assert.equal(response.status, 200)
      const policy = response.headers.get('content-security-policy') ?? ''
      assert.match(policy, /^default-src 'none'; style-src 'sha256-[\w+/=]+'; form-action 'self' https:; /)
      assert.match(policy, /base-uri 'none'; frame-ancestors 'none'$/)
      assert.equal(response.headers.get('x-frame-options'), 'DENY')
      assert.equal(response.headers.get('referrer-policy'), 'same-origin')
      assert.match(response.headers.get('cache-control') ?? '', /no-store/)
      assert.equal(response.headers.get('content-type'), 'text/html;charset=UTF-8')
      const text = await response.text()
      assert.deepEqual(text.match(/<script.*?<\/script>/g), [ownScript()])
      assert.doesNotMatch(text, /\son\w+=|javascript:/i)
    })

    test('takes the parameters of the authorization endpoint, and refuses the same', async () => {
      const browser = openBrowser(site)
      const location = locationOf(
        await browser.get(`/login${queryOf(asking(site, { redirect_uri: 'https://evil.example' }))}`),
      )
      assert.equal(location.pathname, `${site.base}/error`)
      const error = await browser.get(`/login${queryOf(asking(site, { scope: 'none' }))}`)
      assert.equal(
        error.headers.get('location'),
        `${CALLBACK}?error_description=invalid_scope&state=state-1&error=invalid_request`,
      )
    })

    test('allows its form to lead to a client of another kind of address', async () => {
      const urls = { CallbackURLs: ['myapp://callback', 'http://localhost:3000/cb'] }
      const { id } = await newClient(house.client(), site.pool, { ...CODE_CLIENT, ...urls })
      const policyFor = async (redirect_uri: string) => {
        const query = queryOf(asking(site, { client_id: id, redirect_uri }))
        return (await openBrowser(site).get(`/login${query}`)).headers.get('content-security-policy')
      }
      assert.match((await policyFor('myapp://callback')) ?? '', /form-action 'self' https: myapp:;/)
      assert.match(
        (await policyFor('http://localhost:3000/cb')) ?? '',
        /form-action 'self' https: http:\/\/localhost:\* /,
      )
    })

    test('fills in the hint of the client, as text', async () => {
      const login_hint = `"><script>alert('x')</script>`
      const text = await (
        await openBrowser(site).get(`/login${queryOf(asking(site, { login_hint }))}`)
      ).text()
      assert.match(text, /value="&quot;&gt;&lt;script&gt;alert\(&#39;x&#39;\)&lt;\/script&gt;"/)
      assert.deepEqual(text.match(/<script.*?<\/script>/g), [ownScript()])
    })

    test('ends in a code, and in a session whose cookie no script and no other domain sees', async () => {
      const browser = openBrowser(site)
      const response = await signInOn(browser, asking(site))
      assert.match(
        response.headers.get('location') ?? '',
        /^https:\/\/app\.example\/callback\?code=[0-9a-f-]{36}&state=state-1$/,
      )
      const [clearing, fresh, session] = response.headers.getSetCookie()
      assert.equal(
        clearing,
        `XSRF-TOKEN=; Max-Age=0; Path=${site.base}; HttpOnly; SameSite=Lax; Expires=Thu, 01 Jan 1970 00:00:10 GMT`,
      )
      assert.match(fresh ?? '', /^XSRF-TOKEN=[0-9a-f-]{36}; Path=\S+; HttpOnly; SameSite=Lax$/)
      assert.match(session ?? '', /^cognito=[\w-]{43}; Max-Age=3600; Path=\S+; HttpOnly; SameSite=Lax$/)
      assert.equal(response.headers.get('location')?.includes(browser.cookie('cognito') ?? '?'), false)
    })

    test('says the same of a wrong password, a disabled user and a stranger', async () => {
      const other = await openSite(house)
      await inviteUser(house.client(), other.pool, 'disabled')
      await house.client().send(new AdminDisableUserCommand({ UserPoolId: other.pool, Username: 'disabled' }))
      const texts = new Set<string>()
      for (const username of ['alice', 'nobody', 'disabled']) {
        const response = await signInOn(openBrowser(other), asking(other), {
          username,
          password: 'Wrong-Horse-7',
        })
        assert.equal(response.status, 200)
        const text = await response.text()
        assert.match(text, /Incorrect username or password\./)
        texts.add(text.replace(/value="[^"]*"/g, ''))
      }
      assert.equal(texts.size, 1)
    })

    test('shows a username that was typed as text', async () => {
      const username = '<img src=x onerror=alert(1)>'
      const text = await (await signInOn(openBrowser(site), asking(site), { username })).text()
      assert.doesNotMatch(text, /<img/)
    })

    test('lets an invited user choose a password', async () => {
      const sub = await inviteUser(house.client(), site.pool, 'bob')
      const browser = openBrowser(site)
      const first = locationOf(
        await signInOn(browser, asking(site), { username: 'bob', password: TEMPORARY }),
      )
      assert.equal(first.pathname, `${site.base}/changePassword`)
      const path = `${first.pathname}${first.search}`
      const send = async (password: string) =>
        browser.post(path, {
          csrf: await csrfOf(await browser.get(path)),
          password,
          confirmPassword: password,
        })
      assert.match(await (await send('short')).text(), /The password doesn’t meet the rules\./)
      const location = locationOf(await send('Chosen-Horse-7'))
      const { json } = await redeem(site, location.searchParams.get('code') ?? '')
      assert.equal(JSON.parse(Buffer.from(json.access_token.split('.')[1], 'base64url').toString()).sub, sub)
      const done = locationOf(await browser.get(path))
      assert.equal(done.pathname, `${site.base}/oauth2/authorize`)
    })
  })

  describe('a form', () => {
    const sending = async (change: Record<string, string>, headers: Record<string, string> = {}) => {
      const browser = openBrowser(site)
      const csrf = await csrfOf(await browser.get(page()))
      return browser.post(page(), { csrf, username: 'alice', password: PASSWORD, ...change }, headers)
    }

    test('is only taken from our own page', async () => {
      assert.equal((await sending({}, { origin: new URL(house.url).origin })).status, 302)
      assert.equal((await sending({}, { origin: 'http://localhost:7665' })).status, 302)
      for (const origin of ['https://evil.example', 'null', 'http://localhost']) {
        assert.equal((await sending({}, { origin })).status, 403, origin)
      }
      for (const csrf of ['', 'x', 'a.1.b', `${'x'.repeat(36)}.99999999999999.x`]) {
        assert.equal((await sending({ csrf })).status, 403, csrf)
      }
    })

    test('is only taken from the same browser, for the same request and on the same domain', async () => {
      const [mine, other] = [openBrowser(site), openBrowser(site)]
      const csrf = await csrfOf(await mine.get(page()))
      await other.get(page())
      const fields = { csrf, username: 'alice', password: PASSWORD }
      assert.equal((await other.post(page(), fields)).status, 403)
      assert.equal((await openBrowser(site).post(page(), fields)).status, 403)
      const changed = `/login${queryOf(asking(site, { state: 'another' }))}`
      assert.equal((await mine.post(changed, fields)).status, 403)
      assert.equal((await mine.post(`${page()}&lang=de`, fields)).status, 302)
    })

    test('of a program may have the value of the cookie for its token, as with the service', async () => {
      const known = 'b5c6d7e8-0000-4000-8000-0123456789ab'
      const send = (_csrf: string, headers: Record<string, string> = {}, cookie = known) => {
        const fields = { _csrf, username: 'alice', password: PASSWORD }
        return openBrowser(site).post(page(), fields, { cookie: `XSRF-TOKEN=${cookie}`, ...headers })
      }
      const browser = openBrowser(site)
      await browser.get(page())
      const own = browser.cookie('XSRF-TOKEN') ?? ''
      const answer = await browser.post(page(), { _csrf: own, username: 'alice', password: PASSWORD })
      assert.match(locationOf(answer).searchParams.get('code') ?? '', /^[\da-f-]{36}$/)
      const origin = new URL(house.url).origin
      assert.equal((await send(known, { origin, 'sec-fetch-site': 'same-origin' })).status, 302)
      assert.equal((await send(own)).status, 403)
      assert.equal((await send('x', {}, 'x')).status, 403)
      assert.equal((await send('', {}, '')).status, 403)
      assert.equal((await send(known, { origin: 'https://evil.example' })).status, 403)
      for (const site of ['cross-site', 'same-site', 'none']) {
        assert.equal((await send(known, { 'sec-fetch-site': site })).status, 403, site)
      }
    })

    test('is not taken once it is an hour old', async () => {
      const browser = openBrowser(site)
      const csrf = await csrfOf(await browser.get(page()))
      house.passTime(60 * 60_000)
      const response = await browser.post(page(), { csrf, username: 'alice', password: PASSWORD })
      assert.equal(response.status, 403)
      assert.match(await response.text(), /Something went wrong/)
    })

    test('signs in once: of sixteen rivals one gets a session, and the others begin anew', async () => {
      const browser = openBrowser(site)
      const csrf = await csrfOf(await browser.get(page()))
      const cookie = `XSRF-TOKEN=${browser.cookie('XSRF-TOKEN')}`
      const rivals = Array.from({ length: 16 }, () =>
        openBrowser(site).post(page(), { csrf, username: 'alice', password: PASSWORD }, { cookie }),
      )
      const answers = await Promise.all(rivals)
      const winners = answers.filter((answer) => locationOf(answer).pathname === '/callback')
      assert.equal(winners.length, 1)
      for (const answer of answers) {
        if (answer === winners[0]) continue
        assert.equal(locationOf(answer).pathname, `${site.base}/oauth2/authorize`)
        assert.deepEqual(answer.headers.getSetCookie(), [])
      }
    })
  })

  describe('the session of a browser', () => {
    const isOpen = async (browser: ReturnType<typeof openBrowser>) =>
      locationOf(await browser.get(`/oauth2/authorize${queryOf(asking(site))}`)).pathname === '/callback'

    test('is a new one after each sign-in, and the one before ends', async () => {
      const browser = openBrowser(site)
      await signInOn(browser, asking(site))
      const first = browser.cookie('cognito') ?? ''
      await signInOn(browser, asking(site, { prompt: 'login' }))
      const second = browser.cookie('cognito') ?? ''
      assert.notEqual(first, second)
      assert.equal(await isOpen(browser), true)
      const headers = { cookie: `cognito=${first}` }
      const old = await openBrowser(site).get(`/oauth2/authorize${queryOf(asking(site))}`, { headers })
      assert.equal(locationOf(old).pathname, `${site.base}/login`)
    })

    test('is not one that a stranger has put into the browser', async () => {
      const headers = { cookie: `cognito=${'A'.repeat(43)}` }
      const response = await openBrowser(site).get(`/oauth2/authorize${queryOf(asking(site))}`, { headers })
      assert.equal(locationOf(response).pathname, `${site.base}/login`)
    })

    test('ends after an hour, however often it is used', async () => {
      const browser = openBrowser(site)
      await signInOn(browser, asking(site))
      house.passTime(59 * 60_000)
      assert.equal(await isOpen(browser), true)
      house.passTime(2 * 60_000)
      assert.equal(await isOpen(browser), false)
    })

    test('outlives a global sign-out, and ends with another password or for a disabled user', async () => {
      const other = await openSite(house)
      const root = house.client()
      const named = { UserPoolId: other.pool, Username: 'alice' }
      const browser = openBrowser(other)
      const open = async () =>
        locationOf(await browser.get(`/oauth2/authorize${queryOf(asking(other))}`)).pathname === '/callback'
      await signInOn(browser, asking(other))
      await root.send(new AdminUserGlobalSignOutCommand(named))
      assert.equal(await open(), true)
      await root.send(
        new AdminSetUserPasswordCommand({ ...named, Password: 'Other-Horse-7', Permanent: true }),
      )
      assert.equal(await open(), false)
      await signInOn(browser, asking(other), { password: 'Other-Horse-7' })
      assert.equal(await open(), true)
      await root.send(new AdminDisableUserCommand(named))
      assert.equal(await open(), false)
      await root.send(new AdminEnableUserCommand(named))
      assert.equal(await open(), false)
    })

    test('counts on its own domain only', async () => {
      const [browser, other] = [openBrowser(site), await openSite(house)]
      await signInOn(browser, asking(site))
      const headers = { cookie: `cognito=${browser.cookie('cognito')}` }
      const response = await openBrowser(other).get(`/oauth2/authorize${queryOf(asking(other))}`, { headers })
      assert.equal(locationOf(response).pathname, `${other.base}/login`)
    })
  })

  describe('the error page', () => {
    test('shows the known errors and nothing that a stranger wrote', async () => {
      const show = (query: Record<string, string>) => openBrowser(site).get(`/error${queryOf(query)}`)
      const known = await show({ error: 'redirect_mismatch', client_id: site.clientId })
      assert.equal(known.status, 400)
      assert.match(
        await known.text(),
        /An error was encountered with the requested page\.[\s\S]*redirect_mismatch/,
      )
      const strange = await show({ error: 'Call 0900 1234', error_description: '<b>Ring us</b>' })
      const text = await strange.text()
      assert.equal(strange.status, 400)
      assert.doesNotMatch(text, /0900|Ring us/)
    })
  })
})
