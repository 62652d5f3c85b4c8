import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
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

async function register(on: Ground, AccessToken: string, page: PasskeyPage, change: object = {}) {
  const options = await start(on, AccessToken)
  const Credential = await page.create({ ...options, ...change })
  await on.it.ok('CompleteWebAuthnRegistration', { AccessToken, Credential })
}

const DISCOURAGED = {
  authenticatorSelection: { residentKey: 'discouraged', userVerification: 'discouraged' },
}

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
