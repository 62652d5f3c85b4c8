import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import {
  CompleteWebAuthnRegistrationCommand,
  StartWebAuthnRegistrationCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import type { Browser } from 'playwright-core'
import {
  type Ground,
  newGround,
  newMember,
  openGround,
  passkeysOf,
  start,
} from '../operations/passkeys/fixtures.ts'
import { openBrowser } from '../support/browser.ts'
import { HIDING } from '../support/journeys.ts'
import { openPasskeyPage, type PasskeyPage } from '../support/virtual-authenticator.ts'

const PAGE = 'https://auth.example.com'
const LOCAL = 'http://localhost:3000'

let ground: Ground
let browser: Browser

before(async () => {
  ground = await openGround({ webauthnOrigins: [LOCAL] })
  browser = await openBrowser()
})
after(async () => {
  await browser?.close()
  await ground?.it.close()
})

/** With the SDK, as a page would. */
async function register(on: Ground, AccessToken: string, page: PasskeyPage, change: object = {}) {
  const client = on.it.house.client()
  const { CredentialCreationOptions } = await client.send(
    new StartWebAuthnRegistrationCommand({ AccessToken }),
  )
  const Credential = await page.create({ ...(CredentialCreationOptions as object), ...change })
  await client.send(new CompleteWebAuthnRegistrationCommand({ AccessToken, Credential }))
}

/** Where a sign-in with a passkey begins: the session, and what the browser signs by. */
async function begin({ it }: Ground, ClientId: string, USERNAME: string) {
  const AuthParameters = { USERNAME, PREFERRED_CHALLENGE: 'WEB_AUTHN' }
  const begun = await it.ok('InitiateAuth', { ClientId, AuthFlow: 'USER_AUTH', AuthParameters })
  assert.equal(begun.ChallengeName, 'WEB_AUTHN')
  return { Session: begun.Session, options: JSON.parse(begun.ChallengeParameters.CREDENTIAL_REQUEST_OPTIONS) }
}

const answered = (ClientId: string, USERNAME: string, Session: string, credential: object) => ({
  ClientId,
  ChallengeName: 'WEB_AUTHN',
  Session,
  ChallengeResponses: { USERNAME, CREDENTIAL: JSON.stringify(credential) },
})

/** Signs in with the passkey of the page. Returns the username that the tokens are for. */
async function signIn(on: Ground, ClientId: string, username: string, page: PasskeyPage): Promise<string> {
  const { Session, options } = await begin(on, ClientId, username)
  const input = answered(ClientId, username, Session, await page.get(options))
  const { AuthenticationResult } = await on.it.ok('RespondToAuthChallenge', input)
  const { AccessToken } = AuthenticationResult
  return (await on.it.ok('GetUser', { AccessToken })).Username
}

const choosing = ({ it, pool }: Ground, settings: object = {}) =>
  it.newClient(pool, { ExplicitAuthFlows: ['ALLOW_USER_AUTH'], ...settings })

const DISCOURAGED = {
  authenticatorSelection: { residentKey: 'discouraged', userVerification: 'discouraged' },
}

describe('a sign-in with a passkey in a browser', () => {
  for (const hasUserVerification of [true, false]) {
    for (const hasResidentKey of [true, false]) {
      const kind = hasResidentKey ? 'discoverable' : 'not discoverable'
      const user = hasUserVerification ? 'that knows its user' : 'that does not know its user'
      test(`succeeds with one that is ${kind}, of an authenticator ${user}`, async () => {
        const page = await openPasskeyPage(browser, PAGE, { hasResidentKey, hasUserVerification })
        const client = await choosing(ground)
        const { user, AccessToken } = await newMember(ground)
        await register(ground, AccessToken, page, hasResidentKey ? {} : DISCOURAGED)
        for (let i = 0; i < 2; i++) {
          assert.equal(await signIn(ground, client, user.Username, page), user.Username)
        }
        await page.close()
      })
    }
  }

  test('succeeds where users are hidden: the browser finds the passkey by itself', async () => {
    const page = await openPasskeyPage(browser, PAGE, { hasResidentKey: true, hasUserVerification: true })
    const client = await choosing(ground, HIDING)
    const { user, AccessToken } = await newMember(ground)
    await register(ground, AccessToken, page)
    const { options } = await begin(ground, client, user.Username)
    assert.deepEqual(options.allowCredentials, [])
    assert.equal(await signIn(ground, client, user.Username, page), user.Username)
    await page.close()
  })

  test('does not begin where the pool requires a user whom the authenticator does not know', async () => {
    const strict = await newGround(ground.it, { UserVerification: 'required' })
    const client = await choosing(strict)
    const { user, AccessToken } = await newMember(strict)
    const knowing = await openPasskeyPage(browser, PAGE, { hasResidentKey: true, hasUserVerification: true })
    await register(strict, AccessToken, knowing)
    assert.equal(await signIn(strict, client, user.Username, knowing), user.Username)
    await knowing.forgetUser()
    await assert.rejects(signIn(strict, client, user.Username, knowing), /NotAllowedError/)
    await knowing.close()
  })

  test('is refused to a copy, whose counter is behind', async () => {
    const page = await openPasskeyPage(browser, PAGE, { hasResidentKey: true, hasUserVerification: true })
    const client = await choosing(ground)
    const { user, AccessToken } = await newMember(ground)
    await register(ground, AccessToken, page)
    const [{ credentialId, signCount } = assert.fail('none')] = await page.credentials()
    await signIn(ground, client, user.Username, page)
    await page.rewind(credentialId, signCount)
    const { Session, options } = await begin(ground, client, user.Username)
    const input = answered(client, user.Username, Session, await page.get(options))
    assert.deepEqual(await ground.it.refusal('RespondToAuthChallenge', input), [
      'NotAuthorizedException',
      'Incorrect username or password.',
    ])
    await page.close()
  })
})

describe('a passkey in a browser', () => {
  test('is made and kept by an authenticator that knows its user', async () => {
    const page = await openPasskeyPage(browser, PAGE, { hasResidentKey: true, hasUserVerification: true })
    const { AccessToken } = await newMember(ground)
    await register(ground, AccessToken, page)
    const [listed] = await passkeysOf(ground, AccessToken)
    const [{ credentialId, isResidentCredential } = assert.fail('none')] = await page.credentials()
    assert.equal(isResidentCredential, true)
    assert.equal(listed.CredentialId, Buffer.from(credentialId, 'base64').toString('base64url'))
    assert.deepEqual(
      [listed.AuthenticatorAttachment, listed.AuthenticatorTransports],
      ['platform', ['internal']],
    )
    await page.close()
  })

  test('is not made twice by one authenticator', async () => {
    const page = await openPasskeyPage(browser, PAGE, { hasResidentKey: true, hasUserVerification: true })
    const { AccessToken } = await newMember(ground)
    await register(ground, AccessToken, page)
    await assert.rejects(register(ground, AccessToken, page), /InvalidStateError/)
    await page.close()
  })

  test('is made without knowing the user, where the pool prefers that only', async () => {
    const page = await openPasskeyPage(browser, PAGE, { hasResidentKey: true, hasUserVerification: false })
    const { AccessToken } = await newMember(ground)
    await register(ground, AccessToken, page)
    const strict = await newGround(ground.it, { UserVerification: 'required' })
    const other = await newMember(strict)
    await assert.rejects(register(strict, other.AccessToken, page), /NotAllowedError/)
    await page.close()
  })

  test('is not made by an authenticator that cannot keep it; one that is made all the same is refused', async () => {
    const page = await openPasskeyPage(browser, PAGE, { hasResidentKey: false, hasUserVerification: false })
    const { AccessToken } = await newMember(ground)
    await assert.rejects(register(ground, AccessToken, page), /NotAllowedError/)
    const options = { ...(await start(ground, AccessToken)), ...DISCOURAGED, extensions: { credProps: true } }
    const Credential = await page.create(options)
    assert.deepEqual(await ground.it.refusal('CompleteWebAuthnRegistration', { AccessToken, Credential }), [
      'InvalidParameterException',
      'Credential data is not valid',
    ])
    await page.close()
  })

  test('is made for a page of the developer, if the configuration allows its origin', async () => {
    const local = await newGround(ground.it, { RelyingPartyId: 'localhost' })
    const { AccessToken } = await newMember(local)
    const page = await openPasskeyPage(browser, LOCAL, { hasResidentKey: true, hasUserVerification: true })
    await register(local, AccessToken, page)
    const elsewhere = await openPasskeyPage(browser, 'http://localhost:3001', {
      hasResidentKey: true,
      hasUserVerification: true,
    })
    const Credential = await elsewhere.create(await start(local, AccessToken))
    const [name] = await local.it.refusal('CompleteWebAuthnRegistration', { AccessToken, Credential })
    assert.equal(name, 'WebAuthnOriginNotAllowedException')
    await page.close()
    await elsewhere.close()
  })
})
