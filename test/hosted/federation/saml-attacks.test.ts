import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import { usePoolhouse } from '../../support/poolhouse.ts'
import { openBrowser, type Site } from '../oauth/site.ts'
import {
  assertionOf,
  attribute,
  type Parts,
  partsOf,
  requestIn,
  responseOf,
  sign,
  signedResponse,
} from './saml-idp.ts'
import { OTHER_KEYS, SAML_KEYS } from './saml-keys.ts'
import {
  assertSignedIn,
  beginSaml,
  comeBack,
  type MakeXml,
  openSaml,
  refusalIn,
  signInBySaml,
} from './saml-site.ts'
import { placeOf } from './site.ts'

const house = usePoolhouse()
const keys = SAML_KEYS
let site: Site

before(async () => {
  site = await openSaml(house, keys)
})

const right: MakeXml = (parts) => signedResponse(parts, keys)

async function usernames(): Promise<string[]> {
  const { users } = await house.storage.stores.users.list({ userPoolId: site.pool, limit: 60 })
  return users.map(({ username }) => username)
}

/** Nobody may have come in as `victim`. */
async function isRefused(make: MakeXml, change: Partial<Parts> = {}): Promise<string> {
  const { error, error_description = '' } = refusalIn(await signInBySaml(site, make, change))
  assert.equal(error, 'server_error', error_description)
  assert.match(error_description, /^Invalid SAML response received: /)
  assert.ok(!(await usernames()).includes('Idp_victim'))
  return error_description
}

const SIGNATURE = /<Signature[\s\S]*<\/Signature>/

/** An assertion about the victim, with an id of its own and no signature. */
const evilOf = (parts: Parts) =>
  assertionOf({ ...parts, assertionId: '_evil', nameId: '<saml:NameID>victim</saml:NameID>' })

describe('a response', () => {
  for (const [what, make] of [
    ['without a signature', (parts) => responseOf(parts, assertionOf(parts))],
    ['signed by another key', (parts) => signedResponse(parts, OTHER_KEYS)],
    [
      'signed by SHA-1',
      (parts) => responseOf(parts, sign(assertionOf(parts), parts.assertionId, keys, 'sha1')),
    ],
    ['changed after it was signed', (parts) => signedResponse(parts, keys).replace('>jane<', '>victim<')],
    [
      'whose assertion is right and whose own signature is wrong',
      (parts) =>
        sign(responseOf(parts, sign(assertionOf(parts), parts.assertionId, keys), '_r'), '_r', OTHER_KEYS),
    ],
    [
      'with another transform',
      (parts) =>
        signedResponse(parts, keys).replace(
          /<Transform Algorithm="http:\/\/www.w3.org\/2001\/10\/xml-exc-c14n#"\s*\/>/,
          '<Transform Algorithm="http://www.w3.org/TR/1999/REC-xpath-19991116"/>',
        ),
    ],
    [
      'with an empty signature',
      (parts) =>
        signedResponse(parts, keys).replace(
          SIGNATURE,
          '<Signature xmlns="http://www.w3.org/2000/09/xmldsig#"/>',
        ),
    ],
    ['with a document type', (parts) => `<!DOCTYPE x>${signedResponse(parts, keys)}`],
    [
      'with entities that grow',
      (parts) => `<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>${signedResponse(parts, keys)}`,
    ],
    ['that is no XML', () => 'hello'],
    ['that is another document', (parts) => assertionOf(parts)],
    ['with a document type in small letters', (parts) => `<!doctype x>${signedResponse(parts, keys)}`],
    ['that is too deep', () => `${'<a>'.repeat(200)}${'</a>'.repeat(200)}`],
    [
      'that is too deep, with values that look like the ends of tags',
      () => `${'<a b="/>">'.repeat(4000)}${'</a>'.repeat(4000)}`,
    ],
    [
      'that is too deep, with a comment that looks like the ends of tags',
      () => `<r><!--${'</a>'.repeat(5000)}-->${'<a>'.repeat(5000)}${'</a>'.repeat(5000)}</r>`,
    ],
    [
      'with more namespaces than a document needs',
      (parts) => {
        const names = Array.from({ length: 300 }, (_, index) => `xmlns:n${index}="urn:x"`).join(' ')
        return sign(
          responseOf(parts, assertionOf(parts), '_r').replace(' Version=', ` ${names} Version=`),
          '_r',
          keys,
        )
      },
    ],
    [
      'whose signature keeps a long list of namespaces',
      (parts) => {
        const list = Array.from({ length: 200 }, (_, index) => `n${index}`)
        return responseOf(parts, sign(assertionOf(parts), parts.assertionId, keys, 'sha256', list))
      },
    ],
    [
      'that is too long',
      (parts) => signedResponse({ ...parts, attributes: attribute('x', 'x'.repeat(100_000)) }, keys),
    ],
  ] as ReadonlyArray<readonly [string, MakeXml]>) {
    test(`${what} is refused`, async () => void (await isRefused(make)))
  }

  for (const [what, named, change] of [
    ['of another issuer', 'Issuer', { issuer: 'https://evil.example' }],
    ['whose response is of another issuer', 'Issuer', { responseIssuer: 'https://evil.example' }],
    ['for another audience', 'Audience', { audience: 'urn:amazon:cognito:sp:us-east-1_Other0000' }],
    ['for another recipient', 'SubjectConfirmation', { recipient: 'https://evil.example/saml2/idpresponse' }],
    ['for another destination', 'Destination', { destination: 'https://evil.example/saml2/idpresponse' }],
    ['to another request', 'SubjectConfirmation', { inResponseTo: '_other' }],
    ['whose response is to another request', 'InResponseTo', { requestId: '_other' }],
    ['that nobody asked for', 'InResponseTo', { inResponseTo: '', requestId: '' }],
    ['that has expired', 'NotOnOrAfter', { notOnOrAfter: new Date(Date.now() - 61_000).toISOString() }],
    [
      'whose confirmation has expired',
      'SubjectConfirmation',
      { confirmedUntil: new Date(Date.now() - 61_000).toISOString() },
    ],
    ['whose confirmation has no end', 'SubjectConfirmation', { confirmedUntil: '' }],
    ['whose end is no time', 'NotOnOrAfter', { notOnOrAfter: 'soon' }],
    ['that is not valid yet', 'NotBefore', { notBefore: new Date(Date.now() + 30 * 60_000).toISOString() }],
    [
      'that is confirmed in another way',
      'SubjectConfirmation',
      { method: 'urn:oasis:names:tc:SAML:2.0:cm:sender-vouches' },
    ],
    ['without a NameID', 'NameID', { nameId: '' }],
    ['with an empty NameID', 'NameID', { nameId: '<saml:NameID> </saml:NameID>' }],
    [
      'with two NameIDs',
      'NameID',
      { nameId: '<saml:NameID>jane</saml:NameID><saml:NameID>victim</saml:NameID>' },
    ],
    ['without a sign-in', 'AuthnStatement', { authnStatement: '' }],
  ] as ReadonlyArray<readonly [string, string, Partial<Parts>]>) {
    test(`${what} is refused`, async () =>
      assert.equal(await isRefused(right, change), `Invalid SAML response received: ${named} is invalid. `))
  }

  test('with a comment in the NameID is read as a whole', async () => {
    const nameId = '<saml:NameID>admin<!-- -->.evil</saml:NameID>'
    assertSignedIn(await signInBySaml(site, right, { nameId }))
    const names = await usernames()
    assert.ok(names.includes('Idp_admin.evil') && !names.includes('Idp_admin'))
  })

  test('with a comment put into the NameID after it was signed is read as a whole', async () => {
    const nameId = '<saml:NameID>owner.evil</saml:NameID>'
    const cut: MakeXml = (parts) => signedResponse(parts, keys).replace('owner.evil', 'owner<!-- -->.evil')
    assertSignedIn(await signInBySaml(site, cut, { nameId }))
    const names = await usernames()
    assert.ok(names.includes('Idp_owner.evil') && !names.includes('Idp_owner'))
  })
})

describe('a signature that is wrapped around another assertion', () => {
  const signedAssertion = (parts: Parts) => sign(assertionOf(parts), parts.assertionId, keys)
  const signatureIn = (xml: string) => SIGNATURE.exec(xml)?.[0] ?? assert.fail('no signature')
  const withSignature = (evil: string, signature: string) =>
    evil.replace('</saml:Issuer>', `</saml:Issuer>${signature}`)
  const signedWhole = (parts: Parts) => sign(responseOf(parts, assertionOf(parts), '_r'), '_r', keys)

  const layouts: ReadonlyArray<readonly [string, MakeXml]> = [
    [
      '1: the signed response within the signature of a new one',
      (parts) => {
        const whole = signedWhole(parts)
        const original = whole.replace(SIGNATURE, '')
        const signature = signatureIn(whole).replace(
          '</Signature>',
          `<Object>${original}</Object></Signature>`,
        )
        return withSignature(responseOf(parts, evilOf(parts), '_new'), signature)
      },
    ],
    [
      '2: the signed response beside its signature in a new one',
      (parts) => {
        const whole = signedWhole(parts)
        const both = whole.replace(SIGNATURE, '') + signatureIn(whole)
        return responseOf(parts, both + evilOf(parts), '_new')
      },
    ],
    [
      '3: a new assertion before the signed one',
      (parts) => responseOf(parts, evilOf(parts) + signedAssertion(parts)),
    ],
    [
      '4: the signed assertion within a new one',
      (parts) =>
        responseOf(
          parts,
          evilOf(parts).replace('</saml:Assertion>', `${signedAssertion(parts)}</saml:Assertion>`),
        ),
    ],
    [
      '5: the signature in a new assertion, the signed one behind it',
      (parts) => {
        const signed = signedAssertion(parts)
        const original = signed.replace(SIGNATURE, '')
        return responseOf(parts, withSignature(evilOf(parts), signatureIn(signed)) + original)
      },
    ],
    [
      '6: the signed assertion within the signature of a new one',
      (parts) => {
        const signed = signedAssertion(parts)
        const original = signed.replace(SIGNATURE, '')
        const signature = signatureIn(signed).replace('</Signature>', `${original}</Signature>`)
        return responseOf(parts, withSignature(evilOf(parts), signature))
      },
    ],
    [
      '7: a new assertion among extensions',
      (parts) =>
        responseOf(parts, `<samlp:Extensions>${evilOf(parts)}</samlp:Extensions>${signedAssertion(parts)}`),
    ],
    [
      '8: the signed assertion in an object of the signature',
      (parts) => {
        const signed = signedAssertion(parts)
        const original = signed.replace(SIGNATURE, '')
        const signature = signatureIn(signed).replace(
          '</Signature>',
          `<Object>${original}</Object></Signature>`,
        )
        return responseOf(parts, withSignature(evilOf(parts), signature))
      },
    ],
    [
      'under the same id',
      (parts) => {
        const same = evilOf(parts).replace('_evil', parts.assertionId)
        return responseOf(
          parts,
          same.replace('</saml:Assertion>', `${signedAssertion(parts)}</saml:Assertion>`),
        )
      },
    ],
  ]
  for (const [layout, make] of layouts) {
    test(`(${layout}) is refused`, async () => void (await isRefused(make)))
  }
})

describe('a browser that comes back from a SAML provider', () => {
  const ON_PAGE = /error_description=Invalid\+samlResponse\+or\+relayState\+from\+identity\+provider/

  test('signs in once with a response: the second time it begins anew', async () => {
    const browser = openBrowser(site)
    const address = await beginSaml(site, browser)
    const xml = signedResponse(partsOf(requestIn(address)), keys)
    assertSignedIn(await comeBack(browser, address, xml))
    assert.equal((await comeBack(browser, address, xml)).pathname, `${site.base}/oauth2/authorize`)
  })

  test('is refused with the response to an earlier request', async () => {
    const browser = openBrowser(site)
    const first = await beginSaml(site, browser)
    const second = await beginSaml(site, browser)
    const xml = signedResponse(partsOf(requestIn(first)), keys)
    assert.match(refusalIn(await comeBack(browser, second, xml)).error_description ?? '', /InResponseTo/)
  })

  test('is refused if it is not the one that was sent, or comes with no state of ours', async () => {
    const address = await beginSaml(site, openBrowser(site))
    const xml = signedResponse(partsOf(requestIn(address)), keys)
    assert.match((await comeBack(openBrowser(site), address, xml)).href, ON_PAGE)
    const SAMLResponse = Buffer.from(xml).toString('base64')
    const forged = { SAMLResponse, RelayState: 'forged' }
    assert.match(placeOf(await openBrowser(site).post('/saml2/idpresponse', forged)).href, ON_PAGE)
    for (const fields of [{ SAMLResponse }, { RelayState: 'forged' }, {}] as Record<string, string>[]) {
      const place = placeOf(await openBrowser(site).post('/saml2/idpresponse', fields))
      assert.equal(place.searchParams.get('error_description'), 'No SAMLResponse/State/RelayState provided')
    }
  })

  test('is refused with the response for another pool of the same provider', async () => {
    const other = await openSaml(house, keys)
    const browser = openBrowser(other)
    const elsewhere = requestIn(await beginSaml(site, openBrowser(site)))
    const place = await signInBySaml(
      other,
      (parts) => signedResponse({ ...parts, audience: elsewhere.audience }, keys),
      {},
      browser,
    )
    assert.match(refusalIn(place).error_description ?? '', /Audience is invalid/)
  })
})
