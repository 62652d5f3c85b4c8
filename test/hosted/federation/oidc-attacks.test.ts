import assert from 'node:assert/strict'
import { createHash, createSecretKey, generateKeyPairSync } from 'node:crypto'
import { before, describe, test } from 'node:test'
import { exportSPKI, SignJWT } from 'jose'
import { createProvider } from '../../operations/identity-providers/providers.ts'
import { usePoolhouse } from '../../support/poolhouse.ts'
import { newPool } from '../../support/pools.ts'
import { asking, openBrowser, queryOf, type Site } from '../oauth/site.ts'
import { type Grant, json, type RightToken, useOidcIdp } from './oidc-idp.ts'
import { begin, codeAt, openFederated, placeOf, refusalAt } from './site.ts'

const house = usePoolhouse({ federation: { privateAddresses: true } })
const idp = useOidcIdp()
let site: Site

before(async () => {
  site = await openFederated(house, idp)
})

const NOT_PROCESSED = {
  error_description: 'Exception processing authorization code',
  state: 'state-1',
  error: 'server_error',
}
const invalid = (error_description: string) => ({
  error_description,
  state: 'state-1',
  error: 'invalid_request',
})

const grant = (idToken: Grant['idToken'], more: Partial<Grant> = {}): Grant => ({
  claims: { sub: 'victim', mail: 'victim@example.com' },
  ...(idToken && { idToken }),
  ...more,
})

/** A token whose payload differs from the right one. */
const changed = (change: object) => grant(({ payload, sign }: RightToken) => sign({ ...payload, ...change }))

async function noVictim(): Promise<void> {
  const { users } = await house.storage.stores.users.list({ userPoolId: site.pool, limit: 60 })
  assert.ok(!users.some(({ username }) => username === 'Idp_victim'))
}

describe('an ID token', () => {
  const now = () => Math.floor(Date.now() / 1000)
  const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')

  const attacks: ReadonlyArray<readonly [what: string, grant: () => Grant]> = [
    [
      'without a signature',
      () => grant(async ({ payload }) => `${encode({ alg: 'none' })}.${encode(payload)}.`),
    ],
    [
      'with the algorithm none and the signature of a right one',
      () =>
        grant(async ({ payload, sign }) => {
          const [, body, signature] = (await sign(payload)).split('.')
          return `${encode({ alg: 'none' })}.${body}.${signature}`
        }),
    ],
    [
      'signed by HS256 with the public key',
      () =>
        grant(async ({ payload, keys }) =>
          new SignJWT(payload)
            .setProtectedHeader({ alg: 'HS256', kid: 'key-1' })
            .sign(createSecretKey(Buffer.from(await exportSPKI(keys.publicKey)))),
        ),
    ],
    [
      'signed by HS256 with the secret of the client',
      () =>
        grant(({ payload }) =>
          new SignJWT(payload)
            .setProtectedHeader({ alg: 'HS256' })
            .sign(createSecretKey(Buffer.from('secret at the provider'.padEnd(32)))),
        ),
    ],
    [
      'signed by another key',
      () =>
        grant(({ payload, sign }) =>
          sign(payload, {}, generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey),
        ),
    ],
    [
      'changed after it was signed',
      () =>
        grant(async ({ payload, sign }) => {
          const [head, , signature] = (await sign(payload)).split('.')
          return `${head}.${encode({ ...payload, sub: 'victim' })}x.${signature}`
        }),
    ],
    ['for another audience', () => changed({ aud: 'another' })],
    ['for several audiences and another party', () => changed({ aud: ['poolhouse', 'b'], azp: 'b' })],
    ['that has expired', () => changed({ exp: now() - 60 })],
    ['without an expiry', () => changed({ exp: undefined })],
    ['from the future', () => changed({ nbf: now() + 600 })],
    ['with the nonce of another sign-in', () => changed({ nonce: 'another' })],
    ['without a nonce', () => changed({ nonce: undefined })],
    ['of another access token', () => changed({ at_hash: 'AAAAAAAAAAAAAAAAAAAAAA' })],
    ['that is none', () => grant(async () => 'x.y.z')],
    ['that is missing', () => grant(undefined, { more: { id_token: undefined } })],
  ]
  for (const [what, attack] of attacks) {
    test(`${what} is refused`, async () => {
      assert.deepEqual(await refusalAt(site, idp, attack()), NOT_PROCESSED)
      await noVictim()
    })
  }

  test('of another issuer is refused, and the issuer named', async () => {
    const other = changed({ iss: 'https://evil.example' })
    assert.deepEqual(await refusalAt(site, idp, other), invalid('Bad id_token issuer https://evil.example'))
    await noVictim()
  })

  test('whose digest of the access token is right is taken', async () => {
    const digest = createHash('sha256').update('token of the provider').digest().subarray(0, 16)
    const at_hash = digest.toString('base64url')
    const right = grant(({ payload, sign }) => sign({ ...payload, sub: 'digest', at_hash }))
    assert.ok(await codeAt(site, idp, { ...right, claims: { sub: 'digest' } }))
  })

  test('signed by a key that the provider has just begun to use is taken', async () => {
    assert.ok(await codeAt(site, idp, { claims: { sub: 'rotated' } }))
    await idp.rotateKeys()
    house.passTime(61_000) // keys are read again once a minute
    const real = Date.now
    Date.now = () => real() + 61_000
    try {
      assert.ok(await codeAt(site, idp, { claims: { sub: 'rotated' } }))
    } finally {
      Date.now = real
    }
  })
})

describe('the answers of a provider', () => {
  test('about another user than the ID token are refused', async () => {
    const swapped = grant(undefined, { userInfo: { sub: 'another', full_name: 'Another' } })
    const refusal = await refusalAt(site, idp, swapped)
    assert.deepEqual(refusal, invalid('Bad userInfo response: HTTP/1.1 200'))
    await noVictim()
  })

  test('that are errors are quoted', async () => {
    const token: Grant['token'] = (_, response) => json(response, { error: 'invalid_client' }, 401)
    assert.deepEqual(
      await refusalAt(site, idp, grant(undefined, { token })),
      invalid('Bad token response: HTTP/1.1 401 Unauthorized, entity: {"error":"invalid_client"}'),
    )
  })

  test('that are no JSON, or too large, are refused', async () => {
    const html: Grant['token'] = (_, response) => response.end('<html>')
    assert.deepEqual(await refusalAt(site, idp, grant(undefined, { token: html })), NOT_PROCESSED)
    const huge: Grant['token'] = (_, response) => response.end('x'.repeat(300_000))
    assert.deepEqual(
      await refusalAt(site, idp, grant(undefined, { token: huge })),
      invalid('Connection reset'),
    )
  })

  test('that end in the middle are refused', async () => {
    const cut: Grant['token'] = (request) => request.socket.destroy()
    assert.deepEqual(
      await refusalAt(site, idp, grant(undefined, { token: cut })),
      invalid('Connection reset'),
    )
  })
})

describe('a browser that comes back', () => {
  const ON_PAGE = /\/error\?error_description=Invalid\+State&error=invalid_request$/

  async function way(from = openBrowser(site)) {
    return { browser: from, back: idp.comeBack(await begin(site, from), { claims: { sub: 'way' } }) }
  }

  test('is refused if it is not the one that was sent', async () => {
    const { back } = await way()
    assert.match(placeOf(await openBrowser(site).get(back)).href, ON_PAGE)
    const other = openBrowser(site)
    await begin(site, other) // has a cookie of its own
    assert.match(placeOf(await other.get(back)).href, ON_PAGE)
  })

  test('is refused without a state, with a forged one and with a changed one', async () => {
    const { browser, back } = await way()
    const changedState = back.replace(/state=(.)/, (_, first) => `state=${first === 'A' ? 'B' : 'A'}`)
    for (const path of [
      '/oauth2/idpresponse?code=x',
      '/oauth2/idpresponse?code=x&state=forged',
      changedState,
    ]) {
      assert.match(placeOf(await browser.get(path)).href, ON_PAGE, path)
    }
  })

  test('is refused on another domain', async () => {
    const other = await openFederated(house, idp)
    const { browser, back } = await way()
    const cookie = browser.cookie('csrf-state') ?? assert.fail('no cookie')
    const elsewhere = back.replace(site.base, other.base)
    const response = await openBrowser(other).get(elsewhere, { headers: { cookie: `csrf-state=${cookie}` } })
    assert.match(placeOf(response).href, ON_PAGE)
  })

  test('is refused after five minutes', async () => {
    const { browser, back } = await way()
    house.passTime(5 * 60_000)
    assert.match(placeOf(await browser.get(back)).href, ON_PAGE)
  })

  test('is refused if the client no longer has the provider', async () => {
    const leaving = await openFederated(house, idp)
    const browser = openBrowser(leaving)
    const back = idp.comeBack(await begin(leaving, browser), { claims: { sub: 'late' } })
    await house.storage.transaction(({ identityProviders }) => identityProviders.delete(leaving.pool, 'Idp'))
    assert.match(placeOf(await browser.get(back)).href, /Login\+option\+is\+not\+available/)
  })

  test('signs in once: the second time it begins anew', async () => {
    const { browser, back } = await way()
    assert.ok(placeOf(await browser.get(back)).searchParams.get('code'))
    const again = placeOf(await browser.get(back))
    assert.equal(again.pathname, `${site.base}/oauth2/authorize`)
  })

  test('with the code of another provider of the pool is refused', async () => {
    const root = house.client()
    await createProvider(root, site.pool, 'Evil', {
      ProviderDetails: {
        client_id: 'poolhouse',
        authorize_scopes: 'openid',
        oidc_issuer: idp.issuer,
        attributes_request_method: 'GET',
      },
    })
    const browser = openBrowser(site)
    const first = await begin(site, browser)
    const second = await begin(site, browser)
    const back = new URL(idp.comeBack(second, { claims: { sub: 'swapped' } }), 'http://localhost')
    back.searchParams.set('state', first.searchParams.get('state') ?? '')
    const place = placeOf(await browser.get(`${back.pathname}${back.search}`))
    assert.deepEqual(Object.fromEntries(place.searchParams), NOT_PROCESSED)
  })
})

describe('a provider at a private address', () => {
  const closed = usePoolhouse()

  test('is not called, whatever says where it is', async () => {
    const root = closed.client()
    const pool = await newPool(root)
    const ProviderDetails = {
      client_id: 'poolhouse',
      authorize_scopes: 'openid',
      oidc_issuer: 'https://idp.example.com',
      attributes_request_method: 'GET',
    }
    await createProvider(root, pool, 'Idp', { ProviderDetails })
    const stored = await closed.storage.stores.identityProviders.find(pool, 'Idp')
    assert.ok(stored)
    const before = idp.asked.size
    await closed.storage.transaction(({ identityProviders }) =>
      identityProviders.save({ ...stored, details: { ...stored.details, oidc_issuer: idp.issuer } }),
    )
    const { federation } = await import('../../../src/gateways/federation/federation.ts')
    const gateway = federation({ privateAddresses: false }, Date.now)
    const provider = (await closed.storage.stores.identityProviders.find(pool, 'Idp')) ?? assert.fail()
    const journey = { redirectUri: 'https://a.example/', state: 's', nonce: 'n', codeVerifier: 'v' }
    await assert.rejects(gateway.addressAt(provider, journey, { prompts: [] }), { name: 'FederationRefused' })
    assert.equal(idp.asked.size, before)
  })

  test('asked parameters of a request reach no provider that the client does not have', async () => {
    const stranger = await openFederated(house, idp, { client: { SupportedIdentityProviders: ['COGNITO'] } })
    const query = queryOf(asking(stranger, { identity_provider: 'Idp' }))
    const place = placeOf(await openBrowser(stranger).get(`/oauth2/authorize${query}`))
    assert.match(place.href, /Login\+option\+is\+not\+available/)
  })
})
