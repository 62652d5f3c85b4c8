import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import { GetUserCommand } from '@aws-sdk/client-cognito-identity-provider'
import { usePoolhouse } from '../../support/poolhouse.ts'
import { newClient } from '../../support/pools.ts'
import { statementLog } from '../../support/statement-log.ts'
import { addResourceServer, basic, codeFor, onBoth, openSite, postForm, redeem, type Site } from './site.ts'

// What requests to endpoints cost in statements. What they cost in time is a promise of the benchmark.

const statementsOf = await statementLog()

onBoth((database) => {
  describe('the statements of', () => {
    const house = usePoolhouse({ database })
    let site: Site
    before(async () => {
      site = await openSite(house)
    })

    /** The tables that a request reads, once all that is kept has been read. */
    async function tablesRead(ask: () => Promise<unknown>): Promise<readonly string[]> {
      await ask()
      const statements = await statementsOf(ask)
      for (const { plan } of statements) assert.doesNotMatch(plan ?? '', /^scan/im)
      return statements.map(({ sql }) => /^\s*select.*?\bfrom (\w+)/s.exec(sql)?.[1] ?? sql)
    }

    test('a token of a client for itself are three reads: nothing is stored, and no audit record', async () => {
      await addResourceServer(house, site.pool)
      const { id, secret } = await newClient(house.client(), site.pool, {
        GenerateSecret: true,
        AllowedOAuthFlows: ['client_credentials'],
        AllowedOAuthScopes: ['api/read'],
        AllowedOAuthFlowsUserPoolClient: true,
      })
      const grant = { grant_type: 'client_credentials' }
      const read = await tablesRead(async () => {
        const { status } = await postForm(site, '/oauth2/token', grant, basic(id, secret))
        assert.equal(status, 200)
      })
      assert.deepEqual(read, ['user_pool_domains', 'user_pool_clients', 'resource_servers'])
    })

    test('the userInfo endpoint are those of GetUser after the domain', async () => {
      const scope = 'openid aws.cognito.signin.user.admin'
      const { json } = await redeem(site, await codeFor(site, { scope }))
      const AccessToken = json.access_token
      const ofGetUser = await tablesRead(() => house.client().send(new GetUserCommand({ AccessToken })))
      assert.deepEqual(ofGetUser, ['user_pool_clients', 'users', 'token_families'])
      const read = await tablesRead(async () => {
        const headers = { authorization: `Bearer ${AccessToken}` }
        assert.equal((await fetch(`${site.url}/oauth2/userInfo`, { headers })).status, 200)
      })
      assert.deepEqual(read, ['user_pool_domains', ...ofGetUser])
    })
  })
})
