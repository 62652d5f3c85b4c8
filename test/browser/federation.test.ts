// Real providers and a real browser: the way there and back, with the cookies that a browser really sends.
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, describe, test } from 'node:test'
// @ts-expect-error: it has no types
import { Provider } from 'oidc-provider'
import type { Browser, Page } from 'playwright-core'
import { newSamlKeys, partsOf, requestIn, signedResponse } from '../hosted/federation/saml-idp.ts'
import { openSaml } from '../hosted/federation/saml-site.ts'
import { attributesOf, openFederated } from '../hosted/federation/site.ts'
import { asking, CALLBACK, claimsOf, queryOf, redeem, type Site } from '../hosted/oauth/site.ts'
import { openBrowser } from '../support/browser.ts'
import type { Poolhouse } from '../support/poolhouse.ts'
import { openPublicHouse } from './public-house.ts'

const CLIENT = { client_id: 'poolhouse', client_secret: 'secret at the provider' }

let house: Poolhouse
let browser: Browser
let publicUrl: string
const closing: (() => unknown)[] = []

before(async () => {
  const place = await openPublicHouse()
  house = place.house
  publicUrl = place.publicUrl
  closing.push(() => place.close())
  browser = await openBrowser()
  closing.unshift(() => browser.close())
})

after(async () => {
  for (const close of closing) await close()
})

async function listen(server: Server): Promise<string> {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  closing.unshift(() => {
    server.closeAllConnections()
    server.close()
  })
  return `http://localhost:${(server.address() as AddressInfo).port}`
}

interface Way {
  readonly page: Page
  /** The address at which the client gets its answer. There is no server behind it. */
  readonly answer: Promise<URL>
}

/** Begins at the sign-in page and chooses the provider. */
async function choose(site: Site): Promise<Way> {
  const page = await (await browser.newContext()).newPage()
  const answer = page.waitForRequest((request) => request.url().startsWith(CALLBACK))
  await page.goto(`${publicUrl}${site.base}/login${queryOf(asking(site))}`)
  await page.getByRole('link', { name: 'Continue with Idp' }).click()
  return { page, answer: answer.then((request) => new URL(request.url())) }
}

async function usernameAfter(site: Site, { answer }: Way): Promise<string> {
  const address = await answer
  const code = address.searchParams.get('code') ?? assert.fail(address.href)
  return claimsOf((await redeem(site, code)).json.id_token)['cognito:username']
}

describe('in a real browser', () => {
  test('a user signs in at an OIDC provider, with PKCE and userInfo', async () => {
    const server = createServer()
    const issuer = await listen(server)
    const site = await openFederated(
      house,
      { clientId: CLIENT.client_id, issuer },
      {
        mapping: { email: 'email', email_verified: 'email_verified' },
      },
    )
    const provider = new Provider(issuer, {
      clients: [
        {
          ...CLIENT,
          redirect_uris: [`${publicUrl}${site.base}/oauth2/idpresponse`],
          token_endpoint_auth_method: 'client_secret_post',
        },
      ],
      pkce: { required: () => true },
      claims: { openid: ['sub'], email: ['email', 'email_verified'] },
      features: { devInteractions: { enabled: true } },
      findAccount: (_: unknown, id: string) => ({
        accountId: id,
        claims: () => ({ sub: id, email: `${id}@idp.example`, email_verified: true }),
      }),
    })
    server.on('request', provider.callback())
    const way = await choose(site)
    const { page } = way
    await page.locator('input[name=login]').fill('jane')
    await page.locator('input[name=password]').fill('any')
    await page.locator('button[type=submit]').click()
    await page.getByRole('button', { name: 'Continue' }).click()
    assert.equal(await usernameAfter(site, way), 'Idp_jane')
    const { email, email_verified } = await attributesOf(house, site.pool, 'Idp_jane')
    assert.deepEqual([email, email_verified], ['jane@idp.example', 'true'])
  })

  test('a user signs in at a SAML provider, whose form comes from another site', async () => {
    const keys = newSamlKeys()
    const server = createServer((request, response) => {
      const address = new URL(request.url ?? '', 'http://127.0.0.1')
      const asked = requestIn(address)
      const xml = Buffer.from(signedResponse(partsOf(asked), keys)).toString('base64')
      response.setHeader('content-type', 'text/html')
      response.end(`<form method="post" action="${asked.recipient}">
<input type="hidden" name="SAMLResponse" value="${xml}">
<input type="hidden" name="RelayState" value="${address.searchParams.get('RelayState')}">
<button>Sign in</button></form>`)
    })
    const sso = (await listen(server)).replace('localhost', '127.0.0.1') // another site than Poolhouse
    const site = await openSaml(house, keys)
    await house.storage.transaction(async ({ identityProviders }) => {
      const stored = (await identityProviders.lock(site.pool, 'Idp')) ?? assert.fail('no provider')
      const saml = stored.saml && {
        ...stored.saml,
        metadata: { ...stored.saml.metadata, singleSignOnUrl: `${sso}/sso` },
      }
      await identityProviders.save({ ...stored, saml })
    })
    const way = await choose(site)
    const { page } = way
    await page.getByRole('button', { name: 'Sign in' }).click()
    assert.equal(await usernameAfter(site, way), 'Idp_jane')
  })
})
