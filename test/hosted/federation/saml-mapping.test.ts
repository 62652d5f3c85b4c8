// How sign-ins through SAML providers fail by what the provider says of the user, in the words of the service.
import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import {
  AdminDisableUserCommand,
  AdminGetUserCommand,
  AdminSetUserPasswordCommand,
  type SchemaAttributeType,
} from '@aws-sdk/client-cognito-identity-provider'
import { answering, functionArn, thrown, useFunctions } from '../../support/functions.ts'
import { usePoolhouse } from '../../support/poolhouse.ts'
import { PASSWORD } from '../../support/pools.ts'
import type { Site } from '../oauth/site.ts'
import { attribute, signedResponse } from './saml-idp.ts'
import { SAML_KEYS } from './saml-keys.ts'
import { assertSignedIn, openSaml, refusalIn, signInBySaml } from './saml-site.ts'
import { attributesOf, type FederatedSettings } from './site.ts'

const keys = SAML_KEYS
const functions = useFunctions()
const house = usePoolhouse({
  federation: { privateAddresses: true },
  functions: { functions: functions.named('pre-sign-up', 'inbound') },
})

const named = (name: string, format = '') => ({
  nameId: `<saml:NameID${format && ` Format="urn:oasis:names:tc:SAML:${format}"`}>${name}</saml:NameID>`,
})
const mail = attribute('mail', 'jane@example.com')
const withSchema = (...Schema: SchemaAttributeType[]) => ({ pool: { Schema } })

const signIn = (site: Site, parts: Parameters<typeof signInBySaml>[2]) =>
  signInBySaml(site, (made) => signedResponse(made, keys), parts)

async function assertRefused(site: Site, parts: Parameters<typeof signIn>[1], words: string): Promise<void> {
  assert.deepEqual(refusalIn(await signIn(site, parts)), {
    error_description: `Invalid SAML response received: ${words}`,
    state: 'state-1',
    error: 'server_error',
  })
}

describe('the mapping of a SAML assertion', () => {
  for (const [rule, settings, first, then, words] of [
    [
      'an attribute that is immutable lets no second sign-in through',
      withSchema({ Name: 'email', Required: true, Mutable: false }),
      mail,
      mail,
      'user.email: Attribute cannot be updated.\n ',
    ],
    [
      'a required attribute must come with the first sign-in',
      withSchema({ Name: 'email', Required: true, Mutable: true }),
      undefined,
      '',
      'Invalid user attributes: email: The attribute is required',
    ],
    [
      'a required attribute is not taken away',
      withSchema({ Name: 'email', Required: true, Mutable: true }),
      mail,
      attribute('mail', ''),
      'Invalid user attributes: email: Required attribute cannot be deleted',
    ],
    [
      'a value has 2,048 characters at most',
      {},
      mail,
      attribute('name', 'x'.repeat(2049)),
      'Invalid user attributes: name: String must be no longer than 2048 characters\n',
    ],
    [
      'a value has no character of four bytes',
      {},
      mail,
      attribute('name', 'Jane 😀'),
      'Invalid user attributes: name: The attribute contains a character that is not allowed\n',
    ],
    [
      'no claim names the user',
      { mapping: { username: 'employee' } },
      mail,
      attribute('employee', 'E7'),
      'Invalid user attributes: username: Attribute does not exist in the schema. ',
    ],
  ] as ReadonlyArray<readonly [string, FederatedSettings, string | undefined, string, string]>) {
    test(rule, async () => {
      const site = await openSaml(house, keys, settings)
      if (first !== undefined) assertSignedIn(await signIn(site, { attributes: first }))
      await assertRefused(site, { attributes: then }, words)
    })
  }

  test('values of 2,048 characters and of three bytes each are taken, and blank ones clear', async () => {
    const site = await openSaml(house, keys)
    const name = '€'.repeat(2048)
    assertSignedIn(await signIn(site, { attributes: attribute('name', name) }))
    assert.equal((await attributesOf(house, site.pool, 'Idp_jane')).name, name)
    assertSignedIn(await signIn(site, { attributes: attribute('name', '') }))
    assert.equal((await attributesOf(house, site.pool, 'Idp_jane')).name, undefined)
  })
})

describe('the user of a SAML assertion', () => {
  let site: Site

  before(async () => {
    site = await openSaml(house, keys)
  })

  for (const format of [
    '1.1:nameid-format:unspecified',
    '1.1:nameid-format:emailAddress',
    '2.0:nameid-format:persistent',
    '2.0:nameid-format:transient',
  ]) {
    test(`can be named in the format ${format}`, async () => {
      const subject = `of-${format.slice(18)}`
      assertSignedIn(await signIn(site, named(subject, format)))
      assert.ok(await attributesOf(house, site.pool, `Idp_${subject}`))
    })
  }

  test('has no longer name than other users', async () => {
    const username = `Idp_${'y'.repeat(125)}`
    await assertRefused(
      site,
      named('y'.repeat(125)),
      `1 validation error detected: Value '${username}' at 'userName' failed to satisfy constraint: Member must have length less than or equal to 128`,
    )
  })

  test('keeps signing in at the provider once the owner sets a password, and not once disabled', async () => {
    const user = { UserPoolId: site.pool, Username: 'Idp_hired' }
    assertSignedIn(await signIn(site, named('hired')))
    await house
      .client()
      .send(new AdminSetUserPasswordCommand({ ...user, Password: PASSWORD, Permanent: true }))
    assert.equal((await house.client().send(new AdminGetUserCommand(user))).UserStatus, 'CONFIRMED')
    assertSignedIn(await signIn(site, named('hired')))
    await house.client().send(new AdminDisableUserCommand(user))
    await assertRefused(site, named('hired'), 'User is disabled. ')
  })
})

describe('the functions of a sign-in through a SAML provider', () => {
  test('see what the provider says, replace it, and refuse in the words of SAML', async () => {
    const site = await openSaml(house, keys, {
      pool: {
        LambdaConfig: {
          PreSignUp: functionArn('pre-sign-up'),
          InboundFederation: { LambdaVersion: 'V1_0', LambdaArn: functionArn('inbound') },
        },
      },
    })
    functions.set('inbound', answering({ userAttributesToMap: { name: 'Replaced' } }))
    functions.set('pre-sign-up', thrown('not here'))
    await assertRefused(site, { attributes: mail }, 'PreSignUp failed with error not here. ')
    const events = functions.received.map(({ text }) => JSON.parse(text))
    const { userName, request } = events.find(({ triggerSource }) => /^Inbound/.test(triggerSource))
    assert.equal(userName, 'jane')
    assert.deepEqual(request, {
      providerName: 'Idp',
      providerType: 'SAML',
      attributes: { samlResponse: { mail: 'jane@example.com' } },
    })
    functions.set('pre-sign-up', (event) => event)
    assertSignedIn(await signIn(site, { attributes: mail }))
    const { identities: _, ...attributes } = await attributesOf(house, site.pool, 'Idp_jane')
    assert.deepEqual(attributes, { name: 'Replaced' })
  })
})
