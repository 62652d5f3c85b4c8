// Sign-ins that a SAML provider starts by itself.
import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import {
  UpdateIdentityProviderCommand,
  UpdateUserPoolClientCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import { createProvider } from '../../operations/identity-providers/providers.ts'
import { usePoolhouse } from '../../support/poolhouse.ts'
import {
  asking,
  CODE_CLIENT,
  claimsOf,
  onBoth,
  openBrowser,
  queryOf,
  redeem,
  type Site,
} from '../oauth/site.ts'
import { type Parts, samlMetadata, signedResponse } from './saml-idp.ts'
import { OTHER_KEYS, SAML_KEYS } from './saml-keys.ts'
import {
  assertSignedIn,
  openUnasked,
  postUnasked,
  refusalIn,
  relayStateOf,
  unaskedParts,
} from './saml-site.ts'
import { placeOf } from './site.ts'

const keys = SAML_KEYS
const MINUTE = 60_000
const ago = (milliseconds: number) => new Date(Date.now() - milliseconds).toISOString()

onBoth((database) => {
  const house = usePoolhouse({ database })
  let site: Site

  before(async () => {
    site = await openUnasked(house, keys)
  })

  async function unasked(change: Partial<Parts> = {}, relayState?: string): Promise<URL> {
    return postUnasked(site, signedResponse(await unaskedParts(site, change), keys), relayState)
  }

  describe('a sign-in that the provider starts', () => {
    test('leads to the client with a code, and to a session of the browser', async () => {
      const browser = openBrowser(site)
      const xml = signedResponse(await unaskedParts(site), keys)
      const code = assertSignedIn(await postUnasked(site, xml, undefined, browser))
      assert.equal(claimsOf((await redeem(site, code)).json.id_token)['cognito:username'], 'Idp_jane')
      assertSignedIn(placeOf(await browser.get(`/oauth2/authorize${queryOf(asking(site))}`)))
    })

    test('brings the state of its relay state along', async () => {
      const place = await unasked({}, relayStateOf(site, { state: 'from the portal' }))
      assertSignedIn(place)
      assert.equal(place.searchParams.get('state'), 'from the portal')
    })

    test('can name the provider by an identifier', async () => {
      await house.client().send(
        new UpdateIdentityProviderCommand({
          UserPoolId: site.pool,
          ProviderName: 'Idp',
          IdpIdentifiers: ['example.com'],
        }),
      )
      const named = new URLSearchParams(relayStateOf(site, { idp_identifier: 'example.com' }))
      named.delete('identity_provider')
      assertSignedIn(await unasked({}, `${named}`))
    })

    test('counts once, whatever the relay state of the second try', async () => {
      const xml = signedResponse(await unaskedParts(site), keys)
      assertSignedIn(await postUnasked(site, xml))
      for (const relayState of [relayStateOf(site), relayStateOf(site, { state: 'other' })]) {
        const { error, error_description } = refusalIn(await postUnasked(site, xml, relayState))
        assert.deepEqual(
          [error, error_description],
          ['server_error', 'Invalid SAML response received: The assertion was used before. '],
        )
      }
    })

    test('counts once among sixteen at the same time', async () => {
      const xml = signedResponse(await unaskedParts(site), keys)
      const places = await Promise.all(Array.from({ length: 16 }, () => postUnasked(site, xml)))
      assert.equal(places.filter(({ searchParams }) => searchParams.has('code')).length, 1)
    })

    for (const [what, named, change] of [
      ['that answers a request', 'InResponseTo', { requestId: '_some', inResponseTo: '_some' }],
      ['whose confirmation answers a request', 'SubjectConfirmation', { inResponseTo: '_some' }],
      ['that is older than six minutes', 'IssueInstant', { issuedAt: ago(6 * MINUTE + 1000) }],
      ['that is not issued yet', 'IssueInstant', { issuedAt: ago(-30 * MINUTE) }],
      ['without an instant', 'IssueInstant', { issuedAt: 'now' }],
      ['for another audience', 'Audience', { audience: 'urn:amazon:cognito:sp:us-east-1_Other0000' }],
      [
        'for another recipient',
        'SubjectConfirmation',
        { recipient: 'https://evil.example/saml2/idpresponse' },
      ],
    ] as ReadonlyArray<readonly [string, string, Partial<Parts>]>) {
      test(`${what} is refused`, async () => {
        const { error, error_description } = refusalIn(await unasked(change))
        assert.equal(error, 'server_error')
        assert.equal(error_description, `Invalid SAML response received: ${named} is invalid. `)
      })
    }

    test('is refused without a signature of the provider', async () => {
      const xml = signedResponse(await unaskedParts(site), OTHER_KEYS)
      assert.match(refusalIn(await postUnasked(site, xml)).error_description ?? '', /signature is invalid/)
    })
  })

  describe('no sign-in starts at the provider', () => {
    const onPage = async (other: Site, relayState: string | undefined, description: string) => {
      const xml = signedResponse(await unaskedParts(other), keys)
      const place = await postUnasked(other, xml, relayState)
      assert.equal(place.pathname, `${other.base}/error`, place.href)
      assert.equal(place.searchParams.get('error_description'), description)
      assert.equal((await openBrowser(other).get(`${place.pathname}${place.search}`)).status, 400)
    }
    const INVALID = 'Invalid samlResponse or relayState from identity provider'
    const INVALID_RELAY = 'Invalid relayState from identity provider'

    test('without IDPInit', async () => {
      for (const IDPInit of ['false', undefined]) {
        const closed = await openUnasked(house, keys, {
          provider: {
            ProviderDetails: { MetadataFile: samlMetadata(keys), ...(IDPInit && { IDPInit }) },
          },
        })
        await onPage(closed, undefined, INVALID)
      }
    })

    test('with a relay state that is no authorization request', async () => {
      await onPage(site, 'https://app.example/deep/link', INVALID)
    })

    test('for a redirect URI or a scope that the client does not have', async () => {
      await onPage(site, relayStateOf(site, { redirect_uri: 'https://evil.example/' }), INVALID_RELAY)
      await onPage(site, relayStateOf(site, { scope: 'openid admin' }), INVALID_RELAY)
      await onPage(site, relayStateOf(site, { client_id: 'another' }), INVALID_RELAY)
      await onPage(site, relayStateOf(site, { identity_provider: 'Other' }), INVALID_RELAY)
    })

    test('for a client that also takes the users of the pool, or of a provider of another type', async () => {
      for (const SupportedIdentityProviders of [
        ['COGNITO', 'Idp'],
        ['Okta', 'Idp'],
      ]) {
        const open = await openUnasked(house, keys)
        await createProvider(house.client(), open.pool, 'Okta')
        await house.client().send(
          new UpdateUserPoolClientCommand({
            UserPoolId: open.pool,
            ClientId: open.clientId,
            ...CODE_CLIENT,
            SupportedIdentityProviders,
          }),
        )
        await onPage(open, undefined, INVALID_RELAY)
      }
    })
  })
})
