import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, describe, test } from 'node:test'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { codeSentTo } from '../hosted/accounts/visitor.ts'
import { asking, openSite, queryOf, type Site } from '../hosted/oauth/site.ts'
import { codeAt } from '../support/authenticator-app.ts'
import { accessibilityFaults, loadAxe } from '../support/axe.ts'
import { openBrowser } from '../support/browser.ts'
import { setMfa } from '../support/mfa.ts'
import { ACCOUNT, type Poolhouse, REGION, startPoolhouse } from '../support/poolhouse.ts'
import { inviteUser, newUser, PASSWORD, TEMPORARY } from '../support/pools.ts'
import { addAuthenticator } from '../support/virtual-authenticator.ts'

const CHOSEN = 'Chosen-Horse-7'

let house: Poolhouse
let browser: Browser
/** The application. Its address for codes is {@link APP}. */
let app: Server
let APP: string

before(async () => {
  house = await startPoolhouse()
  browser = await openBrowser()
  // The browser stays where it is: to show a page of another site, and to come back, it starts two processes.
  app = createServer((_, response) => void response.writeHead(204).end()).listen(0, '127.0.0.1')
  await once(app, 'listening')
  APP = `http://localhost:${(app.address() as AddressInfo).port}/callback`
})
after(async () => {
  await browser?.close()
  app?.close()
  await house?.close()
})

const PHONE = { width: 390, height: 844 }
const DESK = { width: 1280, height: 800 }

/** Every size and scheme, with and without script. */
const BROWSERS = [PHONE, DESK].flatMap((viewport) =>
  (['light', 'dark'] as const).flatMap((colorScheme) =>
    [false, true].map((javaScriptEnabled) => ({ viewport, colorScheme, javaScriptEnabled })),
  ),
)

interface Visit {
  readonly page: Page
  readonly context: BrowserContext
  readonly complaints: string[]
}

async function openBrowserPage(options: object): Promise<Visit> {
  const context = await browser.newContext(options)
  context.setDefaultTimeout(20_000)
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('console', (message) => void complaints.push(message.text()))
  page.on('pageerror', (error) => void complaints.push(String(error)))
  return { page, context, complaints }
}

/** A browser that knows nothing of the site, at the application's request for a sign-in. */
async function ask({ page, context, complaints }: Visit, site: Site): Promise<void> {
  await context.clearCookies()
  complaints.splice(0)
  await page.goto(`${site.url}/oauth2/authorize${queryOf(asking(site, { redirect_uri: APP }))}`)
}

const openShop = (settings: Parameters<typeof openSite>[1] = {}) =>
  openSite(house, {
    ...settings,
    pool: {
      AutoVerifiedAttributes: ['email'],
      EmailConfiguration: {
        EmailSendingAccount: 'DEVELOPER',
        SourceArn: `arn:aws:ses:${REGION}:${ACCOUNT}:identity/sender@example.com`,
      },
      ...settings.pool,
    },
    client: { CallbackURLs: [APP], ...settings.client },
  })

const fill = (page: Page, label: string, value: string) => page.getByLabel(label, { exact: true }).fill(value)
const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click()

/**
 * The page has nothing that keeps people from using it. axe-core looks at the pages of each journey once: at every page it
 * looks in all browsers in sign-in-pages.test.ts.
 */
async function look(page: Page, heading: string, isExamined = true): Promise<void> {
  await page.getByRole('heading', { name: heading }).waitFor()
  if (isExamined) assert.deepEqual(await accessibilityFaults(page), [], heading)
  const overflow = await page.evaluate<number>('document.documentElement.scrollWidth - window.innerWidth')
  assert.ok(overflow <= 0, `${heading}: ${overflow} pixels beyond the edge`)
}

/** Does the last step of a journey, with which the application gets a code. */
async function arrive({ page, complaints }: Visit, step: () => Promise<void>): Promise<void> {
  assert.match(await reachApp(page, step), /^\/callback\?code=/)
  assert.deepEqual(complaints, [])
}

/** Does a step that leads to the application. Returns the path that the browser asked it for, once it has the answer. */
async function reachApp(page: Page, step: () => Promise<void>): Promise<string> {
  const { origin } = new URL(APP)
  const answer = page.waitForResponse((response) => response.url().startsWith(origin))
  const [response] = await Promise.all([answer, step()])
  return response.url().slice(origin.length)
}

/** A site that the first browser's journey opens, and all others use with users of their own. */
function shared(open: () => Promise<Site>): () => Promise<Site> {
  let opened: Promise<Site> | undefined
  return () => {
    opened ??= open()
    return opened
  }
}

const SITES = {
  signUp: shared(() => openShop({ pool: { Schema: [{ Name: 'email', Required: true, Mutable: true }] } })),
  plain: shared(openShop),
  app: shared(async () => {
    const site = await openShop()
    await setMfa(house.client(), site.pool, 'ON', 't')
    return site
  }),
  choice: shared(() =>
    openShop({
      pool: { Policies: { SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD', 'EMAIL_OTP'] } } },
      client: { ExplicitAuthFlows: ['ALLOW_USER_AUTH'] },
    }),
  ),
  devices: shared(() =>
    openShop({
      pool: {
        Policies: { SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD', 'EMAIL_OTP'] } },
        Schema: [{ Name: 'email', Required: true, Mutable: true }],
        DeviceConfiguration: { ChallengeRequiredOnNewDevice: true, DeviceOnlyRememberedOnUserPrompt: true },
      },
      client: { ExplicitAuthFlows: ['ALLOW_USER_AUTH'] },
    }),
  ),
}

for (const options of BROWSERS) {
  const { viewport, colorScheme, javaScriptEnabled } = options
  const scripted = javaScriptEnabled ? 'with script' : 'without script'
  describe(`on the pages, ${viewport.width} wide, ${colorScheme}, ${scripted}`, () => {
    const name = `user-${viewport.width}-${colorScheme}-${javaScriptEnabled}`
    const isExamined = viewport === DESK && colorScheme === 'dark' && javaScriptEnabled

    let visit: Visit
    before(async () => {
      visit = await openBrowserPage(options)
      if (isExamined) await loadAxe(visit.context)
    })
    after(() => visit?.context.close())

    test('a user signs up, with a wrong password first, and confirms', async () => {
      const site = await SITES.signUp()
      const { page } = visit
      await ask(visit, site)
      await look(page, 'Sign in', isExamined)
      await page.getByRole('link', { name: 'Create an account' }).click()
      await look(page, 'Create your account', isExamined)
      await fill(page, 'Username', name)
      await fill(page, 'Email address', `${name}@example.com`)
      await fill(page, 'Password', 'weak')
      await fill(page, 'Repeat password', 'weak')
      await press(page, 'Create an account')
      await page.getByText('The password doesn’t meet the rules.').waitFor()
      await look(page, 'Create your account', isExamined)
      await fill(page, 'Password', PASSWORD)
      await fill(page, 'Repeat password', PASSWORD)
      await press(page, 'Create an account')
      await look(page, 'Confirm your account', isExamined)
      await fill(page, 'Code', await codeSentTo(house, `${name}@example.com`))
      await arrive(visit, () => press(page, 'Confirm account'))
    })

    test('a user replaces a forgotten password, in another language', async () => {
      const site = await SITES.plain()
      await newUser(house.client(), site.pool, name, { email: `${name}@example.com`, email_verified: 'true' })
      const { page } = visit
      await ask(visit, site)
      await page.getByLabel('Language').selectOption('fr')
      if (!javaScriptEnabled) await press(page, 'Change')
      await look(page, 'Se connecter', isExamined)
      await page.getByRole('link', { name: 'Mot de passe oublié ?' }).click()
      await look(page, 'Réinitialisez votre mot de passe', isExamined)
      await fill(page, 'Nom d’utilisateur', name)
      await press(page, 'Envoyer le code')
      await look(page, 'Choisissez un nouveau mot de passe', isExamined)
      await fill(page, 'Code', await codeSentTo(house, `${name}@example.com`))
      await fill(page, 'Nouveau mot de passe', CHOSEN)
      await fill(page, 'Répétez le mot de passe', CHOSEN)
      await press(page, 'Enregistrer le mot de passe')
      await page.getByText('Votre mot de passe a été modifié.').waitFor()
      await fill(page, 'Nom d’utilisateur', name)
      await fill(page, 'Mot de passe', CHOSEN)
      await arrive(visit, () => press(page, 'Se connecter'))
    })

    test('an invited user chooses a password, and sets up an app', async () => {
      const site = await SITES.app()
      await inviteUser(house.client(), site.pool, name)
      const { page } = visit
      await ask(visit, site)
      await fill(page, 'Username', name)
      await fill(page, 'Password', TEMPORARY)
      await press(page, 'Sign in')
      await look(page, 'Choose a new password', isExamined)
      await fill(page, 'New password', CHOSEN)
      await fill(page, 'Repeat password', CHOSEN)
      await press(page, 'Save password')
      await look(page, 'Set up your authenticator app', isExamined)
      const secret = ((await page.locator('.key').textContent()) ?? '').replaceAll(' ', '')
      await fill(page, 'Code', codeAt(secret, Date.now()))
      await arrive(visit, () => press(page, 'Next'))
    })

    test('a user chooses a code to begin with, after another way', async () => {
      const site = await SITES.choice()
      await newUser(house.client(), site.pool, name, { email: `${name}@example.com`, email_verified: 'true' })
      const { page } = visit
      await ask(visit, site)
      await fill(page, 'Username', name)
      await press(page, 'Next')
      await look(page, 'How do you want to sign in?', isExamined)
      await press(page, 'Password')
      await look(page, 'Password', isExamined)
      await press(page, 'Try another way')
      await press(page, 'Code by email')
      await look(page, 'Enter your code', isExamined)
      await fill(page, 'Code', await codeSentTo(house, `${name}@example.com`))
      await arrive(visit, () => press(page, 'Next'))
    })

    test('a user signs up without a password, and has the browser remembered', async () => {
      const site = await SITES.devices()
      const { page, context } = visit
      await ask(visit, site)
      await page.getByRole('link', { name: 'Create an account' }).click()
      await look(page, 'Create your account', isExamined)
      await fill(page, 'Username', name)
      await fill(page, 'Email address', `${name}@example.com`)
      await press(page, 'Create an account')
      await fill(page, 'Code', await codeSentTo(house, `${name}@example.com`))
      await press(page, 'Confirm account')
      await look(page, 'Remember this device?', isExamined)
      await arrive(visit, () => press(page, 'Remember'))
      const names = (await context.cookies(`${site.url}/`)).map((cookie) => cookie.name)
      assert.ok(names.includes('device'))
    })

    test('a user goes on as who is signed in, or signs out', async () => {
      const site = await SITES.plain()
      const { page } = visit
      await ask(visit, site)
      await fill(page, 'Username', 'alice')
      await fill(page, 'Password', PASSWORD)
      await arrive(visit, () => press(page, 'Sign in'))
      const again = `${site.url}/oauth2/authorize${queryOf(asking(site, { redirect_uri: APP, prompt: 'select_account' }))}`
      await page.goto(again)
      await look(page, 'Choose an account', isExamined)
      await arrive(visit, () => press(page, 'Continue as alice'))
      await page.goto(again)
      await press(page, 'Sign out')
      await look(page, 'You’re signed out', isExamined)
      await page.getByRole('link', { name: 'Sign in' }).click()
      await fill(page, 'Username', 'alice')
      await fill(page, 'Password', PASSWORD)
      await arrive(visit, () => press(page, 'Sign in'))
    })
  })
}

describe('a passkey on the pages', () => {
  test('is added, and signs in from then on', async () => {
    const site = await openShop({
      pool: { Policies: { SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD', 'WEB_AUTHN'] } } },
      client: { ExplicitAuthFlows: ['ALLOW_USER_AUTH'] },
    })
    await setMfa(house.client(), site.pool, 'OFF', '', {
      WebAuthnConfiguration: { RelyingPartyId: 'localhost', UserVerification: 'preferred' },
    })
    // A passkey belongs to the domain name: with an address of numbers there are none.
    const local: Site = { ...site, url: site.url.replace('127.0.0.1', 'localhost') }
    const visit = await openBrowserPage({ viewport: PHONE })
    const { page, context } = visit
    await ask(visit, local)
    await addAuthenticator(page, { hasResidentKey: true, hasUserVerification: true })
    await fill(page, 'Username', 'alice')
    await press(page, 'Next')
    await press(page, 'Password')
    await fill(page, 'Password', PASSWORD)
    await arrive(visit, () => press(page, 'Sign in'))

    const place = new URLSearchParams({ client_id: site.clientId, redirect_uri: APP })
    await page.goto(`${local.url}/passkeys/add?${place}`)
    await look(page, 'Sign in faster with a passkey')
    await press(page, 'Create a passkey')
    await page.getByText('Your passkey is ready.').waitFor()
    assert.equal(await reachApp(page, () => page.getByRole('link', { name: 'Next' }).click()), '/callback')

    const login = queryOf(asking(site, { redirect_uri: APP, prompt: 'login' }))
    await page.goto(`${local.url}/oauth2/authorize${login}`)
    await fill(page, 'Username', 'alice')
    await press(page, 'Next')
    await press(page, 'Passkey')
    await look(page, 'Use your passkey')
    await arrive(visit, () => press(page, 'Sign in with a passkey'))
    await context.close()
  })

  test('that is not there is said so, and there is another way', async () => {
    const site = await openShop({
      pool: { Policies: { SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD', 'WEB_AUTHN'] } } },
      client: { ExplicitAuthFlows: ['ALLOW_USER_AUTH'] },
    })
    await setMfa(house.client(), site.pool, 'OFF', '', {
      WebAuthnConfiguration: { RelyingPartyId: 'localhost' },
    })
    const visit = await openBrowserPage({ viewport: DESK })
    const { page, context } = visit
    await ask(visit, { ...site, url: site.url.replace('127.0.0.1', 'localhost') })
    await addAuthenticator(page, { hasResidentKey: true, hasUserVerification: true })
    await fill(page, 'Username', 'alice')
    await press(page, 'Next')
    await press(page, 'Passkey')
    await press(page, 'Sign in with a passkey')
    await page.getByRole('alert').waitFor()
    await look(page, 'Use your passkey')
    await press(page, 'Try another way')
    await look(page, 'How do you want to sign in?')
    await context.close()
  })
})
