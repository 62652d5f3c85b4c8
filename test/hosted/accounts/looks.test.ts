import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import {
  CreateManagedLoginBrandingCommand,
  CreateTermsCommand,
  CreateUserPoolDomainCommand,
  SetUICustomizationCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import { usePoolhouse } from '../../support/poolhouse.ts'
import { newClient, newPool } from '../../support/pools.ts'
import { CODE_CLIENT, onBoth, openBrowser, openSite, type Site } from '../oauth/site.ts'
import { openVisitor } from './visitor.ts'

const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)
const SVG = Buffer.from(
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9z"/></svg>',
)

onBoth((database) => {
  const house = usePoolhouse({ database })

  describe('the pages of version 1', () => {
    let site: Site
    before(async () => {
      site = await openSite(house)
    })

    test('end their style with the CSS of the client, or else of the pool, and show its logo', async () => {
      const look = async (visitedSite = site) => (await openVisitor(visitedSite).visit('/login')).text
      const plain = await look()
      assert.doesNotMatch(plain, /logo-customizable"/)
      const set = (ClientId: string | undefined, CSS: string) =>
        house
          .client()
          .send(new SetUICustomizationCommand({ UserPoolId: site.pool, ClientId, CSS, ImageFile: PIXEL }))
      await set(undefined, '.label-customizable {color: #123456;}')
      assert.match(await look(), /\.label-customizable \{color: #123456;\}<\/style>/)
      await set(site.clientId, '.label-customizable {color: #654321;}')
      const text = await look()
      assert.match(text, /#654321/)
      assert.doesNotMatch(text, /#123456/)

      const address = /<img class="logo-customizable" src="([^"]+)"/.exec(text)?.[1] ?? ''
      const image = await openBrowser(site).get(address)
      assert.equal(image.status, 200)
      assert.equal(image.headers.get('content-type'), 'image/png')
      assert.deepEqual(Buffer.from(await image.arrayBuffer()), PIXEL)
      const stale = await openBrowser(site).get(address.replace(/\d{14}/, '20200101000000'))
      assert.equal(stale.status, 404)
    })
  })

  describe('the pages of version 2', () => {
    let opened = 0
    const openBranded = async () => {
      const root = house.client()
      const pool = await newPool(root)
      const Domain = `brand-${opened++}` // letters by chance may be those of a reserved word
      await root.send(new CreateUserPoolDomainCommand({ UserPoolId: pool, Domain, ManagedLoginVersion: 2 }))
      const { id, secret } = await newClient(root, pool, CODE_CLIENT)
      const base = `/domains/${Domain}.auth.us-east-1`
      return { pool, clientId: id, secret, url: `${house.url}${base}`, base }
    }

    test('are not there for a client without a branding', async () => {
      const page = await openVisitor(await openBranded()).visit('/login')
      assert.equal(page.status, 403)
      assert.match(page.text, /Login pages unavailable\. Please contact an administrator\./)
    })

    test('have the colours and images of the branding', async () => {
      const site = await openBranded()
      await house.client().send(
        new CreateManagedLoginBrandingCommand({
          UserPoolId: site.pool,
          ClientId: site.clientId,
          Settings: {
            components: {
              form: { logo: { enabled: true } },
              primaryButton: { lightMode: { defaults: { backgroundColor: 'aa1122ff' } } },
            },
          },
          Assets: [{ Category: 'FORM_LOGO', ColorMode: 'LIGHT', Extension: 'SVG', Bytes: SVG }],
        }),
      )
      const { text } = await openVisitor(site).visit('/login')
      assert.match(text, /--primary:#aa1122ff/)
      assert.match(text, /name="csrf"/)
      const address = /<img class="logo-customizable" src="([^"]+)"/.exec(text)?.[1] ?? ''
      const image = await openBrowser(site).get(address)
      assert.equal(image.headers.get('content-type'), 'image/svg+xml')
      assert.match(image.headers.get('content-security-policy') ?? '', /^default-src 'none'; .*sandbox$/)
      assert.deepEqual(Buffer.from(await image.arrayBuffer()), SVG)
      for (const path of [
        `${address}/x`,
        address.replace(/[\w-]+\.svg/, 'x.svg'),
        '/assets/branding/',
        '/assets/logos/a/b',
      ]) {
        assert.equal((await openBrowser(site).get(path)).status, 404, path)
      }
    })

    test('name the terms at the sign-up, in the language of the page, once there are both', async () => {
      const site = await openBranded()
      const root = house.client()
      const place = { UserPoolId: site.pool, ClientId: site.clientId }
      await root.send(new CreateManagedLoginBrandingCommand({ ...place, UseCognitoProvidedValues: true }))
      const terms = (TermsName: string, Links: Record<string, string>) =>
        root.send(
          new CreateTermsCommand({ ...place, TermsName, TermsSource: 'LINK', Enforcement: 'NONE', Links }),
        )
      await terms('terms-of-use', {
        'cognito:default': 'https://example.com/terms',
        'cognito:german': 'https://example.com/agb',
      })
      const shown = async (lang: string) => (await openVisitor(site, { lang }).visit('/signup')).text
      assert.doesNotMatch(await shown('en'), /example\.com/)
      await terms('privacy-policy', { 'cognito:default': 'https://example.com/privacy' })
      assert.match(
        await shown('en'),
        /you agree to our <a href="https:\/\/example.com\/terms">Terms of use<\/a> and/,
      )
      const german = await shown('de')
      assert.match(german, /<a href="https:\/\/example.com\/agb">Nutzungsbedingungen<\/a>/)
      assert.match(german, /<a href="https:\/\/example.com\/privacy">Datenschutzerklärung<\/a>/)
    })
  })

  describe('the language of a page', () => {
    let site: Site
    before(async () => {
      site = await openSite(house)
    })

    const shown = (text: string) => /<html lang="([\w-]+)">/.exec(text)?.[1]

    test('is the one that is asked for, and sticks', async () => {
      const asked = openVisitor(site, { lang: 'ja' })
      assert.equal(shown((await asked.visit('/login')).text), 'ja')
      const later = openVisitor(site, {}, asked.browser)
      assert.equal(shown((await later.visit('/forgotPassword')).text), 'ja')
      assert.equal(shown((await openVisitor(site, { lang: 'xx' }, asked.browser).visit('/login')).text), 'ja')
    })

    test('is else the first of the browser that we have', async () => {
      const path = `/login?client_id=${site.clientId}&response_type=code&redirect_uri=https%3A%2F%2Fapp.example%2Fcallback`
      for (const [header, language] of [
        ['de-AT,en;q=0.5', 'de'],
        ['sv,fr-CA;q=0.8,en;q=0.9', 'en'],
        ['zh-Hant-HK', 'zh-TW'],
        ['zh', 'zh-CN'],
        ['pt', 'pt-BR'],
        ['nl;q=0,it;q=0.1', 'it'],
        ['', 'en'],
        [`${'x,'.repeat(5000)}de`, 'en'],
      ] as const) {
        const response = await openBrowser(site).get(path, { headers: { 'accept-language': header } })
        assert.equal(shown(await response.text()), language, header.slice(0, 40))
        assert.equal(response.headers.get('content-language')?.slice(0, 2), language.slice(0, 2))
      }
    })
  })
})
