// Applications that send their users to the sign-in pages: Amplify and oidc-client-ts, bundled as applications do.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { BrowserContext, Page } from 'playwright-core'
import { openSite, type Site } from '../hosted/oauth/site.ts'
import { PASSWORD } from '../support/pools.ts'
import { AMPLIFY, startApplication } from './amplify-page.ts'
import { openSecure, type SecurePlace } from './secure-place.ts'

const OIDC = `
import { UserManager, WebStorageStateStore } from 'oidc-client-ts'
globalThis.manage = (settings) =>
  new UserManager({ ...settings, userStore: new WebStorageStateStore({ store: localStorage }) })
`

describe('an application in a browser', () => {
  let it: SecurePlace
  before(async () => {
    it = await openSecure()
  })
  after(() => it?.close())

  async function signInOnPage(page: Page): Promise<void> {
    await page.waitForURL(/\/login\?/)
    await page.locator('input[name=username]:visible').first().fill('alice')
    await page.locator('input[name=password]:visible').first().fill(PASSWORD)
    await page.locator('input[name=signInSubmitButton]:visible').first().click()
  }

  const siteFor = (origin: string) =>
    openSite(it.house, { client: { CallbackURLs: [`${origin}/`], LogoutURLs: [`${origin}/`] } })

  async function newPage(): Promise<{ context: BrowserContext; page: Page }> {
    const context = await it.browser.newContext({ ignoreHTTPSErrors: true })
    return { context, page: await context.newPage() }
  }

  test('signs its user in and out with Amplify', async () => {
    const app = await startApplication(AMPLIFY)
    try {
      const site = await siteFor(app.origin)
      const { context, page } = await newPage()
      const Cognito = {
        userPoolId: site.pool,
        userPoolClientId: site.clientId,
        userPoolEndpoint: it.house.url,
        loginWith: {
          oauth: {
            domain: `${it.secureUrl.slice('https://'.length)}${site.base}`,
            scopes: ['openid', 'email', 'profile'],
            redirectSignIn: [`${app.origin}/`],
            redirectSignOut: [`${app.origin}/`],
            responseType: 'code',
          },
        },
      }
      const configure = () => page.evaluate(`amplify.configure(${JSON.stringify({ Cognito })})`)
      await page.goto(`${app.origin}/`)
      await configure()
      await page.evaluate('void amplify.signInWithRedirect()')
      await signInOnPage(page)
      await page.waitForURL(({ searchParams }) => searchParams.has('code'))
      await configure()
      await page.waitForFunction('amplify.getCurrentUser().then((user) => user.username, () => false)')
      const { email, nonce } = (await page.evaluate(
        'amplify.fetchAuthSession().then(({ tokens }) => tokens.idToken.payload)',
      )) as Record<string, string>
      assert.deepEqual([email, nonce], ['alice@example.com', undefined])
      const end = page.waitForResponse(/\/logout\?/)
      await page.evaluate('void amplify.signOut()')
      assert.equal((await end).headers().location, `${app.origin}/`)
      const cookies = await context.cookies(`${it.secureUrl}${site.base}`)
      assert.equal(
        cookies.some(({ name }) => name === 'cognito'),
        false,
      )
      await context.close()
    } finally {
      await app.close()
    }
  })

  test('signs its user in, renews and signs out with oidc-client-ts', async () => {
    const app = await startApplication(OIDC)
    try {
      const site: Site = await siteFor(app.origin)
      const { context, page } = await newPage()
      const settings = {
        authority: `${it.secureUrl}/${site.pool}`,
        client_id: site.clientId,
        redirect_uri: `${app.origin}/`,
        scope: 'openid email',
        loadUserInfo: true,
      }
      const manager = `manage(${JSON.stringify(settings)})`
      await page.goto(`${app.origin}/`)
      await page.evaluate(`void ${manager}.signinRedirect()`)
      await signInOnPage(page)
      await page.waitForURL(({ searchParams }) => searchParams.has('code'))
      const profile = (await page.evaluate(
        `${manager}.signinCallback().then(({ profile }) => profile)`,
      )) as Record<string, string>
      assert.deepEqual([profile['cognito:username'], profile.username], ['alice', 'alice'])
      const renewed = await page.evaluate(
        `${manager}.signinSilent().then((user) => typeof user.access_token)`,
      )
      assert.equal(renewed, 'string')
      const query = `client_id=${site.clientId}&logout_uri=${encodeURIComponent(`${app.origin}/`)}`
      await page.goto(`${it.secureUrl}${site.base}/logout?${query}`)
      assert.equal(page.url(), `${app.origin}/`)
      await context.close()
    } finally {
      await app.close()
    }
  })
})
