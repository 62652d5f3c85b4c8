import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import {
  AdminGetUserCommand,
  AdminListGroupsForUserCommand,
  AdminUserGlobalSignOutCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import { usePoolhouse } from '../../support/poolhouse.ts'
import { newClient } from '../../support/pools.ts'
import {
  asking,
  type Browser,
  CALLBACK,
  CODE_CLIENT,
  claimsOf,
  onBoth,
  openBrowser,
  postForm,
  queryOf,
  redeem,
  type Site,
  signInOn,
} from '../oauth/site.ts'
import { useOidcIdp } from './oidc-idp.ts'
import { attributesOf, begin, codeAt, openFederated, placeOf, refusalAt, signInAt } from './site.ts'

const OPEN = { privateAddresses: true }

onBoth((database) => {
  const house = usePoolhouse({ database, federation: OPEN })
  const idp = useOidcIdp()
  let site: Site

  before(async () => {
    site = await openFederated(house, idp)
  })

  const grant = (sub: string, more = {}) => ({ claims: { sub, mail: `${sub}@example.com`, ...more } })

  describe('a browser on its way to an OIDC provider', () => {
    test('is sent there with the parameters of the service, a nonce and a state', async () => {
      const address = await begin(site, openBrowser(site))
      assert.equal(`${address.origin}${address.pathname}`, `${idp.issuer}/authorize`)
      const { state, nonce, redirect_uri, ...rest } = Object.fromEntries(address.searchParams)
      assert.deepEqual(rest, { client_id: 'poolhouse', response_type: 'code', scope: 'openid email' })
      assert.ok(redirect_uri?.endsWith(`${site.base}/oauth2/idpresponse`))
      assert.ok(state && nonce && nonce.length >= 43)
    })

    test('takes a challenge along if the provider says that it can use one', async () => {
      idp.discovery = { code_challenge_methods_supported: ['plain', 'S256'] }
      house.passTime(11 * 60_000) // the discovery document is read again
      const address = await begin(site, openBrowser(site))
      assert.match(address.searchParams.get('code_challenge') ?? '', /^[\w-]{43}$/)
      assert.equal(address.searchParams.get('code_challenge_method'), 'S256')
      assert.ok(await codeAt(site, idp, grant('with-challenge')))
      assert.match(idp.tokenForms.at(-1)?.get('code_verifier') ?? '', /^[\w-]{43}$/)
      idp.discovery = {}
      house.passTime(11 * 60_000)
    })

    test('takes the hint and the prompts along', async () => {
      const address = await begin(site, openBrowser(site), { login_hint: 'jane', prompt: 'login consent' })
      assert.equal(address.searchParams.get('login_hint'), 'jane')
      assert.equal(address.searchParams.get('prompt'), 'login consent')
    })

    test('goes there by an identifier, by an e-mail address and by the button of the page', async () => {
      const other = await openFederated(house, idp, {
        provider: { IdpIdentifiers: ['example.com', 'staff'] },
      })
      for (const idp_identifier of ['staff', 'example.com', 'jane@example.com']) {
        const path = `/oauth2/authorize${queryOf(asking(other, { idp_identifier }))}`
        assert.equal(placeOf(await openBrowser(other).get(path)).origin, idp.issuer, idp_identifier)
      }
      const page = await (await openBrowser(other).get(`/login${queryOf(asking(other))}`)).text()
      const [, link = ''] = /href="([^"]*identity_provider=Idp[^"]*)"/.exec(page) ?? []
      assert.equal(placeOf(await openBrowser(other).get(link.replaceAll('&amp;', '&'))).origin, idp.issuer)
    })

    test('goes there at once if there is no other way to sign in, and no password is taken', async () => {
      const only = await openFederated(house, idp, { client: { SupportedIdentityProviders: ['Idp'] } })
      const browser = openBrowser(only)
      const query = queryOf(asking(only))
      assert.equal(placeOf(await browser.get(`/oauth2/authorize${query}`)).origin, idp.issuer)
      assert.equal(placeOf(await browser.get(`/login${query}`)).origin, idp.issuer)
      const posted = await browser.post(`/login${query}`, { username: 'alice', password: 'x' })
      assert.match(placeOf(posted).href, /Login\+option\+is\+not\+available/)
      for (const path of ['/signup', '/forgotPassword']) {
        assert.match(placeOf(await browser.get(`${path}${query}`)).href, /Login\+option\+is\+not\+available/)
      }
    })

    test('is told by the client if the provider cannot be reached', async () => {
      const details = { oidc_issuer: 'http://127.0.0.1:1' }
      const down = await openFederated(house, idp, { details })
      const place = await begin(down, openBrowser(down))
      assert.equal(place.origin + place.pathname, CALLBACK)
      assert.deepEqual(Object.fromEntries(place.searchParams), {
        error_description: 'Unable to contact well-known endpoint of the identity provider',
        state: 'state-1',
        error: 'invalid_request',
      })
    })
  })

  describe('a first sign-in through an OIDC provider', () => {
    test('creates a user of the provider, with the mapped attributes, its identity and its group', async () => {
      const scope = 'openid email profile'
      const place = await signInAt(site, idp, grant('Subject-1', { full_name: 'Jane Doe' }), {
        change: { scope },
      })
      const code = place.searchParams.get('code') ?? assert.fail(place.href)
      const Username = 'Idp_Subject-1'
      const user = await house.client().send(new AdminGetUserCommand({ UserPoolId: site.pool, Username }))
      assert.equal(user.UserStatus, 'EXTERNAL_PROVIDER')
      const { identities = '', ...attributes } = await attributesOf(house, site.pool, Username)
      assert.deepEqual(attributes, {
        email: 'Subject-1@example.com',
        email_verified: 'false',
        name: 'Jane Doe',
      })
      const [{ dateCreated, ...identity }] = JSON.parse(identities)
      assert.ok(dateCreated > 0)
      assert.deepEqual(identity, {
        userId: 'Subject-1',
        providerName: 'Idp',
        providerType: 'OIDC',
        issuer: null,
        primary: true,
      })
      const { Groups = [] } = await house
        .client()
        .send(new AdminListGroupsForUserCommand({ UserPoolId: site.pool, Username }))
      assert.deepEqual(
        Groups.map(({ GroupName }) => GroupName),
        [`${site.pool}_Idp`],
      )
      const { json } = await redeem(site, code)
      const claims = claimsOf(json.id_token)
      assert.equal(claims['cognito:username'], Username)
      assert.deepEqual(claims['cognito:groups'], [`${site.pool}_Idp`])
      assert.deepEqual(claims.identities[0].primary, 'true')
      assert.deepEqual(claims.identities[0].userId, 'Subject-1')
    })

    test('sends code and secret to the provider, and asks it for attributes', async () => {
      await codeAt(site, idp, { ...grant('asked'), userInfo: { sub: 'asked', full_name: 'From userInfo' } })
      const form = Object.fromEntries(idp.tokenForms.at(-1) ?? [])
      assert.deepEqual(Object.keys(form).sort(), [
        'client_id',
        'client_secret',
        'code',
        'grant_type',
        'redirect_uri',
      ])
      assert.equal(form.client_secret, 'secret at the provider')
      assert.deepEqual(idp.userInfoRequests.at(-1), {
        method: 'GET',
        authorization: 'Bearer token of the provider',
      })
      assert.equal((await attributesOf(house, site.pool, 'Idp_asked')).name, 'From userInfo')
    })

    test('puts a nonce into the ID token, its own where the client sends none', async () => {
      const idTokenOf = async (place: URL) => {
        const { json } = await redeem(site, place.searchParams.get('code') ?? assert.fail(place.href))
        return { claims: claimsOf(json.id_token), json }
      }
      const browser = openBrowser(site)
      const own = await idTokenOf(await signInAt(site, idp, grant('nonce'), { browser }))
      assert.match(own.claims.nonce, /^[\w-]{171}$/)
      const other = await idTokenOf(await signInAt(site, idp, grant('nonce')))
      assert.notEqual(other.claims.nonce, own.claims.nonce)
      const named = await idTokenOf(await signInAt(site, idp, grant('nonce'), { change: { nonce: 'n-1' } }))
      assert.equal(named.claims.nonce, 'n-1')
      const bySession = await idTokenOf(
        placeOf(await browser.get(`/oauth2/authorize${queryOf(asking(site))}`)),
      )
      assert.equal('nonce' in bySession.claims, false)
      const refreshed = await postForm(site, '/oauth2/token', {
        grant_type: 'refresh_token',
        client_id: site.clientId,
        refresh_token: own.json.refresh_token,
      })
      assert.equal('nonce' in claimsOf(refreshed.json.id_token), false)
    })

    test('names no event in its tokens, which can be revoked all the same', async () => {
      const root = house.client()
      const statusOf = async (at: Site, accessToken: string) =>
        (await fetch(`${at.url}/oauth2/userInfo`, { headers: { authorization: `Bearer ${accessToken}` } }))
          .status
      const plain = await openFederated(house, idp, { client: { EnableTokenRevocation: false } })
      for (const [at, isNamed] of [
        [site, false],
        [plain, true], // by nothing else
      ] as const) {
        const browser = openBrowser(at)
        const first = await signInAt(at, idp, grant('eventless'), { browser })
        const second = placeOf(await browser.get(`/oauth2/authorize${queryOf(asking(at))}`))
        const tokens: string[] = []
        for (const place of [first, second]) {
          const { json } = await redeem(at, place.searchParams.get('code') ?? assert.fail(place.href))
          assert.equal('event_id' in claimsOf(json.id_token), false)
          assert.equal('event_id' in claimsOf(json.access_token), isNamed)
          assert.equal(await statusOf(at, json.access_token), 200)
          tokens.push(json.access_token)
        }
        const named = { UserPoolId: at.pool, Username: 'Idp_eventless' }
        await root.send(new AdminUserGlobalSignOutCommand(named))
        for (const token of tokens) assert.equal(await statusOf(at, token), 401)
      }
    })

    test('asks for attributes by POST where the provider wants that; claims of the ID token win', async () => {
      const post = await openFederated(house, idp, { details: { attributes_request_method: 'POST' } })
      const userInfo = { sub: 'posted', mail: 'other@example.com', full_name: 'P' }
      await codeAt(post, idp, { ...grant('posted'), userInfo })
      assert.equal(idp.userInfoRequests.at(-1)?.method, 'POST')
      const { email, name } = await attributesOf(house, post.pool, 'Idp_posted')
      assert.deepEqual([email, name], ['posted@example.com', 'P'])
    })

    test('lower-cases the name where the pool ignores case, and nothing else', async () => {
      const caseless = await openFederated(house, idp, {
        pool: { UsernameConfiguration: { CaseSensitive: false } },
      })
      await codeAt(caseless, idp, grant('MixedCase'))
      const { identities = '' } = await attributesOf(house, caseless.pool, 'idp_mixedcase')
      assert.equal(JSON.parse(identities)[0].userId, 'MixedCase')
      assert.deepEqual(await refusalAt(caseless, idp, grant('mixedcase')), {
        error_description: 'Already found an entry for username idp_mixedcase. ',
        state: 'state-1',
        error: 'invalid_request',
      })
    })

    test('of sixteen at once makes one user', async () => {
      const outcomes = await Promise.all(
        Array.from({ length: 16 }, () => signInAt(site, idp, grant('sixteen'))),
      )
      for (const place of outcomes) assert.ok(place.searchParams.get('code'), place.href)
      const users = await house.storage.stores.users.list({ userPoolId: site.pool, limit: 60 })
      assert.equal(users.users.filter(({ username }) => username === 'Idp_sixteen').length, 1)
    })
  })

  describe('the session of the browser', () => {
    test('signs the user in again without the provider', async () => {
      const browser = openBrowser(site)
      await signInAt(site, idp, grant('single-sign-on'), { browser })
      const place = placeOf(await browser.get(`/oauth2/authorize${queryOf(asking(site))}`))
      assert.equal(place.origin + place.pathname, CALLBACK)
      assert.ok(place.searchParams.get('code'))
    })

    test('counts only for clients that take users who sign in that way', async () => {
      const root = house.client()
      const clientFor = async (...SupportedIdentityProviders: string[]) =>
        (await newClient(root, site.pool, { ...CODE_CLIENT, SupportedIdentityProviders })).id
      const [own, federated] = [await clientFor('COGNITO'), await clientFor('Idp')]
      const [ofPool, ofIdp] = [openBrowser(site), openBrowser(site)]
      await signInOn(ofPool, asking(site))
      await signInAt(site, idp, grant('one-way'), { browser: ofIdp })
      const answer = async (browser: Browser, client_id: string, path = '/oauth2/authorize') => {
        const place = placeOf(
          await browser.get(`${path}${queryOf(asking(site, { client_id, prompt: 'none' }))}`),
        )
        return place.searchParams.get('error') ?? (place.searchParams.has('code') ? 'code' : place.href)
      }
      for (const path of ['/oauth2/authorize', '/login']) {
        assert.equal(await answer(ofPool, own, path), 'code')
        assert.equal(await answer(ofPool, federated, path), 'login_required')
        assert.equal(await answer(ofIdp, federated, path), 'code')
        assert.equal(await answer(ofIdp, own, path), 'login_required')
      }
      const client_id = federated
      const asked = placeOf(await ofPool.get(`/oauth2/authorize${queryOf(asking(site, { client_id }))}`))
      assert.equal(asked.origin, idp.issuer)
    })
  })

  describe('a provider that refuses the user', () => {
    test('is quoted in the fragment in the implicit flow', async () => {
      const implicit = await openFederated(house, idp, { client: { AllowedOAuthFlows: ['implicit'] } })
      const refused = { ...grant('implicit'), claims: { sub: '' } }
      const place = await signInAt(implicit, idp, refused, { change: { response_type: 'token' } })
      assert.equal(place.search, '')
      assert.deepEqual(Object.fromEntries(new URLSearchParams(place.hash.slice(1))), {
        error_description: 'username attribute mapping required',
        state: 'state-1',
        error: 'invalid_request',
      })
    })

    test('is quoted to the client', async () => {
      const browser = openBrowser(site)
      const state = (await begin(site, browser)).searchParams.get('state') ?? ''
      const query = queryOf({ error: 'access_denied', error_description: 'No & thanks', state })
      const place = placeOf(await browser.get(`/oauth2/idpresponse${query}`))
      assert.deepEqual(Object.fromEntries(place.searchParams), {
        error_description: 'No & thanks',
        state: 'state-1',
        error: 'access_denied',
      })
    })
  })
})
