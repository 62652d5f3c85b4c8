import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Browser } from 'playwright-core'
import { openBrowser } from '../support/browser.ts'
import { type Journeys, openJourneys } from '../support/journeys.ts'
import { newMfaPool } from '../support/mfa.ts'
import { newUser, PASSWORD } from '../support/pools.ts'
import { type AmplifyPage, openAmplifyPage, startApplication } from './amplify-page.ts'

const PHONE = '+12065550123'
const DONE = { isSignedIn: true, nextStep: { signInStep: 'DONE' } }

let app: Awaited<ReturnType<typeof startApplication>>
let it: Journeys
let browser: Browser

before(async () => {
  app = await startApplication()
  it = await openJourneys({ webauthnOrigins: [app.origin] })
  browser = await openBrowser()
})
after(async () => {
  await browser?.close()
  await it?.close()
  await app?.close()
})

/** A pool with a user called alice, and a page of one of its applications. */
async function place(mfa: 'OFF' | 'ON', settings: object, webAuthn?: object): Promise<AmplifyPage> {
  const root = it.house.client()
  const userPoolId = await newMfaPool(root, mfa, mfa === 'ON' ? 's' : '', settings)
  if (webAuthn) await it.administrate('SetUserPoolMfaConfig', { UserPoolId: userPoolId, ...webAuthn })
  await newUser(root, userPoolId, 'alice', { phone_number: PHONE })
  const ExplicitAuthFlows = ['ALLOW_USER_SRP_AUTH', 'ALLOW_USER_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH']
  const userPoolClientId = await it.newClient(userPoolId, { ExplicitAuthFlows })
  const cognito = { userPoolId, userPoolClientId, userPoolEndpoint: it.house.url }
  return openAmplifyPage(browser, app.origin, cognito)
}

const alice = { username: 'alice', password: PASSWORD }

describe('Amplify in a browser', () => {
  test('stays signed in when the page is loaded again, and remembers its device', async () => {
    const DeviceConfiguration = { ChallengeRequiredOnNewDevice: true }
    const page = await place('ON', { DeviceConfiguration })
    const { nextStep } = await page.call('signIn', alice)
    assert.equal(nextStep.signInStep, 'CONFIRM_SIGN_IN_WITH_SMS_CODE')
    assert.deepEqual(await page.call('confirmSignIn', { challengeResponse: await it.codeTo(PHONE) }), DONE)
    await page.load()
    assert.equal((await page.call('getCurrentUser')).username, 'alice')
    const [device] = await page.call('fetchDevices')
    assert.match(device.name, /Chrom/)
    await page.call('signOut')
    assert.deepEqual(await page.call('signIn', alice), DONE)
    assert.deepEqual(
      (await page.call('fetchDevices')).map(({ id }: { id: string }) => id),
      [device.id],
    )
    await page.close()
  })

  test('registers a passkey, signs in with it, and deletes it', async () => {
    const Policies = { SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD', 'WEB_AUTHN'] } }
    const page = await place('OFF', { Policies }, { WebAuthnConfiguration: { RelyingPartyId: 'localhost' } })
    await page.call('signIn', alice)
    await page.call('associateWebAuthnCredential')
    const { credentials } = await page.call('listWebAuthnCredentials')
    assert.equal(credentials.length, 1)
    assert.equal(credentials[0].relyingPartyId, 'localhost')

    await page.call('signOut')
    const options = { authFlowType: 'USER_AUTH' }
    const preferring = { ...options, preferredChallenge: 'WEB_AUTHN' }
    assert.deepEqual(await page.call('signIn', { username: 'alice', options: preferring }), DONE)

    await page.call('signOut')
    const { nextStep } = await page.call('signIn', { username: 'alice', options })
    assert.equal(nextStep.signInStep, 'CONTINUE_SIGN_IN_WITH_FIRST_FACTOR_SELECTION')
    assert.deepEqual(await page.call('confirmSignIn', { challengeResponse: 'WEB_AUTHN' }), DONE)

    await page.call('deleteWebAuthnCredential', { credentialId: credentials[0].credentialId })
    assert.deepEqual((await page.call('listWebAuthnCredentials')).credentials, [])
    await page.call('signOut')
    const afterwards = await page.call('signIn', { username: 'alice', options: preferring })
    assert.equal(afterwards.nextStep.signInStep, 'CONTINUE_SIGN_IN_WITH_FIRST_FACTOR_SELECTION')
    await page.close()
  })
})
