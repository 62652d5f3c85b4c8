// passport-oauth2 in a small application of its own.
import assert from 'node:assert/strict'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'
import { after, before, describe, test } from 'node:test'
import { csrfOf, openBrowser, openSite, type Site } from '../../hosted/oauth/site.ts'
import { usePoolhouse } from '../../support/poolhouse.ts'
import { newClient, PASSWORD } from '../../support/pools.ts'

const load = createRequire(import.meta.url) // neither package has types
const passport = load('passport')
const { Strategy } = load('passport-oauth2')

const house = usePoolhouse()

describe('passport-oauth2', () => {
  let site: Site
  let app: Server
  let callbackURL: string
  const session: Record<string, unknown> = {}

  before(async () => {
    const empty = await openSite(house)
    app = createServer(answer).listen(0, '127.0.0.1')
    await new Promise((resolve) => app.once('listening', resolve))
    callbackURL = `http://127.0.0.1:${(app.address() as AddressInfo).port}/callback`
    const { id, secret } = await newClient(house.client(), empty.pool, {
      GenerateSecret: true,
      AllowedOAuthFlows: ['code'],
      AllowedOAuthScopes: ['openid', 'email'],
      AllowedOAuthFlowsUserPoolClient: true,
      CallbackURLs: [callbackURL],
    })
    site = { ...empty, clientId: id, secret }
    const verify = (
      accessToken: string,
      refreshToken: string,
      _profile: object,
      done: (error: null, user: object) => void,
    ) => done(null, { accessToken, refreshToken })
    passport.use(
      new Strategy(
        {
          authorizationURL: `${site.url}/oauth2/authorize`,
          tokenURL: `${site.url}/oauth2/token`,
          clientID: id,
          clientSecret: secret,
          callbackURL,
          scope: ['openid', 'email'],
          state: true,
          pkce: true,
        },
        verify,
      ),
    )
  })
  after(() => {
    app.close()
    app.closeAllConnections()
  })

  function answer(request: IncomingMessage, response: ServerResponse): void {
    const { searchParams } = new URL(request.url ?? '/', 'http://app')
    Object.assign(request, { session, query: Object.fromEntries(searchParams) })
    const done = (error: Error | null, user: object | false, info: object) => {
      response.end(JSON.stringify({ error: error?.message, user, info }))
    }
    passport.authenticate('oauth2', { session: false }, done)(request, response, done)
  }

  test('signs a user in with state and PKCE', async () => {
    const start = await fetch(callbackURL.replace('/callback', '/'), { redirect: 'manual' })
    const browser = openBrowser(site)
    const login = (await browser.get(start.headers.get('location') ?? '')).headers.get('location') ?? ''
    const csrf = await csrfOf(await browser.get(login))
    const signedIn = await browser.post(login, { csrf, username: 'alice', password: PASSWORD })
    const callback = signedIn.headers.get('location') ?? ''
    assert.ok(callback.startsWith(`${callbackURL}?code=`), callback)
    const { user } = (await (await fetch(callback)).json()) as {
      user: { accessToken: string; refreshToken: string }
    }
    const headers = { authorization: `Bearer ${user.accessToken}` }
    const info = (await (await fetch(`${site.url}/oauth2/userInfo`, { headers })).json()) as {
      username: string
    }
    assert.equal(info.username, 'alice')
    assert.ok(user.refreshToken)
    const again = (await (await fetch(callback)).json()) as { user: false }
    assert.equal(again.user, false)
  })
})
