import assert from 'node:assert/strict'
import { generateKeyPairSync } from 'node:crypto'
import { before, describe, test } from 'node:test'
import {
  type IdentityProviderTypeType,
  UpdateIdentityProviderCommand,
  UpdateUserPoolClientCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import { jwtVerify } from 'jose'
import { federation } from '../../../src/gateways/federation/federation.ts'
import { createProvider } from '../../operations/identity-providers/providers.ts'
import { usePoolhouse } from '../../support/poolhouse.ts'
import { asking, CODE_CLIENT, openBrowser, openSite, queryOf, type Site } from '../oauth/site.ts'
import { type Grant, json, useOidcIdp } from './oidc-idp.ts'
import { attributesOf, placeOf } from './site.ts'

const idp = useOidcIdp('app')
const addresses = () => ({
  authorize_url: `${idp.issuer}/authorize`,
  token_url: `${idp.issuer}/token`,
})
const house = usePoolhouse({
  federation: {
    privateAddresses: true,
    socialEndpoints: {
      get Google() {
        return { ...addresses(), oidc_issuer: idp.issuer }
      },
      get SignInWithApple() {
        return { ...addresses(), oidc_issuer: idp.issuer }
      },
      get Facebook() {
        return { ...addresses(), attributes_url: `${idp.issuer}/graph?fields=` }
      },
      get LoginWithAmazon() {
        return { ...addresses(), attributes_url: `${idp.issuer}/profile` }
      },
    },
  },
})
const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
let site: Site

const SECRET = { client_id: 'app', client_secret: 'secret of the app' }
const DETAILS: Partial<Record<IdentityProviderTypeType, Record<string, string>>> = {
  Google: { ...SECRET, authorize_scopes: 'email profile openid' },
  Facebook: { ...SECRET, authorize_scopes: 'public_profile, email' },
  LoginWithAmazon: { ...SECRET, authorize_scopes: 'profile' },
  SignInWithApple: {
    client_id: 'app',
    team_id: 'TEAM',
    key_id: 'KEY',
    private_key: pem.replace(/-----[A-Z ]+-----|\s/g, ''), // as it is often pasted
    authorize_scopes: 'email name',
  },
}
const MAPPINGS: Partial<Record<IdentityProviderTypeType, Record<string, string>>> = {
  SignInWithApple: { email: 'email', given_name: 'firstName', family_name: 'lastName' },
}

before(async () => {
  const root = house.client()
  site = await openSite(house)
  const types = Object.keys(DETAILS) as IdentityProviderTypeType[]
  for (const ProviderType of types) {
    await createProvider(root, site.pool, ProviderType, {
      ProviderType,
      ProviderDetails: DETAILS[ProviderType],
      AttributeMapping: MAPPINGS[ProviderType] ?? { email: 'email', name: 'name' },
    })
  }
  const client = { UserPoolId: site.pool, ClientId: site.clientId, ...CODE_CLIENT }
  await root.send(new UpdateUserPoolClientCommand({ ...client, SupportedIdentityProviders: types }))
})

async function begin(type: string, browser = openBrowser(site)) {
  const query = queryOf(asking(site, { identity_provider: type, login_hint: 'jane' }))
  return { browser, address: placeOf(await browser.get(`/oauth2/authorize${query}`)) }
}

async function signIn(type: string, grant: Grant): Promise<URL> {
  const { browser, address } = await begin(type)
  return placeOf(await browser.get(idp.comeBack(address, grant)))
}

/** Providers without OpenID Connect send no ID token. */
const plainToken: Grant['token'] = (_, response) =>
  json(response, { access_token: 'plain', token_type: 'bearer', expires_in: 60 })

describe('Google', () => {
  test('is asked with a nonce and the hint, and its ID token names the user', async () => {
    const { address } = await begin('Google')
    assert.ok(address.searchParams.get('nonce'))
    assert.equal(address.searchParams.get('login_hint'), 'jane')
    const claims = { sub: '109', email: 'jane@gmail.example', name: 'Jane' }
    const place = await signIn('Google', { claims })
    assert.ok(place.searchParams.get('code'), place.href)
    const { email, name } = await attributesOf(house, site.pool, 'Google_109')
    assert.deepEqual([email, name], ['jane@gmail.example', 'Jane'])
    assert.equal(idp.tokenMethods.at(-1), 'POST')
    assert.equal(idp.asked.get('/me'), undefined) // the claims of the ID token are enough
  })
})

describe('Facebook', () => {
  test('is asked without a nonce, and for the claims that are mapped', async () => {
    const { address } = await begin('Facebook')
    assert.equal(address.searchParams.get('nonce'), null)
    assert.equal(address.searchParams.get('login_hint'), null)
    assert.equal(address.searchParams.get('scope'), 'public_profile, email')
    let asked = ''
    idp.answers.set('/graph', (request, response) => {
      asked = `${request.url} ${request.headers.authorization}`
      json(response, { id: '77', email: 'jane@facebook.example', name: 'Jane F' })
    })
    const place = await signIn('Facebook', { claims: {}, token: plainToken })
    assert.ok(place.searchParams.get('code'), place.href)
    assert.equal(asked, '/graph?fields=id%2Cemail%2Cname Bearer plain')
    assert.equal((await attributesOf(house, site.pool, 'Facebook_77')).name, 'Jane F')
    assert.equal(idp.tokenMethods.at(-1), 'GET')
    assert.deepEqual([...(idp.tokenForms.at(-1)?.keys() ?? [])].sort(), [
      'client_id',
      'client_secret',
      'code',
      'grant_type',
      'redirect_uri',
    ])
  })

  test('is called at the version of its API that the owner names', async () => {
    const asked = { redirectUri: 'https://a.example/', state: 's', nonce: 'n', codeVerifier: 'v' }
    const gateway = federation({ privateAddresses: false }, Date.now)
    const address = async (api_version?: string) => {
      await house.client().send(
        new UpdateIdentityProviderCommand({
          UserPoolId: site.pool,
          ProviderName: 'Facebook',
          ProviderDetails: { ...DETAILS.Facebook, ...(api_version && { api_version }) },
        }),
      )
      const provider = await house.storage.stores.identityProviders.find(site.pool, 'Facebook')
      const place = new URL(await gateway.addressAt(provider ?? assert.fail(), asked, { prompts: [] }))
      return place.origin + place.pathname
    }
    assert.equal(await address('v19.0'), 'https://www.facebook.com/v19.0/dialog/oauth')
    assert.equal(await address(), 'https://www.facebook.com/v17.0/dialog/oauth')
  })

  test('that refuses the code is named with its status', async () => {
    const token: Grant['token'] = (_, response) => json(response, { error: {} }, 400)
    const place = await signIn('Facebook', { claims: {}, token })
    assert.equal(place.searchParams.get('error_description'), 'Facebook Error - 400 error getting token')
  })
})

describe('Login with Amazon', () => {
  test('names the user by user_id', async () => {
    idp.answers.set('/profile', (_, response) =>
      json(response, { user_id: 'amzn1.account.A', email: 'jane@amazon.example', name: 'Jane A' }),
    )
    const place = await signIn('LoginWithAmazon', { claims: {}, token: plainToken })
    assert.ok(place.searchParams.get('code'), place.href)
    const { email } = await attributesOf(house, site.pool, 'LoginWithAmazon_amzn1.account.A')
    assert.equal(email, 'jane@amazon.example')
    assert.equal(idp.tokenMethods.at(-1), 'POST')
  })

  test('without the claim that names the user is refused', async () => {
    idp.answers.set('/profile', (_, response) => json(response, { name: 'Nobody' }))
    const place = await signIn('LoginWithAmazon', { claims: {}, token: plainToken })
    assert.equal(place.searchParams.get('error_description'), 'username attribute mapping required')
  })
})

describe('Sign in with Apple', () => {
  test('answers by a form, is authenticated to by a signed secret, and tells the name once', async () => {
    const { browser, address } = await begin('SignInWithApple')
    assert.equal(address.searchParams.get('response_mode'), 'form_post')
    const back = new URL(
      idp.comeBack(address, { claims: { sub: '001.a', email: 'j@apple.example' } }),
      site.url,
    )
    const user = JSON.stringify({ name: { firstName: 'Jane', lastName: 'Doe' }, email: 'other@example.com' })
    // A form of another site, with which a browser sends no cookie.
    const posted = await openBrowser(site).post(back.pathname, {
      ...Object.fromEntries(back.searchParams),
      user,
    })
    const place = placeOf(await browser.get(placeOf(posted).pathname + placeOf(posted).search))
    assert.ok(place.searchParams.get('code'), place.href)
    const { email, given_name, family_name } = await attributesOf(house, site.pool, 'SignInWithApple_001.a')
    assert.deepEqual([email, given_name, family_name], ['j@apple.example', 'Jane', 'Doe'])
    const secret = idp.tokenForms.at(-1)?.get('client_secret') ?? ''
    const { payload, protectedHeader } = await jwtVerify(secret, publicKey)
    assert.deepEqual(protectedHeader, { alg: 'ES256', kid: 'KEY' })
    const { iss, sub, aud, iat = 0, exp = 0 } = payload
    assert.deepEqual([iss, sub, aud, exp - iat], ['TEAM', 'app', 'https://appleid.apple.com', 300])
  })
})
