import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { ProviderType } from '../../../src/domain/identity-providers/identity-provider.ts'
import { addressGuard } from '../../../src/gateways/federation/address-guard.ts'
import { exchanges } from '../../../src/gateways/federation/oidc/provider-fetch.ts'
import { useProviderServer } from './provider-server.ts'

const server = useProviderServer()

/** The refusal after a request to a path of the server, as the client gets it. */
async function refusalAfter(
  path: string,
  {
    type = 'OIDC',
    patience,
    privateAddresses = true,
  }: { type?: ProviderType; patience?: number; privateAddresses?: boolean } = {},
): Promise<readonly [string, string | undefined]> {
  const known = { tokenEndpoint: `${server.url}/token`, jwksUri: `${server.url}/keys` }
  const name = type === 'OIDC' ? 'Idp' : type
  const calls = exchanges(addressGuard(privateAddresses), { name, type }, known, patience)
  await calls.fetch(`${server.url}${path}`, { method: 'GET', headers: {} }).catch(() => undefined)
  const failure = calls.failure() ?? assert.fail('no failure')
  return [failure.error, failure.description]
}

describe('a provider that does not answer in time', () => {
  for (const [path, description] of [
    ['/token', 'Timeout occurred in calling IdP token endpoint'],
    ['/keys', 'error_description=Timeout in calling jwks uri'],
    ['/me', 'Read timed out'],
  ] as const) {
    test(`at ${path} is described in the words of the service`, async () => {
      server.answers.set(path, () => {})
      assert.deepEqual(await refusalAfter(path, { patience: 20 }), ['invalid_request', description])
    })
  }
})

describe('a provider', () => {
  test('that ends the connection is described so', async () => {
    server.answers.set('/me', (request) => request.socket.destroy())
    assert.deepEqual(await refusalAfter('/me'), ['invalid_request', 'Connection reset'])
  })

  test('at a private address is described as one that refuses the connection', async () =>
    assert.deepEqual(await refusalAfter('/me', { privateAddresses: false }), [
      'invalid_request',
      'Connection refused',
    ]))
})

describe('a token endpoint that refuses', () => {
  const MISSING = 'The request is missing a required parameter : client_secret'
  for (const [type, body, description] of [
    ['OIDC', 'no luck', 'Bad token response: HTTP/1.1 400 Bad Request, entity: no luck'],
    [
      'LoginWithAmazon',
      JSON.stringify({ error: 'invalid_request', error_description: MISSING }),
      `LoginWithAmazon Error - 400 invalid_request ${MISSING}`,
    ],
    [
      'Google',
      JSON.stringify({ error: 'invalid_grant', error_description: 'Bad Request' }),
      'Google Error - 400 invalid_grant',
    ],
    ['SignInWithApple', '{"error":"invalid_client"}', 'SignInWithApple Error - 400 invalid_client'],
    [
      'Facebook',
      '{"error":{"message":"Invalid verification code format.","code":100}}',
      'Facebook Error - 400 error getting token',
    ],
    ['Google', '<html>', 'Google Error - 400 error getting token'],
    ['Google', 'null', 'Google Error - 400 error getting token'],
    ['Google', JSON.stringify({ error: 'x'.repeat(600) }), `Google Error - 400 ${'x'.repeat(500)}`],
  ] as const) {
    test(`of ${type} with ${body.slice(0, 40)} is quoted`, async () => {
      server.answers.set('/token', (_, response) => response.writeHead(400).end(body))
      assert.deepEqual(await refusalAfter('/token', { type }), ['invalid_request', description])
    })
  }
})
