// Amplify's signInWithRedirect({ provider }), unchanged, through a real OIDC provider.
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, describe, test } from 'node:test'
import { UpdateUserPoolClientCommand } from '@aws-sdk/client-cognito-identity-provider'
// @ts-expect-error: it has no types
import { Provider } from 'oidc-provider'
import { openFederated } from '../hosted/federation/site.ts'
import { CODE_CLIENT, onBoth } from '../hosted/oauth/site.ts'
import { createProvider } from '../operations/identity-providers/providers.ts'
import { startApplication } from './amplify-page.ts'
import { openSecure, type SecurePlace } from './secure-place.ts'

const CLIENT = { client_id: 'poolhouse', client_secret: 'secret at the provider' }

onBoth((database) => {
  const server = createServer()
  let app: Awaited<ReturnType<typeof startApplication>>
  let it: SecurePlace
  let issuer: string
  let redirectUri = ''

  before(async () => {
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    issuer = `http://localhost:${(server.address() as AddressInfo).port}`
    const google = { oidc_issuer: issuer, authorize_url: `${issuer}/auth`, token_url: `${issuer}/token` }
    app = await startApplication()
    it = await openSecure({
      database,
      federation: { privateAddresses: true, socialEndpoints: { Google: google } },
    })
  })
  after(async () => {
    server.closeAllConnections()
    server.close()
    await it?.close()
    await app?.close()
  })

  /** A client of Amplify at a pool with the providers `Idp` and `Google`, which are the same server. */
  async function configureAll(): Promise<object> {
    const site = await openFederated(
      it.house,
      { clientId: CLIENT.client_id, issuer },
      {
        mapping: { email: 'email' },
        provider: { IdpIdentifiers: ['idp.example'] },
      },
    )
    const root = it.house.client()
    await createProvider(root, site.pool, 'Google', {
      ProviderType: 'Google',
      ProviderDetails: { ...CLIENT, authorize_scopes: 'openid email' },
      AttributeMapping: { email: 'email' },
    })
    await root.send(
      new UpdateUserPoolClientCommand({
        UserPoolId: site.pool,
        ClientId: site.clientId,
        ...CODE_CLIENT,
        CallbackURLs: [`${app.origin}/`],
        LogoutURLs: [`${app.origin}/`],
        SupportedIdentityProviders: ['COGNITO', 'Idp', 'Google'],
      }),
    )
    redirectUri = `${it.secureUrl}${site.base}/oauth2/idpresponse`
    return {
      userPoolId: site.pool,
      userPoolClientId: site.clientId,
      userPoolEndpoint: it.house.url,
      loginWith: {
        oauth: {
          domain: `${it.secureUrl.slice('https://'.length)}${site.base}`,
          scopes: ['openid', 'email', 'profile'],
          redirectSignIn: [`${app.origin}/`],
          redirectSignOut: [`${app.origin}/`],
          responseType: 'code',
        },
      },
    }
  }

  describe('Amplify in a browser', () => {
    let Cognito: object
    before(async () => {
      Cognito = await configureAll()
      const provider = new Provider(issuer, {
        clients: [
          { ...CLIENT, redirect_uris: [redirectUri], token_endpoint_auth_method: 'client_secret_post' },
        ],
        pkce: { required: () => false },
        claims: { openid: ['sub'], email: ['email'] },
        conformIdTokenClaims: false, // as Google, which has its claims in the ID token
        features: { devInteractions: { enabled: true } },
        findAccount: (_: unknown, id: string) => ({
          accountId: id,
          claims: () => ({ sub: id, email: `${id}@idp.example` }),
        }),
      })
      server.on('request', provider.callback())
    })

    const ways = [
      { provider: { custom: 'Idp' }, username: 'Idp_jane', providerName: 'Idp' },
      { provider: { idpIdentifier: 'idp.example' }, username: 'Idp_john', providerName: 'Idp' },
      { provider: 'Google', username: 'Google_jill', providerName: 'Google' },
    ]
    for (const { provider, username, providerName } of ways) {
      test(`signs in with redirect to ${JSON.stringify(provider)}, and out`, async () => {
        const context = await it.browser.newContext({ ignoreHTTPSErrors: true })
        const page = await context.newPage()
        const configure = () => page.evaluate(`amplify.configure(${JSON.stringify({ Cognito })})`)
        await page.goto(`${app.origin}/`)
        await configure()
        await page.evaluate(`void amplify.signInWithRedirect(${JSON.stringify({ provider })})`)
        const login = username.split('_')[1] ?? ''
        await page.locator('input[name=login]').fill(login)
        await page.locator('input[name=password]').fill('any')
        await page.locator('button[type=submit]').click()
        await page.getByRole('button', { name: 'Continue' }).click()
        await page.waitForURL(({ searchParams }) => searchParams.has('code'))
        await configure()
        await page.waitForFunction('amplify.getCurrentUser().then((user) => user.username, () => false)')
        const claims = (await page.evaluate(
          'amplify.fetchAuthSession().then(({ tokens }) => tokens.idToken.payload)',
        )) as { email: string; identities: { providerName: string; userId: string }[] }
        const user = (await page.evaluate('amplify.getCurrentUser()')) as { username: string }
        assert.equal(user.username, username)
        assert.equal(claims.email, `${login}@idp.example`)
        const [identity] = claims.identities
        assert.deepEqual([identity?.providerName, identity?.userId], [providerName, login])
        const end = page.waitForResponse(/\/logout\?/)
        await page.evaluate('void amplify.signOut()')
        assert.equal((await end).headers().location, `${app.origin}/`)
        await context.close()
      })
    }
  })
})
