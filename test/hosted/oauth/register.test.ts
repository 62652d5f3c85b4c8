import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import {
  DescribeUserPoolClientCommand,
  ListUserPoolClientsCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import { MAX_CLIENTS } from '../../../src/domain/clients/client-quota.ts'
import { requestedSettings } from '../../../src/domain/clients/requested-settings.ts'
import { usePoolhouse } from '../../support/poolhouse.ts'
import { newClient, newUser } from '../../support/pools.ts'
import {
  addResourceServer,
  asking,
  basic,
  CALLBACK,
  CODE_CLIENT,
  codeFor,
  onBoth,
  openSite,
  postForm,
  redeem,
  type Site,
} from './site.ts'

onBoth((database) => {
  const house = usePoolhouse({ database })

  async function register(site: Site, metadata: unknown, authorization?: string) {
    const response = await fetch(`${site.url}/oauth2/register`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(authorization && { authorization }) },
      body: typeof metadata === 'string' ? metadata : JSON.stringify(metadata),
    })
    const text = await response.text()
    return {
      status: response.status,
      headers: response.headers,
      json: text === '' ? undefined : JSON.parse(text),
    }
  }

  const openDcr = (change = {}) =>
    openSite(house, { pool: { DcrConfiguration: { OpenDcrEnabled: true, ...change } } })

  /** The header of a client of the pool that may register others. */
  async function registrar(site: Site): Promise<string> {
    const { id, secret } = await newClient(house.client(), site.pool, {
      GenerateSecret: true,
      AllowedOAuthFlows: ['client_credentials'],
      AllowedOAuthScopes: ['aws.cognito/dcr/register'],
      AllowedOAuthFlowsUserPoolClient: true,
    })
    const { json } = await postForm(
      site,
      '/oauth2/token',
      { grant_type: 'client_credentials' },
      basic(id, secret),
    )
    return `Bearer ${json.access_token}`
  }

  describe('the registration endpoint', () => {
    let open: Site

    before(async () => {
      open = await openDcr()
    })

    test('does not exist unless the pool has it enabled', async () => {
      for (const pool of [
        {},
        { DcrConfiguration: { EnableStatus: 'Disabled', OpenDcrEnabled: true } as const },
      ]) {
        const { status, json } = await register(await openSite(house, { pool }), {})
        assert.deepEqual(
          [status, json],
          [404, { error: "This URL doesn't exist on the authorization server." }],
        )
      }
    })

    test('registers a client that then signs users in', async () => {
      const { status, json } = await register(open, {
        client_name: 'App',
        redirect_uris: [CALLBACK],
        token_endpoint_auth_method: 'none',
        scope: 'openid email',
      })
      assert.equal(status, 201)
      const { client_id, client_id_issued_at, ...others } = json
      assert.equal(typeof client_id_issued_at, 'number')
      assert.deepEqual(others, {
        client_name: 'App',
        redirect_uris: [CALLBACK],
        grant_types: ['authorization_code', 'refresh_token'],
        response_types: ['code'],
        scope: 'openid email',
        token_endpoint_auth_method: 'none',
      })
      const site = { ...open, clientId: client_id }
      assert.equal((await redeem(site, await codeFor(site, asking(site)))).status, 200)
      const { UserPoolClient } = await house
        .client()
        .send(new DescribeUserPoolClientCommand({ UserPoolId: open.pool, ClientId: client_id }))
      assert.equal(UserPoolClient?.ClientType, 'DCR')
    })

    test('gives a secret that does not expire, unless the client wants none', async () => {
      const { json } = await register(open, { redirect_uris: [CALLBACK] })
      assert.match(json.client_secret, /^[0-9a-z]{52}$/)
      assert.deepEqual(
        [json.client_secret_expires_at, json.token_endpoint_auth_method],
        [0, 'client_secret_basic'],
      )
      const site = { ...open, clientId: json.client_id, secret: json.client_secret }
      assert.equal((await redeem(site, await codeFor(site))).status, 200)
    })

    test('refuses metadata that are wrong or not allowed', async () => {
      const rows: ReadonlyArray<readonly [metadata: unknown, error: string]> = [
        ['{', 'invalid_client_metadata'],
        ['[]', 'invalid_client_metadata'],
        ['null', 'invalid_client_metadata'],
        [{ redirect_uris: 'x' }, 'invalid_redirect_uri'],
        [{ redirect_uris: [1] }, 'invalid_redirect_uri'],
        [{ redirect_uris: ['/relative'] }, 'invalid_redirect_uri'],
        [{ redirect_uris: ['http://app.example/callback'] }, 'invalid_redirect_uri'],
        [{ redirect_uris: ['javascript:alert(1)'] }, 'invalid_redirect_uri'],
        [{ redirect_uris: ['data:text/html,x'] }, 'invalid_redirect_uri'],
        [{ redirect_uris: [`${CALLBACK}#x`] }, 'invalid_redirect_uri'],
        [{ redirect_uris: Array.from({ length: 101 }, () => CALLBACK) }, 'invalid_redirect_uri'],
        [
          { redirect_uris: [CALLBACK], post_logout_redirect_uris: ['http://app.example'] },
          'invalid_redirect_uri',
        ],
        [{}, 'invalid_client_metadata'],
        [{ redirect_uris: [CALLBACK], client_name: '<b>' }, 'invalid_client_metadata'],
        [{ redirect_uris: [CALLBACK], client_name: 7 }, 'invalid_client_metadata'],
        [
          { redirect_uris: [CALLBACK], token_endpoint_auth_method: 'private_key_jwt' },
          'invalid_client_metadata',
        ],
        [{ redirect_uris: [CALLBACK], grant_types: ['password'] }, 'invalid_client_metadata'],
        [{ redirect_uris: [CALLBACK], grant_types: ['implicit'] }, 'invalid_client_metadata'],
        [{ redirect_uris: [CALLBACK], grant_types: ['client_credentials'] }, 'invalid_client_metadata'],
        [{ redirect_uris: [CALLBACK], scope: 'aws.cognito.signin.user.admin' }, 'invalid_client_metadata'],
        [{ redirect_uris: [CALLBACK], scope: 'aws.cognito/dcr/register' }, 'invalid_client_metadata'],
        [{ redirect_uris: [CALLBACK], scope: 'api/read' }, 'invalid_client_metadata'],
        [{ redirect_uris: [CALLBACK], scope: ['openid'] }, 'invalid_client_metadata'],
      ]
      for (const [metadata, error] of rows) {
        const { status, json } = await register(open, metadata)
        assert.deepEqual([status, json.error], [400, error], JSON.stringify(metadata))
      }
    })

    test('asks for a token that may register clients where the pool is not open', async () => {
      const closed = await openSite(house, { pool: { DcrConfiguration: {} } })
      const metadata = { redirect_uris: [CALLBACK] }
      const other = await registrar(open)
      await newUser(house.client(), closed.pool, 'bob')
      const { json } = await redeem(closed, await codeFor(closed))
      for (const header of [undefined, 'Bearer x', 'Basic eDp4', other, `Bearer ${json.access_token}`]) {
        const refused = await register(closed, metadata, header)
        assert.deepEqual([refused.status, refused.json], [401, { error: 'invalid_token' }], header)
        assert.equal(refused.headers.get('www-authenticate'), 'Bearer error="invalid_token"')
      }
      assert.equal((await register(closed, metadata, await registrar(closed))).status, 201)
    })

    test('allows custom scopes and grant types as the pool is configured', async () => {
      const AllowedScopes = ['api/read', 'aws.cognito.signin.user.admin'] // the latter for users only
      const site = await openDcr({ OpenDcrGrantTypes: [], AllowedScopes })
      await addResourceServer(house, site.pool)
      const header = await registrar(site)
      assert.equal((await register(site, { redirect_uris: [CALLBACK] })).status, 400)
      const named = await register(site, { grant_types: ['client_credentials'], scope: 'api/read' }, header)
      assert.deepEqual([named.status, named.json.grant_types], [201, ['client_credentials']])
      const machine = await register(site, { grant_types: ['client_credentials'] }, header)
      assert.deepEqual([machine.status, machine.json.scope], [201, 'api/read'])
      const { status } = await postForm(
        site,
        '/oauth2/token',
        { grant_type: 'client_credentials' },
        basic(machine.json.client_id, machine.json.client_secret),
      )
      assert.equal(status, 200)
      assert.equal(
        (await register(site, { grant_types: ['client_credentials'], scope: 'api/write' }, header)).status,
        400,
      )
    })

    test('gives the last place of the pool to one of sixteen rivals', async () => {
      const site = await openDcr()
      const settings = JSON.parse(JSON.stringify(requestedSettings({})))
      await house.storage.transaction(async ({ clients }) => {
        const dates = { createdAt: 0, modifiedAt: 0 }
        for (let i = 2; i < MAX_CLIENTS; i++) {
          const id = `filler${i}of${site.clientId}`
          await clients.insert({
            id,
            userPoolId: site.pool,
            name: 'c',
            clientType: 'REGULAR',
            settings,
            ...dates,
          })
        }
      })
      const rivals = Array.from({ length: 16 }, () => register(site, { redirect_uris: [CALLBACK] }))
      const statuses = (await Promise.all(rivals)).map(({ status }) => status)
      assert.deepEqual(statuses.sort(), [201, ...Array.from({ length: 15 }, () => 400)])
      const { UserPoolClients = [] } = await house
        .client()
        .send(new ListUserPoolClientsCommand({ UserPoolId: site.pool, MaxResults: 60 }))
      assert.equal(UserPoolClients.length, 60)
    })
  })

  test('the metadata of a pool name the endpoint where it exists', async () => {
    const site = await openDcr()
    const documentOf = async (pool: string) =>
      (await (await fetch(`${house.url}/${pool}/.well-known/openid-configuration`)).json()) as Record<
        string,
        string
      >
    assert.match((await documentOf(site.pool)).registration_endpoint ?? '', /\/oauth2\/register$/)
    const other = await openSite(house, { client: CODE_CLIENT })
    assert.equal('registration_endpoint' in (await documentOf(other.pool)), false)
  })
})
