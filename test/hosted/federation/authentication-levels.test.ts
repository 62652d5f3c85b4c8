// Authentication levels on the pages of a domain and through providers: `acr_values`, `acr` and `amr`.
import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import {
  AdminLinkProviderForUserCommand,
  AdminSetUserMFAPreferenceCommand,
  AssociateSoftwareTokenCommand,
  InitiateAuthCommand,
  SetUserPoolMfaConfigCommand,
  VerifySoftwareTokenCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import { codeAt, STEP } from '../../support/authenticator-app.ts'
import { usePoolhouse } from '../../support/poolhouse.ts'
import { newClient, PASSWORD } from '../../support/pools.ts'
import {
  asking,
  CALLBACK,
  claimsOf,
  csrfOf,
  locationOf,
  onBoth,
  openBrowser,
  queryOf,
  redeem,
  type Site,
  signInOn,
} from '../oauth/site.ts'
import { useOidcIdp } from './oidc-idp.ts'
import { begin, codeAt as codeOf, openFederated, placeOf, signInAt } from './site.ts'

const LOA = (level: number) => `urn:cognito:loa:${level}`

onBoth((database) => {
  const started = Date.now()
  let now = started
  const house = usePoolhouse({
    database,
    authenticationLevels: true,
    clock: () => started,
    federation: { privateAddresses: true },
  })
  const idp = useOidcIdp()
  let site: Site
  let secret: string

  function passTime(milliseconds: number): void {
    now += milliseconds
    house.passTime(milliseconds)
  }

  before(async () => {
    const AcrMapping = { Level1: 'low', Level3: 'high' }
    site = await openFederated(house, idp, {
      provider: { AcrMapping },
      client: { ExplicitAuthFlows: ['ALLOW_USER_AUTH'] },
    })
    secret = await registerApp()
  })

  /** Of alice, of whom no sign-in asks a second factor. */
  async function registerApp(): Promise<string> {
    const root = house.client()
    const { id: ClientId } = await newClient(root, site.pool, {
      ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH'],
    })
    await root.send(
      new SetUserPoolMfaConfigCommand({
        UserPoolId: site.pool,
        MfaConfiguration: 'OPTIONAL',
        SoftwareTokenMfaConfiguration: { Enabled: true },
      }),
    )
    const AuthParameters = { USERNAME: 'alice', PASSWORD }
    const { AuthenticationResult } = await root.send(
      new InitiateAuthCommand({ ClientId, AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters }),
    )
    const AccessToken = AuthenticationResult?.AccessToken
    const { SecretCode = '' } = await root.send(new AssociateSoftwareTokenCommand({ AccessToken }))
    const UserCode = codeAt(SecretCode, now)
    await root.send(new VerifySoftwareTokenCommand({ AccessToken, UserCode }))
    await root.send(
      new AdminSetUserMFAPreferenceCommand({
        UserPoolId: site.pool,
        Username: 'alice',
        SoftwareTokenMfaSettings: { Enabled: false },
      }),
    )
    passTime(STEP)
    return SecretCode
  }

  /** What the tokens for a code show; both show the same, also after a refresh. */
  async function shown(place: URL): Promise<unknown[]> {
    assert.equal(place.origin + place.pathname, CALLBACK, place.href)
    const { json } = await redeem(site, place.searchParams.get('code') ?? assert.fail(place.href))
    const refreshed = await redeem(site, '', {
      grant_type: 'refresh_token',
      redirect_uri: undefined,
      code: undefined,
      refresh_token: json.refresh_token,
    })
    const [{ acr, amr }, ...others] = [json.id_token, json.access_token, refreshed.json.id_token].map(
      claimsOf,
    )
    for (const other of others) assert.deepEqual([other.acr, other.amr], [acr, amr])
    return [acr, amr]
  }

  const wishing = (acr_values: string, more: Record<string, string> = {}) =>
    asking(site, { acr_values, ...more })

  /** Signs in with password and app. */
  async function byApp(
    browser: ReturnType<typeof openBrowser>,
    parameters: Record<string, string>,
  ): Promise<URL> {
    const challenged = locationOf(await signInOn(browser, parameters))
    const path = challenged.pathname + challenged.search
    const page = await browser.get(path)
    const csrf = await csrfOf(page)
    const place = locationOf(await browser.post(path, { csrf, code: codeAt(secret, now) }))
    passTime(STEP)
    return place
  }

  describe('a sign-in on the pages', () => {
    test('shows its level, and goes on with a second factor where one is wished for', async () => {
      const plain = locationOf(await signInOn(openBrowser(site), asking(site)))
      assert.deepEqual(await shown(plain), [LOA(1), ['pwd']])
      const place = await byApp(openBrowser(site), wishing(`urn:unknown ${LOA(4)}`))
      assert.deepEqual(await shown(place), [LOA(4), ['pwd', 'otp', 'mfa']])
    })

    test('is repeated for a higher level, and its session then has that level', async () => {
      const browser = openBrowser(site)
      await signInOn(browser, asking(site))
      const authorize = (parameters: Record<string, string>) =>
        browser.get(`/oauth2/authorize${queryOf(parameters)}`).then(locationOf)
      assert.deepEqual(await shown(await authorize(wishing(LOA(1)))), [LOA(1), ['pwd']])
      assert.match((await authorize(wishing(LOA(4)))).pathname, /\/login$/)
      const silent = await authorize(wishing(LOA(4), { prompt: 'none' }))
      assert.equal(silent.searchParams.get('error'), 'login_required')
      await byApp(browser, wishing(LOA(4)))
      for (const parameters of [wishing(LOA(4)), wishing(LOA(3)), asking(site)]) {
        assert.deepEqual(await shown(await authorize(parameters)), [LOA(4), ['pwd', 'otp', 'mfa']])
      }
    })

    test('is not refused for a level that the user cannot reach', async () => {
      const other = await openFederated(house, idp)
      const parameters = asking(other, { acr_values: LOA(4) })
      const browser = openBrowser(other)
      assert.ok(locationOf(await signInOn(browser, parameters)).searchParams.get('code'))
      const again = locationOf(await browser.get(`/oauth2/authorize${queryOf(parameters)}`))
      assert.ok(again.searchParams.get('code'), again.href)
    })
  })

  describe('a sign-in through a provider', () => {
    const grant = (sub: string, claims: object) => ({ claims: { sub, ...claims } })

    test('wishes for the level in the words of the provider', async () => {
      const acr_values = `${LOA(4)} ${LOA(3)} ${LOA(1)}`
      const address = await begin(site, openBrowser(site), { acr_values })
      assert.equal(address.searchParams.get('acr_values'), 'high low')
      const none = await begin(site, openBrowser(site), { acr_values: LOA(4) })
      assert.equal(none.searchParams.get('acr_values'), null)
    })

    test('has the level that the provider names, else the first, and its methods', async () => {
      const after = async (claims: object) =>
        shown(new URL(`${CALLBACK}?code=${await codeOf(site, idp, grant('jane', claims))}`))
      assert.deepEqual(await after({ acr: 'high', amr: ['pwd', 'hwk'] }), [LOA(3), ['pwd', 'hwk']])
      assert.deepEqual(await after({ acr: 'unknown' }), [LOA(1), ['fed']])
      assert.deepEqual(await after({ amr: 'pwd' }), [LOA(1), ['fed']])
    })

    test('proves no password of the user here, whatever the provider calls its methods', async () => {
      const root = house.client()
      await root.send(
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
      const scope = 'openid aws.cognito.signin.user.admin'
      const place = await signInAt(site, idp, grant('linked', { amr: ['pwd', 'sms'] }), { change: { scope } })
      const { json } = await redeem(site, place.searchParams.get('code') ?? assert.fail(place.href))
      const { amr, byProvider } = claimsOf(json.access_token)
      assert.deepEqual([amr, byProvider], [['pwd', 'sms'], undefined])
      for (const level of [3, 4]) {
        const { ChallengeName, AvailableChallenges = [] } = await root.send(
          new InitiateAuthCommand({
            ClientId: site.clientId,
            AuthFlow: 'USER_AUTH',
            AuthParameters: {
              USERNAME: 'alice',
              ACCESS_TOKEN: json.access_token,
              TARGET_ACR_VALUES: LOA(level),
            },
          }),
        )
        assert.equal(ChallengeName, 'SELECT_CHALLENGE')
        assert.ok(AvailableChallenges.includes('PASSWORD'))
      }
    })

    test('goes to the provider again for a higher level than that of the session', async () => {
      const browser = openBrowser(site)
      const address = await begin(site, browser)
      await browser.get(idp.comeBack(address, grant('john', { acr: 'low' })))
      const again = asking(site, { identity_provider: 'Idp', acr_values: LOA(3) })
      const place = placeOf(await browser.get(`/oauth2/authorize${queryOf(again)}`))
      assert.equal(place.origin, idp.issuer)
    })
  })
})
