// Single logout with a SAML provider, begun here and begun there.
import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import { deflateRawSync } from 'node:zlib'
import { GetSigningCertificateCommand } from '@aws-sdk/client-cognito-identity-provider'
import { metadataOf, SLO_URL } from '../../operations/identity-providers/providers.ts'
import { usePoolhouse } from '../../support/poolhouse.ts'
import {
  asking,
  type Browser,
  CALLBACK,
  LOGOUT,
  onBoth,
  openBrowser,
  queryOf,
  type Site,
  signInOn,
} from '../oauth/site.ts'
import { type Parts, requestIn, sign, signedResponse } from './saml-idp.ts'
import { OTHER_KEYS, SAML_KEYS } from './saml-keys.ts'
import {
  type LogoutParts,
  logoutParts,
  logoutXml,
  named,
  queryWith,
  type SentMessage,
  sentMessage,
  status,
} from './saml-logout-idp.ts'
import { assertSignedIn, beginSaml, openSaml, signInBySaml } from './saml-site.ts'
import { type FederatedSettings, placeOf } from './site.ts'

const keys = SAML_KEYS
const RESPONSE_URL = 'https://idp.example.com/slo-response'

onBoth((database) => {
  const house = usePoolhouse({ database })
  let site: Site
  let certificate: string

  before(async () => {
    site = await openLogout()
    certificate = await certificateOf(site)
  })

  const openLogout = (settings: FederatedSettings = {}) =>
    openSaml(house, keys, { details: { IDPSignout: 'true' }, ...settings })

  async function certificateOf({ pool: UserPoolId }: Site): Promise<string> {
    const { Certificate = '' } = await house.client().send(new GetSigningCertificateCommand({ UserPoolId }))
    return Certificate
  }

  /** A browser in which a user has signed in through the provider. */
  async function signedIn(nameId = 'jane', index = 's', place = site): Promise<Browser> {
    const browser = openBrowser(place)
    const change: Partial<Parts> = {
      nameId: `<saml:NameID Format="urn:oasis:names:tc:SAML:2.0:nameid-format:persistent" NameQualifier="a &amp; b">${nameId}</saml:NameID>`,
      authnStatement: `<saml:AuthnStatement SessionIndex="${index}"/><saml:AuthnStatement SessionIndex="other"/>`,
    }
    assertSignedIn(await signInBySaml(place, (parts) => signedResponse(parts, keys), change, browser))
    return browser
  }

  async function isSignedIn(browser: Browser, place = site): Promise<boolean> {
    const { origin, pathname } = placeOf(await browser.get(`/oauth2/authorize${queryOf(asking(place))}`))
    return origin + pathname === CALLBACK
  }

  const leave = async (browser: Browser, place = site, change: Record<string, string> = {}) =>
    placeOf(
      await browser.get(`/logout${queryOf({ client_id: place.clientId, logout_uri: LOGOUT, ...change })}`),
    )

  const onPage = (place: URL, description: string) => {
    assert.equal(place.pathname, `${site.base}/error`, place.href)
    assert.equal(place.searchParams.get('error_description'), description)
  }

  const endpoint = async (place = site) =>
    requestIn(await beginSaml(place, openBrowser(place))).recipient.replace('idpresponse', 'logout')

  const post = async (fields: Record<string, string>, place = site): Promise<URL> =>
    placeOf(await openBrowser(place).post('/saml2/logout', fields))

  describe('a request of the provider to end sessions', () => {
    async function ask(
      content: string,
      change: Partial<LogoutParts> = {},
      { place = site, signedBy = keys } = {},
    ): Promise<URL> {
      const parts = logoutParts({ destination: await endpoint(place), content, ...change })
      const xml = sign(logoutXml('LogoutRequest', parts), parts.id, signedBy)
      return post({ SAMLRequest: Buffer.from(xml).toString('base64'), RelayState: 'a & b' }, place)
    }

    test('ends the session that it names, and is answered with a signature', async () => {
      const [first, second, other] = [
        await signedIn('kim', '1'),
        await signedIn('kim', '2'),
        await signedIn('lee', '1'),
      ]
      const place = await ask(named('kim', '1'), { id: '_asked' })
      assert.equal(place.origin + place.pathname, SLO_URL)
      const { xml, relayState } = sentMessage(place, 'SAMLResponse', certificate)
      assert.equal(relayState, 'a & b')
      assert.match(xml, /<saml2p:LogoutResponse [^>]*InResponseTo="_asked"/)
      assert.match(xml, /<saml2p:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success">/)
      assert.match(xml, new RegExp(`Issuer[^>]*>urn:amazon:cognito:sp:${site.pool}<`))
      assert.deepEqual(await Promise.all([first, second, other].map((it) => isSignedIn(it))), [
        false,
        true,
        true,
      ])
    })

    test('ends all sessions of the user without an index, by a redirect as well', async () => {
      const [first, second, other] = [
        await signedIn('max', '1'),
        await signedIn('max', '2'),
        await signedIn('ned'),
      ]
      const parts = logoutParts({ destination: await endpoint(), content: named('max') })
      const query = queryWith('SAMLRequest', logoutXml('LogoutRequest', parts), undefined, keys)
      const place = placeOf(await openBrowser(site).get(`/saml2/logout${query}`))
      assert.equal(sentMessage(place, 'SAMLResponse', certificate).relayState, null)
      assert.deepEqual(await Promise.all([first, second, other].map((it) => isSignedIn(it))), [
        false,
        false,
        true,
      ])
    })

    test('leaves the sessions of the same name at another pool', async () => {
      const elsewhere = await openLogout()
      const browser = await signedIn('kim', 's', elsewhere)
      await ask(named('kim'))
      assert.equal(await isSignedIn(browser, elsewhere), true)
    })

    test('is answered at the address for answers, if the metadata has one', async () => {
      const services = `<md:SingleLogoutService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="${SLO_URL}" ResponseLocation="${RESPONSE_URL}"/><md:SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="https://idp.example.com/sso"/>`
      const MetadataFile = metadataOf({ certificate: keys.certificate, services })
      const place = await openLogout({ details: { IDPSignout: 'true', MetadataFile } })
      const { origin, pathname } = await ask(named('kim'), {}, { place })
      assert.equal(origin + pathname, RESPONSE_URL)
    })

    const refused = (place: URL) => onPage(place, 'Invalid samlRequest from identity provider')
    for (const [what, change] of [
      ['of another issuer', { issuer: '<saml:Issuer>https://evil.example</saml:Issuer>' }],
      ['of two issuers', { issuer: '<saml:Issuer>https://idp.example.com</saml:Issuer>'.repeat(2) }],
      ['for another destination', { destination: 'https://evil.example/saml2/logout' }],
      ['without a destination', { destination: '' }],
      ['that is old', { issuedAt: new Date(Date.now() - 30 * 60_000).toISOString() }],
      ['that has ended', { notOnOrAfter: new Date(Date.now() - 30 * 60_000).toISOString() }],
      ['without an instant', { issuedAt: '' }],
      ['without a NameID', { content: '' }],
      ['with two NameIDs', { content: named('other') + named('kim') }],
    ] as ReadonlyArray<readonly [string, Partial<LogoutParts>]>) {
      test(`${what} ends nothing`, async () => {
        const browser = await signedIn('kim')
        refused(await ask(named('kim'), change))
        assert.equal(await isSignedIn(browser), true)
      })
    }

    test('ends nothing without a signature of the provider', async () => {
      const browser = await signedIn('kim')
      refused(await ask(named('kim'), {}, { signedBy: OTHER_KEYS }))
      const parts = logoutParts({ destination: await endpoint(), content: named('kim') })
      const xml = logoutXml('LogoutRequest', parts)
      const signed = sign(logoutXml('LogoutRequest', { ...parts, content: named('nobody') }), parts.id, keys)
      const wrapped = xml.replace('</samlp:LogoutRequest>', `${signed}</samlp:LogoutRequest>`)
      const changed = signed.replace('nobody', 'kim')
      for (const text of [xml, wrapped, changed, `<!DOCTYPE x>${signed}`, 'hello']) {
        refused(await post({ SAMLRequest: Buffer.from(text).toString('base64') }))
      }
      assert.equal(await isSignedIn(browser), true)
    })

    test('by a redirect ends nothing unless exactly what is read was signed', async () => {
      const browser = await signedIn('kim')
      const xmlFor = async (nameId: string) =>
        logoutXml('LogoutRequest', logoutParts({ destination: await endpoint(), content: named(nameId) }))
      const [evil, harmless] = [await xmlFor('kim'), await xmlFor('nobody')]
      const encoded = encodeURIComponent(deflateRawSync(evil).toString('base64'))
      const signed = queryWith('SAMLRequest', harmless, undefined, keys).slice(1)
      const bomb = deflateRawSync(`<a>${' '.repeat(5_000_000)}</a>`).toString('base64')
      for (const query of [
        `SAMLRequest=${encoded}`,
        queryWith('SAMLRequest', evil, undefined, OTHER_KEYS).slice(1),
        queryWith('SAMLRequest', evil, undefined, keys, 'sha1').slice(1),
        `%53AMLRequest=${encoded}&${signed}`,
        `SAMLRequest=${encoded}&${signed}`,
        `${signed}&RelayState=x`,
        signed.replace(/SAMLRequest=[^&]*/, `SAMLRequest=${encoded}`),
        `SAMLRequest=${encodeURIComponent(bomb)}`,
      ]) {
        refused(placeOf(await openBrowser(site).get(`/saml2/logout?${query}`)))
      }
      assert.equal(await isSignedIn(browser), true)
    })

    test('counts once', async () => {
      const parts = logoutParts({ destination: await endpoint(), content: named('kim') })
      const xml = sign(logoutXml('LogoutRequest', parts), parts.id, keys)
      const fields = { SAMLRequest: Buffer.from(xml).toString('base64') }
      assert.equal((await post(fields)).pathname, '/slo')
      const browser = await signedIn('kim')
      refused(await post(fields))
      assert.equal(await isSignedIn(browser), true)
    })

    test('is refused without IDPSignout', async () => {
      const place = await openSaml(house, keys)
      const browser = await signedIn('kim', 's', place)
      const { pathname, searchParams } = await ask(named('kim'), {}, { place })
      assert.equal(pathname, `${place.base}/error`)
      assert.equal(searchParams.get('error_description'), 'Invalid samlRequest from identity provider')
      assert.equal(await isSignedIn(browser, place), true)
    })
  })

  describe('a sign-out here', () => {
    async function begin(browser: Browser): Promise<SentMessage> {
      const address = await leave(browser)
      assert.equal(address.origin + address.pathname, SLO_URL)
      return sentMessage(address, 'SAMLRequest', certificate)
    }

    async function answerTo(
      { id, relayState }: SentMessage,
      change: Partial<LogoutParts> = {},
      signedBy = keys,
    ): Promise<URL> {
      const parts = logoutParts({
        inResponseTo: id,
        destination: await endpoint(),
        content: status('Success'),
        ...change,
      })
      const xml = sign(logoutXml('LogoutResponse', parts), parts.id, signedBy)
      return post({ SAMLResponse: Buffer.from(xml).toString('base64'), RelayState: relayState ?? '' })
    }

    test('sends a signed request to the provider, whose answer leads to the page of the client', async () => {
      const browser = await signedIn('jane', 'the &quot;index&quot;')
      const address = await leave(browser)
      assert.deepEqual([...address.searchParams.keys()], ['SAMLRequest', 'RelayState', 'SigAlg', 'Signature'])
      const sent = sentMessage(address, 'SAMLRequest', certificate)
      assert.match(sent.id, /^_[0-9a-f-]{36}$/)
      assert.match(sent.xml, /<saml2p:LogoutRequest [^>]*Destination="https:\/\/idp.example.com\/slo"/)
      assert.match(sent.xml, new RegExp(`Issuer[^>]*>urn:amazon:cognito:sp:${site.pool}<`))
      assert.match(
        sent.xml,
        /<saml2:NameID [^>]*NameQualifier="a &#38; b" Format="urn:oasis:names:tc:SAML:2.0:nameid-format:persistent">jane</,
      )
      assert.match(sent.xml, /<saml2p:SessionIndex>the &#34;index&#34;<\/saml2p:SessionIndex>/)
      assert.equal(await isSignedIn(browser), false)
      assert.equal((await answerTo(sent)).href, LOGOUT)
    })

    test('leads back to the sign-in page where the client asks for that', async () => {
      const { state: _, ...back } = asking(site)
      const address = await leave(await signedIn(), site, { ...back, logout_uri: '' })
      const place = await answerTo(sentMessage(address, 'SAMLRequest', certificate))
      assert.equal(place.pathname, `${site.base}/login`)
      assert.equal(place.searchParams.get('redirect_uri'), CALLBACK)
    })

    test('takes the answer by a redirect, too', async () => {
      const { id, relayState } = await begin(await signedIn())
      const xml = logoutXml(
        'LogoutResponse',
        logoutParts({ inResponseTo: id, destination: await endpoint(), content: status('Success') }),
      )
      const query = queryWith('SAMLResponse', xml, relayState ?? '', keys)
      assert.equal(placeOf(await openBrowser(site).get(`/saml2/logout${query}`)).href, LOGOUT)
    })

    test('stays here without IDPSignout, without an address of the provider, and for users of the pool', async () => {
      const services = `<md:SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="https://idp.example.com/sso"/>`
      const MetadataFile = metadataOf({ certificate: keys.certificate, services })
      for (const details of [{}, { IDPSignout: 'false' }, { IDPSignout: 'true', MetadataFile }]) {
        const place = await openSaml(house, keys, { details })
        const browser = await signedIn('jane', 's', place)
        assert.equal((await leave(browser, place)).href, LOGOUT)
      }
      const browser = openBrowser(site)
      await signInOn(browser, asking(site))
      assert.equal((await leave(browser)).href, LOGOUT)
      assert.equal((await leave(openBrowser(site))).href, LOGOUT)
    })

    const INVALID = 'Invalid samlResponse or relayState from identity provider'
    for (const [what, change, signedBy] of [
      ['by another key', {}, OTHER_KEYS],
      ['to another request', { inResponseTo: '_other' }, keys],
      ['to no request', { inResponseTo: '' }, keys],
      ['of another issuer', { issuer: '<saml:Issuer>https://evil.example</saml:Issuer>' }, keys],
      ['for another destination', { destination: 'https://evil.example/saml2/logout' }, keys],
      ['without a destination', { destination: '' }, keys],
    ] as const) {
      test(`takes no answer ${what}`, async () =>
        onPage(await answerTo(await begin(await signedIn()), change, signedBy), INVALID))
    }

    test('takes no answer without a signature, and no other message', async () => {
      const { id, relayState } = await begin(await signedIn())
      const RelayState = relayState ?? ''
      const parts = logoutParts({
        inResponseTo: id,
        destination: await endpoint(),
        content: status('Success'),
      })
      const unsigned = logoutXml('LogoutResponse', parts)
      const request = sign(logoutXml('LogoutRequest', parts), parts.id, keys)
      const ofSignIn = sign(unsigned.replaceAll('LogoutResponse', 'Response'), parts.id, keys)
      for (const xml of [unsigned, request, ofSignIn, '<a>', '']) {
        const SAMLResponse = Buffer.from(xml || ' ').toString('base64')
        onPage(await post({ SAMLResponse, RelayState }), INVALID)
      }
      const SAMLResponse = Buffer.from(sign(unsigned, parts.id, keys)).toString('base64')
      onPage(await post({ SAMLResponse, RelayState: 'forged' }), INVALID)
      onPage(await post({ SAMLResponse }), 'No SAMLResponse/State/RelayState provided')
      onPage(await post({ RelayState }), 'No SAMLResponse/State/RelayState provided')
    })

    test('says so if the provider did not end its session', async () => {
      const sent = await begin(await signedIn())
      const place = await answerTo(sent, { content: status('Responder') })
      onPage(place, 'Error in SAML Identity Provider; the sign-out there has failed')
      assert.equal((await openBrowser(site).get(`${place.pathname}${place.search}`)).status, 400)
    })

    // The last one: time passes.
    test('takes an answer for five minutes', async () => {
      const sent = await begin(await signedIn())
      house.passTime(4 * 60_000 + 50_000)
      assert.equal((await answerTo(sent)).href, LOGOUT)
      house.passTime(11_000)
      onPage(await answerTo(sent), INVALID)
    })
  })
})
