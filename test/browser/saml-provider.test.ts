// A SAML provider of others in a real browser: signed requests, encrypted assertions, sign-ins begun here and there, and
// single logout both ways.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { GetSigningCertificateCommand } from '@aws-sdk/client-cognito-identity-provider'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { describeWith } from '../clients/installed-client.ts'
import { attributesOf, openFederated } from '../hosted/federation/site.ts'
import {
  asking,
  CALLBACK,
  claimsOf,
  LOGOUT,
  onBoth,
  queryOf,
  redeem,
  type Site,
} from '../hosted/oauth/site.ts'
import { describeProvider } from '../operations/identity-providers/providers.ts'
import { openBrowser } from '../support/browser.ts'
import { openPublicHouse, type PublicHouse } from './public-house.ts'
import { PROBE, type Pysaml2, startPysaml2 } from './pysaml2.ts'

describeWith(PROBE, 'with pysaml2 as the SAML provider', () => {
  let idp: Pysaml2
  let browser: Browser

  before(async () => {
    idp = await startPysaml2()
    browser = await openBrowser()
  })
  after(async () => {
    await browser?.close()
    await idp?.close()
  })

  onBoth((database) => {
    let open: PublicHouse
    let site: Site
    let context: BrowserContext

    before(async () => {
      open = await openPublicHouse({ database })
      site = await openSite()
      await idp.addService(await metadataOf(site))
      context = await browser.newContext()
    })
    after(async () => {
      await context?.close()
      await open?.close()
    })

    function openSite(): Promise<Site> {
      const ProviderDetails = {
        MetadataURL: `${idp.address}/metadata`,
        IDPInit: 'true',
        IDPSignout: 'true',
        EncryptedResponses: 'true',
        RequestSigningAlgorithm: 'rsa-sha256',
      }
      return openFederated(
        open.house,
        { clientId: '', issuer: '' },
        {
          mapping: {
            email: 'urn:mace:dir:attribute-def:mail',
            name: 'urn:mace:dir:attribute-def:displayName',
          },
          client: { SupportedIdentityProviders: ['Idp'] },
          provider: { ProviderType: 'SAML', ProviderDetails },
        },
      )
    }

    const entityOf = ({ pool }: Site) => `urn:amazon:cognito:sp:${pool}`

    /** What an administrator tells the provider about the pool. */
    async function metadataOf({ pool, base }: Site): Promise<string> {
      const root = open.house.client()
      const { Certificate } = await root.send(new GetSigningCertificateCommand({ UserPoolId: pool }))
      const { ProviderDetails } = await describeProvider(root, pool, 'Idp')
      const key = (use: string, certificate = '') =>
        `<md:KeyDescriptor use="${use}"><ds:KeyInfo><ds:X509Data><ds:X509Certificate>${certificate}</ds:X509Certificate></ds:X509Data></ds:KeyInfo></md:KeyDescriptor>`
      const post = 'Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST"'
      return `<md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" xmlns:ds="http://www.w3.org/2000/09/xmldsig#" entityID="urn:amazon:cognito:sp:${pool}">
<md:SPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol" AuthnRequestsSigned="true">
${key('signing', Certificate)}${key('encryption', ProviderDetails?.ActiveEncryptionCertificate)}
<md:SingleLogoutService ${post} Location="${open.publicUrl}${base}/saml2/logout"/>
<md:AssertionConsumerService ${post} Location="${open.publicUrl}${base}/saml2/idpresponse" index="0" isDefault="true"/>
</md:SPSSODescriptor></md:EntityDescriptor>`
    }

    /** Goes on until the client gets its answer. There is no server behind it. */
    async function reaches(page: Page, address: string, act: () => Promise<unknown>): Promise<URL> {
      const answer = page.waitForRequest((request) => request.url().startsWith(address))
      await act()
      return new URL((await answer).url())
    }

    const authorize = () => `${open.publicUrl}${site.base}/oauth2/authorize${queryOf(asking(site))}`

    async function signIn(page: Page): Promise<URL> {
      await page.goto(authorize())
      await page.locator('input[name=user]').fill('jane')
      return reaches(page, CALLBACK, () => page.getByRole('button', { name: 'Sign in' }).click())
    }

    const isSignedIn = async () => {
      const page = await context.newPage()
      const asked = page.waitForRequest(
        (request) => request.url().startsWith(CALLBACK) || request.url().startsWith(`${idp.address}/sso`),
      )
      await page.goto(authorize()).catch(() => undefined)
      return (await asked).url().startsWith(CALLBACK)
    }

    test('a user signs in with an encrypted assertion, and out at both', async () => {
      const page = await context.newPage()
      const code = (await signIn(page)).searchParams.get('code') ?? assert.fail('no code')
      const claims = claimsOf((await redeem(site, code)).json.id_token)
      const {
        identities = '',
        email,
        name,
      } = await attributesOf(open.house, site.pool, claims['cognito:username'])
      assert.deepEqual([email, name], ['jane@idp.example', '[Jane, Doe]'])
      assert.equal(JSON.parse(identities)[0].issuer, `${idp.address}/metadata`)
      assert.equal(await isSignedIn(), true)
      const query = queryOf({ client_id: site.clientId, logout_uri: LOGOUT })
      const last = await reaches(page, LOGOUT, () =>
        page.goto(`${open.publicUrl}${site.base}/logout${query}`).catch(() => undefined),
      )
      assert.equal(last.href, LOGOUT)
      assert.equal(await isSignedIn(), false)
    })

    test('a user starts at the provider, and signs out there', async () => {
      const page = await context.newPage()
      const { state: _, ...asked } = asking(site)
      const relay = queryOf({ identity_provider: 'Idp', ...asked }).slice(1)
      const portal = `${idp.address}/portal${queryOf({ service: entityOf(site), relay })}`
      await page.goto(portal)
      await page.locator('input[name=user]').fill('kim')
      const place = await reaches(page, CALLBACK, () =>
        page.getByRole('button', { name: 'Open the app' }).click(),
      )
      assert.ok(place.searchParams.has('code'), place.href)
      assert.equal(await isSignedIn(), true)
      await page.goto(portal)
      await page.getByRole('button', { name: 'Sign out everywhere' }).click()
      await page.getByText('Signed out everywhere').waitFor()
      assert.equal(await isSignedIn(), false)
    })
  })
})
