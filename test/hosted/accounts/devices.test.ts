import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import {
  AdminForgetDeviceCommand,
  AdminListDevicesCommand,
  AdminListUserAuthEventsCommand,
  AdminUpdateDeviceStatusCommand,
  type DeviceConfigurationType,
} from '@aws-sdk/client-cognito-identity-provider'
import { setMfa } from '../../support/mfa.ts'
import { ACCOUNT, REGION, usePoolhouse } from '../../support/poolhouse.ts'
import { newUser, PASSWORD } from '../../support/pools.ts'
import {
  type Browser,
  CALLBACK,
  claimsOf,
  csrfOf,
  onBoth,
  openBrowser,
  openSite,
  postForm,
  redeem,
  type Site,
} from '../oauth/site.ts'
import { codeSentTo, openVisitor, type Page, placeOf } from './visitor.ts'

const DEVELOPER = {
  EmailSendingAccount: 'DEVELOPER' as const,
  SourceArn: `arn:aws:ses:${REGION}:${ACCOUNT}:identity/sender@example.com`,
}
const ALWAYS = { ChallengeRequiredOnNewDevice: true, DeviceOnlyRememberedOnUserPrompt: false }
const ON_PROMPT = { ChallengeRequiredOnNewDevice: true, DeviceOnlyRememberedOnUserPrompt: true }
const QUESTION = '/rememberDevice'

onBoth((database) => {
  const house = usePoolhouse({ database })

  const siteWith = async (DeviceConfiguration: DeviceConfigurationType, rest: object = {}) => {
    const pool = { EmailConfiguration: DEVELOPER, DeviceConfiguration, ...rest }
    const site = await openSite(house, { pool })
    await setMfa(house.client(), site.pool, 'ON', 'e')
    return site
  }

  /** Sends name and password, with a new sign-in also where the browser has a session. */
  const begin = async (site: Site, browser: Browser = openBrowser(site), username = 'alice') => {
    const visitor = openVisitor(site, { prompt: 'login' }, browser)
    await visitor.visit('/login')
    return { browser, visitor, page: await visitor.send({ username, password: PASSWORD }) }
  }

  /** The same, with the code of the second factor. */
  const signIn = async (site: Site, browser?: Browser, username = 'alice') => {
    const begun = await begin(site, browser, username)
    assert.equal(placeOf(begun.page), '/mfa')
    const code = await codeSentTo(house, `${username}@example.com`)
    house.passTime(1000) // by which the newest message is known
    return { ...begun, page: await begun.visitor.send({ code }) }
  }

  const tokensOf = async (site: Site, { path }: Page) => {
    const code = new URL(path).searchParams.get('code') ?? assert.fail(path)
    return (await redeem(site, code)).json
  }

  const devicesOf = async ({ pool: UserPoolId }: Site, Username = 'alice') => {
    const { Devices = [] } = await house.client().send(new AdminListDevicesCommand({ UserPoolId, Username }))
    return Devices.map(({ DeviceKey = '', DeviceAttributes = [] }) => ({
      key: DeviceKey,
      ...Object.fromEntries(DeviceAttributes.map(({ Name, Value }) => [Name, Value])),
    }))
  }

  describe('the tokens of a sign-in on several pages', () => {
    for (const [last, DeviceConfiguration] of [
      ['the second factor', ALWAYS],
      ['the question about the device', ON_PROMPT],
    ] as const) {
      test(`name the event that shows it, also if ${last} comes last`, async () => {
        const site = await siteWith(DeviceConfiguration, {
          UserPoolTier: 'PLUS',
          UserPoolAddOns: { AdvancedSecurityMode: 'AUDIT' },
        })
        const { visitor, page } = await signIn(site)
        const done = placeOf(page) === QUESTION ? await visitor.send({ action: 'skip' }) : page
        const { id_token, access_token } = await tokensOf(site, done)
        const listing = new AdminListUserAuthEventsCommand({ UserPoolId: site.pool, Username: 'alice' })
        const { AuthEvents = [] } = await house.client().send(listing)
        const [event, ...others] = AuthEvents
        assert.deepEqual([event?.EventResponse, others.length], ['Pass', 0])
        for (const token of [id_token, access_token]) assert.equal(claimsOf(token).event_id, event?.EventId)
      })
    }
  })

  describe('a browser on the pages of a pool that remembers every device', () => {
    let site: Site
    before(async () => {
      site = await siteWith(ALWAYS)
    })

    test('is remembered at once, and stands for the second factor from then on', async () => {
      const { browser, page } = await signIn(site)
      assert.equal(placeOf(page), CALLBACK)
      const [device, ...others] = await devicesOf(site)
      assert.equal(others.length, 0)
      assert.equal(device?.device_status, 'valid')
      assert.equal(device?.['dev:device_remembered_status'], 'remembered')

      const { access_token } = await tokensOf(site, page)
      assert.equal(claimsOf(access_token).device_key, device?.key)

      const again = await begin(site, browser)
      assert.equal(placeOf(again.page), CALLBACK)
      assert.equal(claimsOf((await tokensOf(site, again.page)).access_token).device_key, device?.key)
      assert.equal((await devicesOf(site)).length, 1)
      assert.equal(placeOf((await begin(site)).page), '/mfa')
    })

    test('gives its key to the tokens of later sign-ins by its session, too', async () => {
      const { browser, page } = await signIn(site)
      const { device_key } = claimsOf((await tokensOf(site, page)).access_token)
      const later = await openVisitor(site, {}, browser).visit('/oauth2/authorize')
      assert.equal(claimsOf((await tokensOf(site, later)).access_token).device_key, device_key)
      const implicit = await openSite(house, {
        pool: { DeviceConfiguration: ALWAYS },
        client: { AllowedOAuthFlows: ['implicit'] },
      })
      const visitor = openVisitor(implicit, { response_type: 'token' })
      await visitor.visit('/login')
      const { path } = await visitor.send({ username: 'alice', password: PASSWORD })
      const token = new URLSearchParams(new URL(path).hash.slice(1)).get('access_token') ?? ''
      assert.equal(claimsOf(token).device_key, (await devicesOf(implicit))[0]?.key)
    })

    test('keeps a cookie of the domain that no script reads, and no user name in it', async () => {
      const { visitor, browser } = await begin(site)
      const code = await codeSentTo(house, 'alice@example.com')
      house.passTime(1000)
      const csrf = await csrfOf(await browser.get(visitor.path()))
      const { headers } = await browser.post(visitor.path(), { csrf, code })
      const cookie = headers.getSetCookie().find((text) => text.startsWith('device=')) ?? ''
      assert.match(
        cookie,
        /; Max-Age=34560000; Path=\/domains\/shop-\d+\.auth\.us-east-1; HttpOnly; SameSite=Lax$/,
      )
      assert.doesNotMatch(cookie, /alice/)
    })

    test('is a device for each of its users', async () => {
      const root = house.client()
      await newUser(root, site.pool, 'bob', { email: 'bob@example.com', email_verified: 'true' })
      const { browser } = await signIn(site)
      await signIn(site, browser, 'bob')
      assert.equal(placeOf((await begin(site, browser)).page), CALLBACK)
      assert.equal(placeOf((await begin(site, browser, 'bob')).page), CALLBACK)
      assert.equal((await devicesOf(site, 'bob')).length, 1)
    })

    test('is none with another secret, or with the cookie of another user', async () => {
      await newUser(house.client(), site.pool, 'mallory', {
        email: 'mallory@example.com',
        email_verified: 'true',
      })
      const { browser } = await signIn(site)
      const [ofAlice = ''] = (browser.cookie('device') ?? '').split('.')
      const [owner, key, secret = ''] = ofAlice.split('~')
      const mallory = (await signIn(site, undefined, 'mallory')).browser.cookie('device') ?? ''
      const [, keyOfMallory, secretOfMallory] = mallory.split('~')
      const forged = [
        `${owner}~${key}~${secret.slice(0, -1)}${secret.endsWith('A') ? 'E' : 'A'}`,
        `${owner}~${key}~${secretOfMallory}`,
        `${owner}~${keyOfMallory}~${secretOfMallory}`,
        mallory,
        `${'x~'.repeat(50)}`,
      ]
      for (const value of forged) {
        const other = openBrowser(site)
        other.jar.set('device', { name: 'device', value, path: site.base })
        assert.equal(placeOf((await begin(site, other)).page), '/mfa', value)
      }
      const moved = openBrowser(site)
      moved.jar.set('device', { name: 'device', value: ofAlice, path: site.base })
      assert.equal(placeOf((await begin(site, moved)).page), CALLBACK)
    })

    test('is worthless once the device is forgotten, with its session and its tokens', async () => {
      const { browser, page } = await signIn(site)
      const { access_token, refresh_token } = await tokensOf(site, page)
      const { device_key: DeviceKey } = claimsOf(access_token)
      const open = await openVisitor(site, {}, browser).visit('/oauth2/authorize')
      const code = new URL(open.path).searchParams.get('code') ?? ''
      await house
        .client()
        .send(new AdminForgetDeviceCommand({ UserPoolId: site.pool, Username: 'alice', DeviceKey }))
      const fields = { grant_type: 'refresh_token', client_id: site.clientId, refresh_token }
      assert.equal((await postForm(site, '/oauth2/token', fields)).json.error, 'invalid_grant')
      assert.equal((await redeem(site, code)).json.error, 'invalid_grant')
      assert.equal(placeOf(await openVisitor(site, {}, browser).visit('/oauth2/authorize')), '/login')
      assert.equal(placeOf((await begin(site, browser)).page), '/mfa')
      const anew = await signIn(site, browser)
      assert.notEqual(claimsOf((await tokensOf(site, anew.page)).access_token).device_key, DeviceKey)
    })

    test('is asked for the second factor again once the device is not remembered', async () => {
      const { browser, page } = await signIn(site)
      const { device_key: DeviceKey } = claimsOf((await tokensOf(site, page)).access_token)
      const status = { UserPoolId: site.pool, Username: 'alice', DeviceKey } as const
      await house
        .client()
        .send(new AdminUpdateDeviceStatusCommand({ ...status, DeviceRememberedStatus: 'not_remembered' }))
      const asked = await signIn(site, browser)
      assert.equal(placeOf(asked.page), CALLBACK)
      assert.equal(claimsOf((await tokensOf(site, asked.page)).access_token).device_key, DeviceKey)
    })

    test('has tokens that an application refreshes without the key, and with no other', async () => {
      const { page } = await signIn(site)
      const { access_token, refresh_token } = await tokensOf(site, page)
      const fields = { grant_type: 'refresh_token', client_id: site.clientId, refresh_token }
      const refreshed = (await postForm(site, '/oauth2/token', fields)).json
      const { device_key } = claimsOf(access_token)
      assert.equal(claimsOf(refreshed.access_token).device_key, device_key)
      const refresh = async (more: object) => {
        const AuthParameters = { REFRESH_TOKEN: refresh_token, ...more }
        const { json } = await house.call('InitiateAuth', {
          AuthFlow: 'REFRESH_TOKEN_AUTH',
          ClientId: site.clientId,
          AuthParameters,
        })
        return json.__type ?? claimsOf(json.AuthenticationResult.AccessToken).device_key
      }
      assert.equal(await refresh({}), device_key)
      assert.equal(await refresh({ DEVICE_KEY: device_key }), device_key)
      const other = (await devicesOf(site)).find(({ key }) => key !== device_key)?.key
      assert.equal(await refresh({ DEVICE_KEY: other }), 'NotAuthorizedException')
    })
  })

  describe('a browser on the pages of a pool that lets its users decide', () => {
    let site: Site
    before(async () => {
      site = await siteWith(ON_PROMPT)
    })

    test('is remembered if its user wants it, and then not asked again', async () => {
      const { browser, visitor, page } = await signIn(site)
      assert.equal(placeOf(page), QUESTION)
      assert.match(page.text, /You won’t need a second step here the next time you sign in\./)
      assert.equal((await devicesOf(site)).length, 0)
      const done = await visitor.send({ action: 'remember' })
      assert.equal(placeOf(done), CALLBACK)
      assert.match(done.path, /&state=state-1$/)
      const [device] = await devicesOf(site)
      assert.equal(device?.['dev:device_remembered_status'], 'remembered')
      assert.equal(claimsOf((await tokensOf(site, done)).access_token).device_key, device?.key)
      assert.equal(placeOf((await begin(site, browser)).page), CALLBACK)
    })

    test('leaves nothing if its user does not, and is asked the next time', async () => {
      const before = await devicesOf(site)
      const { browser, visitor } = await signIn(site)
      const done = await visitor.send({ action: 'skip' })
      assert.equal(placeOf(done), CALLBACK)
      assert.equal(claimsOf((await tokensOf(site, done)).access_token).device_key, undefined)
      assert.equal(browser.cookie('device'), undefined)
      assert.deepEqual(await devicesOf(site), before)
      assert.equal(placeOf((await signIn(site, browser)).page), QUESTION)
    })

    test('is asked after a complete sign-in only, for its own request, and for five minutes', async () => {
      assert.equal(placeOf(await openVisitor(site).visit(QUESTION)), '/login')
      const { browser, visitor } = await signIn(site)
      const other = openVisitor(site, { prompt: 'login', state: 'state-2' }, browser)
      assert.equal(placeOf(await other.visit(QUESTION)), '/login')
      const session = [...browser.jar.values()].find(({ name }) => name === 'cognito')
      const elsewhere = openBrowser(site)
      for (const [key, cookie] of browser.jar) if (cookie !== session) elsewhere.jar.set(key, cookie)
      const stolen = openVisitor(site, { prompt: 'login' }, elsewhere)
      assert.equal(placeOf(await stolen.visit(QUESTION)), '/login')
      assert.equal(placeOf(await visitor.visit(QUESTION)), QUESTION)
      house.passTime(6 * 60_000)
      assert.equal(placeOf(await visitor.visit(QUESTION)), '/login')
    })

    test('becomes one device, however often the answer is sent', async () => {
      const before = (await devicesOf(site)).length
      const { browser, visitor, page } = await signIn(site)
      const [, csrf = ''] = /name="_?csrf" value="([^"]+)"/.exec(page.text) ?? []
      const answers = Array.from({ length: 16 }, () =>
        browser.post(visitor.path(), { csrf, action: 'remember' }),
      )
      const events = new Set()
      for (const answer of await Promise.all(answers)) {
        const location = answer.headers.get('location') ?? ''
        assert.match(location, /^https:\/\/app\.example\/callback\?code=/)
        const { json } = await redeem(site, new URL(location).searchParams.get('code') ?? '')
        events.add(claimsOf(json.access_token).event_id)
      }
      assert.equal((await devicesOf(site)).length, before + 1)
      assert.equal(events.size, answers.length) // families of tokens that named one event could not be told apart
    })
  })

  describe('a device that does not stand for the second factor', () => {
    test('is remembered all the same, as the page says', async () => {
      const site = await siteWith({ ...ON_PROMPT, ChallengeRequiredOnNewDevice: false })
      const { browser, visitor, page } = await signIn(site)
      assert.match(page.text, /We’ll recognize this browser the next time you sign in\./)
      await visitor.send({ action: 'remember' })
      assert.equal((await devicesOf(site)).length, 1)
      assert.equal(placeOf((await signIn(site, browser)).page), CALLBACK)
    })

    test('is none in a pool that tracks none', async () => {
      const site = await openSite(house)
      const { browser, page } = await begin(site)
      assert.equal(placeOf(page), CALLBACK)
      assert.equal(browser.cookie('device'), undefined)
      assert.equal(claimsOf((await tokensOf(site, page)).access_token).device_key, undefined)
    })
  })
})
