// Chromium's own authenticator in software, which the DevTools protocol adds to a page (WebAuthn Level 3, section 11).
import type { Browser, CDPSession, Page } from 'playwright-core'

export interface VirtualAuthenticatorOptions {
  /** Whether it can keep discoverable credentials. */
  readonly hasResidentKey: boolean
  /** Whether it can check who its user is; then it does. */
  readonly hasUserVerification: boolean
}

/** A credential as the protocol shows it. */
export interface VirtualCredential {
  readonly credentialId: string
  readonly isResidentCredential: boolean
  readonly signCount: number
}

type Json = null | boolean | number | string | Json[] | { [member: string]: Json }

export type PasskeyPage = Awaited<ReturnType<typeof openPasskeyPage>>

/** An empty page at an address, with an authenticator. Nothing is asked of the address: the browser is answered here. */
export async function openPasskeyPage(
  browser: Browser,
  address: string,
  options: VirtualAuthenticatorOptions,
) {
  const context = await browser.newContext()
  const page = await context.newPage()
  await page.route(`${address}/**`, (route) =>
    route.fulfill({ contentType: 'text/html', body: '<h1>App</h1>' }),
  )
  await page.goto(`${address}/`)
  const { session, authenticatorId } = await addAuthenticator(page, options)
  return {
    /** A RegistrationResponseJSON. Rejects as the browser does. */
    create: (options: unknown) => inPage(page, CREATE, options),
    /** An AuthenticationResponseJSON. */
    get: (options: unknown) => inPage(page, GET, options),

    async credentials(): Promise<VirtualCredential[]> {
      const { credentials } = await session.send('WebAuthn.getCredentials', { authenticatorId })
      return credentials
    },

    /** Puts the counter of a credential back, as a copy of the authenticator from before has it. */
    rewind: (credentialId: string, signCount: number) =>
      rewind(session, authenticatorId, credentialId, signCount),

    /** From now on the check of the user fails. */
    async forgetUser(): Promise<void> {
      await session.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: false })
    },

    close: () => context.close(),
  }
}

/** Gives a page an authenticator, for as long as the page is open. */
export async function addAuthenticator(
  page: Page,
  { hasResidentKey, hasUserVerification }: VirtualAuthenticatorOptions,
): Promise<{ readonly session: CDPSession; readonly authenticatorId: string }> {
  const session = await page.context().newCDPSession(page)
  await session.send('WebAuthn.enable')
  const { authenticatorId } = await session.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey,
      hasUserVerification,
      isUserVerified: hasUserVerification,
      automaticPresenceSimulation: true,
    },
  })
  return { session, authenticatorId }
}

const CREATE = `navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) })`
const GET = `navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) })`

async function inPage(page: Page, call: string, options: unknown): Promise<{ [member: string]: Json }> {
  return page.evaluate(`(async (options) => (await ${call}).toJSON())(${JSON.stringify(options)})`)
}

async function rewind(
  session: CDPSession,
  authenticatorId: string,
  credentialId: string,
  signCount: number,
): Promise<void> {
  const { credential } = await session.send('WebAuthn.getCredential', { authenticatorId, credentialId })
  await session.send('WebAuthn.removeCredential', { authenticatorId, credentialId })
  await session.send('WebAuthn.addCredential', { authenticatorId, credential: { ...credential, signCount } })
}
