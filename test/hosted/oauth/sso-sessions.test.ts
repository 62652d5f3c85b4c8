import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import {
  AdminRevokeUserSessionCommand,
  AdminSetUserPasswordCommand,
  RevokeTokenCommand,
  RevokeUserSessionCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import { sessions, track } from '../../operations/user-sessions/fixtures.ts'
import { usePoolhouse } from '../../support/poolhouse.ts'
import { newClient, PASSWORD } from '../../support/pools.ts'
import { refuses } from '../../support/refuses.ts'
import {
  asking,
  type Browser,
  CODE_CLIENT,
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

// Sessions of browsers in pools that track sessions: SSO sessions, and the token sessions that come through them.

const LINKED = { RevokeAssociatedSessions: 'LINKED' } as const
const NONE = { RevokeAssociatedSessions: 'NONE' } as const
const REVOKED = ['NotAuthorizedException', 'Access Token has been revoked'] as const

onBoth((database) => {
  const house = usePoolhouse({ database })
  let site: Site

  before(async () => {
    site = await openSite(house, { pool: { UserPoolTier: 'ESSENTIALS' } })
    await track(house, site.pool)
  })

  const request = (client_id: string) =>
    asking(site, { client_id, scope: 'openid aws.cognito.signin.user.admin' })

  async function tokensFor(response: Response, client_id: string) {
    const code = locationOf(response).searchParams.get('code') ?? assert.fail('no code')
    const { json } = await redeem(site, code, { client_id })
    return { AccessToken: json.access_token as string, RefreshToken: json.refresh_token as string }
  }

  /** Signs alice in on the pages, and returns her tokens. */
  const signIn = async (browser: Browser) =>
    tokensFor(await signInOn(browser, request(site.clientId)), site.clientId)

  const authorize = (browser: Browser, clientId = site.clientId) =>
    browser.get(`/oauth2/authorize${queryOf(request(clientId))}`)

  /** Tokens without another sign-in. */
  const signInAgain = async (browser: Browser, clientId = site.clientId) =>
    tokensFor(await authorize(browser, clientId), clientId)

  const isSignedIn = async (browser: Browser) => locationOf(await authorize(browser)).pathname === '/callback'

  /** The session of the token, and the SSO session that it came through, if that one is listed. */
  async function sessionsOf({ AccessToken }: { readonly AccessToken: string }) {
    const listed = await sessions(house, AccessToken)
    const own = listed.find(({ IsCurrentSession }) => IsCurrentSession) ?? assert.fail('no current session')
    return { own, sso: listed.find(({ SessionId }) => SessionId === own.OriginSessionId), listed }
  }

  async function visit() {
    const browser = openBrowser(site)
    const tokens = await signIn(browser)
    const { own, sso } = await sessionsOf(tokens)
    return {
      browser,
      tokens,
      token: own.SessionId ?? '',
      sso: sso?.SessionId ?? assert.fail('no SSO session'),
    }
  }

  describe('the session of a browser', () => {
    test('is listed, and named by the sessions of all tokens that come through it', async () => {
      const browser = openBrowser(site)
      const other = await newClient(house.client(), site.pool, CODE_CLIENT)
      await signIn(browser)
      const { own, sso, listed } = await sessionsOf(await signInAgain(browser, other.id))
      assert.match(sso?.SessionId ?? '', /^sso[a-z0-9]{25}$/)
      assert.equal(sso?.SessionType, 'SSO')
      assert.equal(sso?.ClientId, site.clientId)
      assert.equal(sso?.LastIPAddress, '127.0.0.1')
      assert.equal(sso?.IsCurrentSession, false)
      assert.equal('OriginSessionId' in (sso ?? {}), false)
      assert.equal(own.ClientId, other.id)
      const through = listed.filter(({ OriginSessionId }) => OriginSessionId === sso?.SessionId)
      assert.deepEqual(
        through.map(({ SessionType, ClientId }) => [SessionType, ClientId]).sort(),
        [
          ['TOKEN', site.clientId],
          ['TOKEN', other.id],
        ].sort(),
      )
    })

    test('was last active when it last gave tokens', async () => {
      const { browser, tokens } = await visit()
      const { sso: first } = await sessionsOf(tokens)
      house.passTime(60_000)
      await signInAgain(browser)
      const { sso: later } = await sessionsOf(tokens)
      assert.deepEqual(later?.CreateDate, first?.CreateDate)
      assert.ok(Number(later?.LastActiveDate) >= Number(first?.LastActiveDate) + 60_000)
    })

    test('is not listed once it has ended', async () => {
      const { browser, tokens } = await visit()
      await browser.get(`/logout${queryOf({ client_id: site.clientId, logout_uri: LOGOUT })}`)
      assert.equal((await sessionsOf(tokens)).sso, undefined)
      const another = await visit()
      await house.client().send(
        new AdminSetUserPasswordCommand({
          UserPoolId: site.pool,
          Username: 'alice',
          Password: PASSWORD,
          Permanent: true,
        }),
      )
      assert.equal((await sessionsOf(another.tokens)).sso, undefined)
      assert.equal(await isSignedIn(another.browser), false)
    })

    test('is not recorded where sessions are not tracked', async () => {
      await track(house, site.pool, 20, 'DISABLED')
      const browser = openBrowser(site)
      const tokens = await signIn(browser)
      await track(house, site.pool)
      assert.equal(await isSignedIn(browser), true)
      const own = (await sessions(house, tokens.AccessToken)).filter(
        ({ IsCurrentSession }) => IsCurrentSession,
      )
      assert.deepEqual(own, [])
      assert.equal((await sessionsOf(await signInAgain(browser))).own.OriginSessionId, undefined)
    })
  })

  describe('revoking a token session', () => {
    test('ends the SSO session that it came through, and no other sign-in through it, if asked to', async () => {
      for (const asAdministrator of [false, true]) {
        const { browser, token } = await visit()
        const other = await signInAgain(browser)
        const target = { SessionId: token, ...LINKED }
        if (asAdministrator) {
          const input = { UserPoolId: site.pool, Username: 'alice', ...target }
          await house.client().send(new AdminRevokeUserSessionCommand(input))
        } else {
          await house.client().send(new RevokeUserSessionCommand({ ...target, ...other }))
        }
        assert.equal((await sessionsOf(other)).sso, undefined)
        assert.equal(await isSignedIn(browser), false)
      }
    })

    test('leaves the SSO session by itself', async () => {
      for (const associated of [{}, NONE]) {
        const { browser, token } = await visit()
        const { AccessToken } = await signInAgain(browser)
        await house
          .client()
          .send(new RevokeUserSessionCommand({ SessionId: token, AccessToken, ...associated }))
        assert.equal(await isSignedIn(browser), true)
      }
    })
  })

  describe('revoking an SSO session', () => {
    test('makes the browser sign in again, and leaves the tokens by itself', async () => {
      const { browser, tokens, sso } = await visit()
      const { AccessToken } = tokens
      await house.client().send(new RevokeUserSessionCommand({ SessionId: sso, AccessToken }))
      assert.equal(await isSignedIn(browser), false)
      const { own, sso: listed } = await sessionsOf(tokens)
      assert.deepEqual([own.OriginSessionId, listed], [sso, undefined])
      await refuses(
        house.client().send(new RevokeUserSessionCommand({ SessionId: sso, AccessToken })),
        'ResourceNotFoundException',
        `Session ${sso} does not exist.`,
      )
    })

    test('ends the tokens that came through it, and no others, if asked to', async () => {
      const [one, other] = [await visit(), await visit()]
      const second = await signInAgain(one.browser)
      const input = { UserPoolId: site.pool, Username: 'alice', SessionId: one.sso, ...LINKED }
      await house.client().send(new AdminRevokeUserSessionCommand(input))
      for (const { AccessToken } of [one.tokens, second])
        await refuses(sessions(house, AccessToken), ...REVOKED)
      assert.equal(await isSignedIn(one.browser), false)
      assert.equal((await sessionsOf(other.tokens)).sso?.SessionId, other.sso)
    })

    test('ends the codes that were not redeemed yet, too, if asked to', async () => {
      const { browser, sso } = await visit()
      const code = locationOf(await authorize(browser)).searchParams.get('code') ?? assert.fail('no code')
      const input = { UserPoolId: site.pool, Username: 'alice', SessionId: sso, ...LINKED }
      await house.client().send(new AdminRevokeUserSessionCommand(input))
      const { json } = await redeem(site, code, { client_id: site.clientId })
      assert.deepEqual(json, { error: 'invalid_grant' })
    })
  })

  describe('RevokeToken', () => {
    const revoke = (Token: string, associated: typeof LINKED | typeof NONE) =>
      house.client().send(new RevokeTokenCommand({ ClientId: site.clientId, Token, ...associated }))

    test('ends the SSO session of the token if asked to', async () => {
      const { browser, tokens } = await visit()
      const other = await signInAgain(browser)
      await revoke(tokens.RefreshToken, NONE)
      assert.equal(await isSignedIn(browser), true)
      await revoke(other.RefreshToken, LINKED)
      assert.equal(await isSignedIn(browser), false)
    })

    test('leaves it while the pool tracks no sessions', async () => {
      const { browser, tokens } = await visit()
      await track(house, site.pool, 20, 'DISABLED')
      await revoke(tokens.RefreshToken, LINKED)
      assert.equal(await isSignedIn(browser), true)
      await track(house, site.pool)
    })
  })
})
