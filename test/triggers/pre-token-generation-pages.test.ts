// PreTokenGeneration at the endpoints of a domain: a code, the implicit grant and a refresh. Client credentials are in
// test/operations/tokens/get-client-token.test.ts.
import assert from 'node:assert/strict'
import { before, beforeEach, describe, test } from 'node:test'
import {
  asking,
  claimsOf,
  codeFor,
  locationOf,
  onBoth,
  openBrowser,
  openSite,
  postForm,
  redeem,
  type Site,
  signInOn,
} from '../hosted/oauth/site.ts'
import { functionArn, thrown, useFunctions } from '../support/functions.ts'
import { usePoolhouse } from '../support/poolhouse.ts'

const NAME = 'pre-token-generation'
const PreTokenGenerationConfig = { LambdaVersion: 'V3_0', LambdaArn: functionArn(NAME) } as const
const ADDED = {
  claimsAndScopeOverrideDetails: {
    idTokenGeneration: { claimsToAddOrOverride: { plan: 'gold' } },
    accessTokenGeneration: { claimsToAddOrOverride: { plan: 'gold' }, scopesToAdd: ['reports/read'] },
  },
}

onBoth((database) => {
  const functions = useFunctions()
  const house = usePoolhouse({ database, functions: { functions: functions.named(NAME) } })
  let site: Site

  before(async () => {
    const pool = { LambdaConfig: { PreTokenGenerationConfig } }
    site = await openSite(house, { pool, client: { AllowedOAuthFlows: ['code', 'implicit'] } })
  })
  beforeEach(() => {
    functions.set(NAME, (event) => ({ ...event, response: ADDED }))
    functions.events()
  })

  const only = () => {
    const events = functions.events()
    assert.equal(events.length, 1)
    return events[0]
  }

  describe('PreTokenGeneration on a domain', () => {
    test('is called when a code is redeemed, and changes both tokens', async () => {
      const code = await codeFor(site)
      assert.deepEqual(functions.events(), [])
      const { json } = await redeem(site, code)
      const { version, triggerSource, userName, request } = only()
      assert.deepEqual([version, triggerSource, userName], ['3', 'TokenGeneration_HostedAuth', 'alice'])
      assert.deepEqual(request.scopes, ['openid', 'email'])
      const [id, access] = [claimsOf(json.id_token), claimsOf(json.access_token)]
      assert.deepEqual([id.plan, access.plan], ['gold', 'gold'])
      assert.deepEqual(access.scope.split(' ').sort(), ['email', 'openid', 'reports/read'])
    })

    test('is called for the tokens of the implicit grant', async () => {
      const answer = await signInOn(openBrowser(site), asking(site, { response_type: 'token' }))
      const fragment = new URLSearchParams(locationOf(answer).hash.slice(1))
      assert.equal(only().triggerSource, 'TokenGeneration_HostedAuth')
      assert.equal(claimsOf(fragment.get('access_token') ?? '').plan, 'gold')
    })

    test('is called at a refresh', async () => {
      const { json } = await redeem(site, await codeFor(site))
      functions.events()
      const refresh = {
        grant_type: 'refresh_token',
        client_id: site.clientId,
        refresh_token: json.refresh_token,
      }
      const { json: refreshed } = await postForm(site, '/oauth2/token', refresh)
      assert.equal(only().triggerSource, 'TokenGeneration_RefreshTokens')
      const { scope } = claimsOf(refreshed.access_token)
      assert.deepEqual(scope.split(' ').sort(), ['email', 'openid', 'reports/read'])
    })

    test('gives no tokens by an error', async () => {
      const code = await codeFor(site)
      functions.set(NAME, thrown('No plan'))
      const { status, json } = await redeem(site, code)
      assert.equal(status, 400)
      assert.ok(!('access_token' in json))
    })
  })
})
