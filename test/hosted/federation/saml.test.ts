import assert from 'node:assert/strict'
import { createPublicKey, verify, X509Certificate } from 'node:crypto'
import { before, describe, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import {
  AdminLinkProviderForUserCommand,
  DescribeIdentityProviderCommand,
  GetSigningCertificateCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import type { SamlProvider } from '../../../src/domain/identity-providers/identity-provider.ts'
import { federation } from '../../../src/gateways/federation/federation.ts'
import { useProviderServer } from '../../gateways/federation/provider-server.ts'
import { SSO_URL } from '../../operations/identity-providers/providers.ts'
import { usePoolhouse } from '../../support/poolhouse.ts'
import { claimsOf, onBoth, openBrowser, redeem, type Site } from '../oauth/site.ts'
import {
  assertionOf,
  attribute,
  ENTITY,
  encrypted,
  type Parts,
  requestIn,
  responseOf,
  samlMetadata,
  sign,
  signedResponse,
} from './saml-idp.ts'
import { OTHER_KEYS, SAML_KEYS } from './saml-keys.ts'
import { assertSignedIn, beginSaml, openSaml, refusalIn, signInBySaml } from './saml-site.ts'
import { attributesOf } from './site.ts'

const keys = SAML_KEYS

onBoth((database) => {
  const house = usePoolhouse({ database, federation: { privateAddresses: true } })
  const provider = useProviderServer()
  let site: Site

  before(async () => {
    site = await openSaml(house, keys)
  })

  const right = (parts: Parts) => signedResponse(parts, keys)
  const named = (name: string) => ({ nameId: `<saml:NameID>${name}</saml:NameID>` })

  describe('a request to a SAML provider', () => {
    test('has the form of the service', async () => {
      const address = await beginSaml(site, openBrowser(site))
      assert.equal(`${address.origin}${address.pathname}`, SSO_URL)
      assert.deepEqual([...address.searchParams.keys()], ['SAMLRequest', 'RelayState'])
      const { xml, id, recipient, audience } = requestIn(address)
      assert.match(id, /^_[0-9a-f-]{36}$/)
      assert.ok(recipient.endsWith(`${site.base}/saml2/idpresponse`))
      assert.equal(audience, `urn:amazon:cognito:sp:${site.pool}`)
      assert.match(xml, / Destination="https:\/\/idp.example.com\/sso"/)
      assert.match(xml, / Version="2.0"/)
    })

    test('is signed with the key of the pool where the provider wants that', async () => {
      const signed = await openSaml(house, keys, { details: { RequestSigningAlgorithm: 'rsa-sha256' } })
      const address = await beginSaml(signed, openBrowser(signed))
      const [query, signature = ''] = address.search.slice(1).split('&Signature=')
      assert.match(query ?? '', /&SigAlg=http%3A%2F%2Fwww.w3.org%2F2001%2F04%2Fxmldsig-more%23rsa-sha256$/)
      const { Certificate = '' } = await house
        .client()
        .send(new GetSigningCertificateCommand({ UserPoolId: signed.pool }))
      const key = createPublicKey(
        new X509Certificate(Buffer.from(Certificate, 'base64')).publicKey.export({
          type: 'spki',
          format: 'pem',
        }),
      )
      const made = Buffer.from(decodeURIComponent(signature), 'base64')
      assert.ok(verify('sha256', Buffer.from(query ?? ''), key, made))
    })
  })

  describe('a sign-in through a SAML provider', () => {
    test('makes a user of the provider by the NameID, with the mapped attributes', async () => {
      const attributes =
        attribute('mail', 'jane@example.com') + attribute('name', 'Jane', 'Doe & Co').replace('&', '&amp;')
      const code = assertSignedIn(await signInBySaml(site, right, { attributes }))
      const { identities = '', ...rest } = await attributesOf(house, site.pool, 'Idp_jane')
      assert.deepEqual(rest, {
        email: 'jane@example.com',
        email_verified: 'false',
        name: '[Jane, Doe+%26+Co]',
      })
      const [identity] = JSON.parse(identities)
      assert.deepEqual([identity.userId, identity.issuer], ['jane', ENTITY])
      const claims = claimsOf((await redeem(site, code)).json.id_token)
      assert.equal(claims['cognito:username'], 'Idp_jane')
      assert.match(claims.nonce, /^[\w-]{171}$/)
    })

    test('takes a signature of the whole response, and both', async () => {
      assertSignedIn(
        await signInBySaml(site, (parts) => sign(responseOf(parts, assertionOf(parts), '_r'), '_r', keys)),
      )
      assertSignedIn(
        await signInBySaml(site, (parts) =>
          sign(responseOf(parts, sign(assertionOf(parts), parts.assertionId, keys), '_r'), '_r', keys),
        ),
      )
    })

    test('takes an encrypted assertion, which is signed itself or with the response', async () => {
      const { IdentityProvider } = await house
        .client()
        .send(new DescribeIdentityProviderCommand({ UserPoolId: site.pool, ProviderName: 'Idp' }))
      const certificate = IdentityProvider?.ProviderDetails?.ActiveEncryptionCertificate ?? ''
      assertSignedIn(
        await signInBySaml(site, async (parts) =>
          responseOf(parts, await encrypted(sign(assertionOf(parts), parts.assertionId, keys), certificate)),
        ),
      )
      assertSignedIn(
        await signInBySaml(site, async (parts) =>
          sign(responseOf(parts, await encrypted(assertionOf(parts), certificate), '_r'), '_r', keys),
        ),
      )
      const unsigned = await signInBySaml(site, async (parts) =>
        responseOf(parts, await encrypted(assertionOf(parts), certificate)),
      )
      assert.match(refusalIn(unsigned).error_description ?? '', /signature is invalid/)
    })

    test('does not tell what is wrong within an encrypted assertion that anyone may have changed', async () => {
      const { IdentityProvider } = await house
        .client()
        .send(new DescribeIdentityProviderCommand({ UserPoolId: site.pool, ProviderName: 'Idp' }))
      const certificate = IdentityProvider?.ProviderDetails?.ActiveEncryptionCertificate ?? ''
      const broken = (xml: string) =>
        xml.replace(
          /(<(?:\w+:)?CipherValue>)[^<]*(<\/(?:\w+:)?CipherValue>(?![\s\S]*CipherValue))/,
          '$1AAAA$2',
        )
      const wrong = [
        async (parts: Parts) => broken(await encrypted(assertionOf(parts), certificate)),
        () => encrypted('no XML', certificate),
        () => encrypted('<a/>', certificate),
        (parts: Parts) => encrypted(assertionOf(parts), certificate),
        (parts: Parts) => encrypted(sign(assertionOf(parts), parts.assertionId, OTHER_KEYS), certificate),
      ]
      for (const make of wrong) {
        const place = await signInBySaml(site, async (parts) => responseOf(parts, await make(parts)))
        assert.equal(
          refusalIn(place).error_description,
          'Invalid SAML response received: SAML Assertion signature is invalid. ',
        )
      }
    })

    test('tells names apart that differ by white space which is none of XML', async () => {
      assertSignedIn(await signInBySaml(site, right, named('\n  owner\n')))
      assertSignedIn(await signInBySaml(site, right, named('owner\u00a0')))
      const { users } = await house.storage.stores.users.list({ userPoolId: site.pool, limit: 60 })
      const names = users.map(({ username }) => username)
      assert.ok(names.includes('Idp_owner') && names.includes('Idp_owner\u00a0'))
    })

    test('takes nothing but encrypted assertions where EncryptedResponses is set', async () => {
      const strict = await openSaml(house, keys, { details: { EncryptedResponses: 'true' } })
      assert.deepEqual(refusalIn(await signInBySaml(strict, right)), {
        error_description: 'Invalid SAML response received: The assertion is not encrypted. ',
        state: 'state-1',
        error: 'server_error',
      })
    })

    test('keeps the case of a NameID in the identity where the pool ignores case', async () => {
      const caseless = await openSaml(house, keys, {
        pool: { UsernameConfiguration: { CaseSensitive: false } },
      })
      assertSignedIn(await signInBySaml(caseless, right, named('Jane')))
      const refused = refusalIn(await signInBySaml(caseless, right, named('jane')))
      assert.equal(
        refused.error_description,
        'Invalid SAML response received: Already found an entry for username idp_jane. ',
      )
    })

    test('signs in as the user that the identity is linked to', async () => {
      await house.client().send(
        new AdminLinkProviderForUserCommand({
          UserPoolId: site.pool,
          DestinationUser: { ProviderName: 'Cognito', ProviderAttributeValue: 'alice' },
          SourceUser: {
            ProviderName: 'Idp',
            ProviderAttributeName: 'Cognito_Subject',
            ProviderAttributeValue: 'linked',
          },
        }),
      )
      const code = assertSignedIn(await signInBySaml(site, right, named('linked')))
      assert.equal(claimsOf((await redeem(site, code)).json.id_token)['cognito:username'], 'alice')
    })

    test('fails in the words of SAML', async () => {
      const strict = await openSaml(house, keys, {
        pool: { Schema: [{ Name: 'email', Required: true, Mutable: true }] },
      })
      assert.deepEqual(refusalIn(await signInBySaml(strict, right)), {
        error_description:
          'Invalid SAML response received: Invalid user attributes: email: The attribute is required',
        state: 'state-1',
        error: 'server_error',
      })
      const long = 'x'.repeat(125)
      assert.deepEqual(refusalIn(await signInBySaml(site, right, named(long))), {
        error_description: `Invalid SAML response received: 1 validation error detected: Value 'Idp_${long}' at 'userName' failed to satisfy constraint: Member must have length less than or equal to 128`,
        state: 'state-1',
        error: 'server_error',
      })
      const status =
        '<samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Responder"><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:RequestDenied"/></samlp:StatusCode>'
      assert.deepEqual(refusalIn(await signInBySaml(site, right, { status })), {
        error_description:
          'Error in SAML Identity Provider; urn:oasis:names:tc:SAML:2.0:status:RequestDenied: No SAML assertion found in the SAML response. ',
        state: 'state-1',
        error: 'access_denied',
      })
    })
  })

  describe('metadata at an address', () => {
    test('is read again after six hours, and kept while it cannot be read', async () => {
      const [first, second] = [keys, OTHER_KEYS]
      let text = samlMetadata(first)
      let isDown = false
      provider.answers.set('/rotating', (_, response) => response.writeHead(isDown ? 500 : 200).end(text))
      const ProviderDetails = { MetadataURL: `${provider.url}/rotating` }
      const moving = await openSaml(house, keys, { provider: { ProviderDetails } })
      text = samlMetadata(second)
      assert.match(
        refusalIn(await signInBySaml(moving, (parts) => signedResponse(parts, second))).error ?? '',
        /server_error/,
      )
      assertSignedIn(await signInBySaml(moving, (parts) => signedResponse(parts, first)))
      await ageMetadata(moving)
      assertSignedIn(await signInBySaml(moving, (parts) => signedResponse(parts, second)))
      isDown = true
      await ageMetadata(moving)
      assertSignedIn(await signInBySaml(moving, (parts) => signedResponse(parts, second)))
    })

    test('is read once for all who come back meanwhile', async () => {
      const text = samlMetadata(keys)
      let asked = 0
      let answer = () => {}
      provider.answers.set('/shared', (_, response) => {
        asked++
        if (asked === 1) response.end(text)
        else answer = () => response.end(text)
      })
      const ProviderDetails = { MetadataURL: `${provider.url}/shared` }
      const busy = await openSaml(house, keys, { provider: { ProviderDetails } })
      await ageMetadata(busy)
      let arrived = 0
      const signIns = Array.from({ length: 6 }, (_, n) =>
        signInBySaml(
          busy,
          (parts) => {
            arrived++
            return signedResponse(parts, keys)
          },
          named(`shared-${n}`),
        ),
      )
      while (arrived < 6 || asked < 2) await pause(5)
      await pause(100) // for the last ones to ask, too, if they did
      answer()
      for (const place of await Promise.all(signIns)) assertSignedIn(place)
      assert.equal(asked, 2)
    })

    for (const [what, status] of [
      ['fails', 500],
      ['brings what is older', 200],
    ] as const) {
      test(`is not replaced by a slow reading that ${what}`, async () => {
        const rival = OTHER_KEYS
        const path = `/slow-${status}`
        const old = samlMetadata(keys)
        provider.answers.set(path, (_, response) => response.end(old))
        const ProviderDetails = { MetadataURL: provider.url + path }
        const raced = await openSaml(house, keys, { provider: { ProviderDetails } })
        await ageMetadata(raced)
        provider.answers.set(path, async (_, response) => {
          const readAt = Date.now() + 1000 // by another node, which began later
          const metadata = await federation({ privateAddresses: true }, Date.now).readMetadata({
            kind: 'document',
            text: samlMetadata(rival),
          })
          await changeMetadata(raced, (saml) => ({ ...saml, metadata, readAt }))
          response.writeHead(status).end(old)
        })
        assertSignedIn(await signInBySaml(raced, (parts) => signedResponse(parts, rival)))
        assertSignedIn(await signInBySaml(raced, (parts) => signedResponse(parts, rival), named('again')))
      })
    }

    test('is not read for each sign-in even if it says that its validity has ended', async () => {
      let readings = 0
      const text = samlMetadata(keys).replace(' entityID=', ' validUntil="2020-01-01T00:00:00Z" entityID=')
      provider.answers.set('/ended', (_, response) => {
        readings++
        response.end(text)
      })
      const ProviderDetails = { MetadataURL: `${provider.url}/ended` }
      const ended = await openSaml(house, keys, { provider: { ProviderDetails } })
      for (const name of ['one', 'two']) assertSignedIn(await signInBySaml(ended, right, named(name)))
      assert.equal(readings, 1)
    })
  })

  /** As if it was read six hours ago. */
  const ageMetadata = (of: Site) =>
    changeMetadata(of, (saml) => ({ ...saml, readAt: saml.readAt - 6 * 3_600_000 }))

  async function changeMetadata(
    { pool }: Site,
    change: (saml: SamlProvider) => SamlProvider | Promise<SamlProvider>,
  ): Promise<void> {
    await house.storage.transaction(async ({ identityProviders }) => {
      const stored = (await identityProviders.lock(pool, 'Idp')) ?? assert.fail('no provider')
      await identityProviders.save({ ...stored, saml: stored.saml && (await change(stored.saml)) })
    })
  }
})
