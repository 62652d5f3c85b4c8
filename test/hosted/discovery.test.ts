import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { DeleteUserPoolCommand } from '@aws-sdk/client-cognito-identity-provider'
import { rotateKeys } from '../../src/cli/keys/keys.ts'
import { resolveConfig } from '../../src/config/resolve-config.ts'
import { rotateSigningKeys } from '../../src/domain/tokens/rotate-signing-keys.ts'
import { openidConfiguration } from '../../src/hosted/endpoints/openid-configuration.ts'
import { newRsaKeyPair } from '../../src/kernel/cryptography/rsa-key-pair.ts'
import { systemEntropy } from '../../src/kernel/entropy.ts'
import { ACCOUNT, PUBLIC_URL, REGION, startPoolhouse, usePoolhouse } from '../support/poolhouse.ts'
import { newPool } from '../support/pools.ts'

// The documents of a pool, at addresses below its issuer.

const house = usePoolhouse()

const get = (pool: string, name: string, init: RequestInit = {}) =>
  fetch(`${house.url}/${pool}/.well-known/${name}`, init)

async function kids(pool: string): Promise<string[]> {
  const { keys } = (await (await get(pool, 'jwks.json')).json()) as { keys: { kid: string }[] }
  return keys.map(({ kid }) => kid)
}

describe('the key set of a pool', () => {
  test('has two RSA keys of 2048 bits with just the members of the service, in its order', async () => {
    const response = await get(await newPool(house.client()), 'jwks.json')
    assert.equal(response.status, 200)
    const { keys, ...rest } = (await response.json()) as { keys: Record<string, string>[] }
    assert.deepEqual(rest, {})
    assert.equal(keys.length, 2)
    for (const key of keys) {
      assert.deepEqual(Object.keys(key), ['alg', 'e', 'kid', 'kty', 'n', 'use'])
      assert.deepEqual([key.alg, key.e, key.kty, key.use], ['RS256', 'AQAB', 'RSA', 'sig'])
      assert.equal(Buffer.from(key.n ?? '', 'base64url').length, 256)
      assert.match(key.kid ?? '', /^[\w+/]{43}=$/)
    }
  })

  test('stays the same, also for many who ask first', async () => {
    const pool = await newPool(house.client())
    const answers = await Promise.all(Array.from({ length: 5 }, () => kids(pool)))
    assert.equal(new Set(answers.map(String)).size, 1)
    assert.deepEqual(await kids(pool), answers[0])
  })

  test('shows old keys after new ones until the last token that they signed has expired', async () => {
    const other = await startPoolhouse()
    try {
      const pool = await newPool(other.client())
      const published = async () => {
        const response = await fetch(`${other.url}/${pool}/.well-known/jwks.json`)
        return ((await response.json()) as { keys: { kid: string }[] }).keys.map(({ kid }) => kid)
      }
      const old = await published()
      const young = await rotateSigningKeys(other.storage, newRsaKeyPair, pool, Date.now())
      other.passTime(60_000)
      const both = await published()
      assert.deepEqual(
        both.slice(0, 2),
        young.map(({ id }) => id),
      )
      assert.deepEqual(both.slice(2).sort(), [...old].sort())
      other.passTime(25 * 3600 * 1000)
      assert.deepEqual(await published(), both.slice(0, 2))
    } finally {
      await other.close()
    }
  })

  test('is renewed by the command `keys rotate` on the database of a running server', async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'poolhouse-'))
    const other = await startPoolhouse({ database: { file: join(dataDir, 'poolhouse.sqlite') } })
    try {
      const pool = await newPool(other.client())
      const url = `${other.url}/${pool}/.well-known/jwks.json`
      await fetch(url)
      const { config } = resolveConfig({
        flags: { dataDir },
        environment: { POOLHOUSE_ROOT_KEY: Buffer.alloc(32, 7).toString('base64') },
        file: {},
      })
      const run = { command: 'keys rotate', account: ACCOUNT, now: Date.now(), entropy: systemEntropy }
      const printed = await rotateKeys(config, pool, run)
      other.passTime(60_000)
      const { keys } = (await (await fetch(url)).json()) as { keys: { kid: string }[] }
      assert.equal(keys.length, 4)
      assert.equal(printed, `${keys[0]?.kid}  id tokens\n${keys[1]?.kid}  access tokens\n`)
      const [event, ...others] = await other.storage.stores.auditEvents.list({
        limit: 5,
        eventName: 'RotateSigningKeys',
      })
      assert.deepEqual([event?.userPoolId, event?.region, others], [pool, REGION, []])
      assert.deepEqual(event?.record.requestParameters, { userPoolId: pool })
      assert.deepEqual(event?.record.responseElements, {
        signingKeys: [
          { keyId: keys[0]?.kid, tokenUse: 'id' },
          { keyId: keys[1]?.kid, tokenUse: 'access' },
        ],
      })
      await assert.rejects(rotateKeys(config, 'us-east-1_nobody', run), {
        message: 'User pool us-east-1_nobody does not exist.',
      })
    } finally {
      await other.close()
      rmSync(dataDir, { recursive: true })
    }
  })

  test('may be kept for an hour and read by scripts of any page', async () => {
    const response = await get(await newPool(house.client()), 'jwks.json')
    assert.match(response.headers.get('content-type') ?? '', /^application\/json/)
    assert.equal(response.headers.get('cache-control'), 'public, max-age=3600')
    assert.equal(response.headers.get('access-control-allow-origin'), '*')
  })

  test('is answered to HEAD and to a preflight', async () => {
    const pool = await newPool(house.client())
    const head = await get(pool, 'jwks.json', { method: 'HEAD' })
    assert.deepEqual([head.status, await head.text()], [200, ''])
    const headers = { origin: 'https://app.example', 'access-control-request-method': 'GET' }
    const preflight = await get(pool, 'jwks.json', { method: 'OPTIONS', headers })
    assert.equal(preflight.status, 204)
    assert.equal(preflight.headers.get('access-control-allow-origin'), '*')
  })

  test('is missing after the pool is deleted, and for a pool that never existed', async () => {
    const pool = await newPool(house.client())
    await kids(pool)
    await house.client().send(new DeleteUserPoolCommand({ UserPoolId: pool }))
    for (const id of [pool, 'us-east-1_nobody']) {
      const response = await get(id, 'jwks.json')
      assert.equal(response.status, 404)
      assert.deepEqual(await response.json(), { message: `User pool ${id} does not exist.` })
      assert.equal(response.headers.get('cache-control'), null)
    }
  })
})

describe('the metadata of a pool', () => {
  test('name issuer, key set and, of a pool without a domain, endpoints below the issuer', async () => {
    const pool = await newPool(house.client())
    const response = await get(pool, 'openid-configuration')
    const issuer = `${PUBLIC_URL}/${pool}`
    assert.equal(
      await response.text(),
      JSON.stringify({
        authorization_endpoint: `${issuer}/authorize`,
        end_session_endpoint: `${issuer}/logout`,
        id_token_signing_alg_values_supported: ['RS256'],
        issuer,
        jwks_uri: `${issuer}/.well-known/jwks.json`,
        response_types_supported: ['code', 'token'],
        revocation_endpoint: `${issuer}/revoke`,
        scopes_supported: ['openid', 'email', 'phone', 'profile'],
        subject_types_supported: ['public'],
        token_endpoint: `${issuer}/token`,
        token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post'],
        userinfo_endpoint: `${issuer}/userInfo`,
      }),
    )
  })

  test('name the endpoints of the domain if there is one', () => {
    const { authorization_endpoint, end_session_endpoint, revocation_endpoint, ...others } =
      openidConfiguration('https://issuer.example', 'https://domain.example')
    assert.equal(authorization_endpoint, 'https://domain.example/oauth2/authorize')
    assert.equal(end_session_endpoint, 'https://domain.example/logout')
    assert.equal(revocation_endpoint, 'https://domain.example/oauth2/revoke')
    assert.equal(others.token_endpoint, 'https://domain.example/oauth2/token')
    assert.equal(others.userinfo_endpoint, 'https://domain.example/oauth2/userInfo')
    assert.equal(others.issuer, 'https://issuer.example')
  })

  test('name addresses that are not served, like unknown paths', async () => {
    const pool = await newPool(house.client())
    for (const path of [
      `${pool}/authorize`,
      `${pool}/token`,
      'oauth2/token',
      `${pool}/.well-known/openid_configuration`,
    ]) {
      for (const method of ['GET', 'POST']) {
        const response = await fetch(`${house.url}/${path}`, { method })
        assert.equal(response.status, 400, path)
        assert.equal(
          await response.text(),
          '{"code":"BadRequest","message":"The server did not understand the operation that was requested.","type":"client"}',
        )
      }
    }
  })

  test('name the issuer in the form of the service if so configured, whichever host is asked', async () => {
    const other = await startPoolhouse({ issuerForm: 'aws' })
    try {
      const pool = await newPool(other.client())
      const response = await fetch(`${other.url}/${pool}/.well-known/openid-configuration`)
      const { issuer } = (await response.json()) as { issuer: string }
      assert.equal(issuer, `https://cognito-idp.us-east-1.amazonaws.com/${pool}`)
    } finally {
      await other.close()
    }
  })

  test('are missing for a pool that does not exist', async () => {
    assert.equal((await get('us-east-1_nobody', 'openid-configuration')).status, 404)
  })
})
