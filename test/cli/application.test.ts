// The advice of docs/guides/testing-your-application.md for an application's tests.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { InitiateAuthCommand } from '@aws-sdk/client-cognito-identity-provider'
import { CognitoJwtVerifier, JwtVerifier } from 'aws-jwt-verify'
import type { Jwks } from 'aws-jwt-verify/jwk'
import { ROOT } from '../support/poolhouse.ts'
import { openSite } from './run-command.ts'
import { CLIENT, PASSWORD, POOL, SUB, WORLD } from './world.test-data.ts'

describe('a test suite of an application', () => {
  const site = openSite([], {})

  async function signIn(url: string) {
    const AuthParameters = { USERNAME: 'alice@example.com', PASSWORD }
    const { AuthenticationResult } = await site
      .client(url, ROOT, 'eu-west-1')
      .send(new InitiateAuthCommand({ AuthFlow: 'USER_PASSWORD_AUTH', ClientId: CLIENT, AuthParameters }))
    return AuthenticationResult ?? {}
  }

  async function keysOf(url: string): Promise<Jwks> {
    const response = await fetch(`${url}/${POOL}/.well-known/jwks.json`)
    return (await response.json()) as Jwks
  }

  test('signs a seeded user in and verifies the tokens as those of AWS', async () => {
    const url = await site.serve('--seed', site.write('world.yaml', WORLD), '--issuer-form', 'aws')
    const verifier = CognitoJwtVerifier.create({ userPoolId: POOL, clientId: CLIENT, tokenUse: 'access' })
    verifier.cacheJwks(await keysOf(url))
    const { AccessToken = '' } = await signIn(url)
    const claims = await verifier.verify(AccessToken)
    assert.deepEqual([claims.sub, claims['cognito:groups']], [SUB, ['admins']])
  })

  test('verifies tokens whose issuer is the address of the server', async () => {
    const url = await site.serve(
      '--seed',
      site.write('world.yaml', WORLD),
      '--public-url',
      'http://auth.test',
      '--allow-inbox',
    )
    const verifier = JwtVerifier.create({ issuer: `http://auth.test/${POOL}`, audience: CLIENT })
    verifier.cacheJwks(await keysOf(url))
    const { IdToken = '' } = await signIn(url)
    assert.equal((await verifier.verify(IdToken)).sub, SUB)
  })
})
