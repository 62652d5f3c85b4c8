import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { CognitoJwtVerifier, JwtVerifier } from 'aws-jwt-verify'
import {
  CognitoJwtInvalidClientIdError,
  CognitoJwtInvalidTokenUseError,
  JwtExpiredError,
  JwtInvalidIssuerError,
  JwtInvalidSignatureError,
  KidNotFoundInJwksError,
} from 'aws-jwt-verify/error'
import type { Fetcher } from 'aws-jwt-verify/https'
import { SimpleJwksCache } from 'aws-jwt-verify/jwk'
import { type Household, newHousehold, part, signIn, type Tokens } from '../operations/tokens/fixtures.ts'
import { type Poolhouse, PUBLIC_URL, startPoolhouse } from '../support/poolhouse.ts'

// The verifier that AWS recommends, with the key set that the server publishes.

interface Entry {
  readonly house: Poolhouse
  readonly home: Household
  readonly tokens: Tokens
}

async function enter(house: Poolhouse): Promise<Entry> {
  const home = await newHousehold(house)
  return { house, home, tokens: await signIn(house, home) }
}

/** Reads the key set from the server's own address, whatever host the verifier derives. */
function keysOf({ house, home }: Entry, asked: string[] = []): SimpleJwksCache {
  const fetcher: Fetcher = {
    async fetch(address) {
      asked.push(address)
      return (await fetch(`${house.url}/${home.poolId}/.well-known/jwks.json`)).arrayBuffer()
    },
  }
  return new SimpleJwksCache({ fetcher })
}

/** The token with one letter of its signature changed; not the last one, which has unused bits. */
function tampered(token: string): string {
  const place = token.lastIndexOf('.') + 10
  return token.slice(0, place) + (token[place] === 'A' ? 'B' : 'A') + token.slice(place + 1)
}

describe('aws-jwt-verify, where issuers have the form of AWS', () => {
  let one: Entry
  let other: Entry
  before(async () => {
    const house = await startPoolhouse({ issuerForm: 'aws' })
    one = await enter(house)
    other = await enter(house)
  })
  after(() => one.house.close())

  function verifier({ home }: Entry, keys = keysOf(one)) {
    return CognitoJwtVerifier.create(
      { userPoolId: home.poolId, clientId: home.clientId },
      { jwksCache: keys },
    )
  }

  test('accepts both tokens and asks for the key set once', async () => {
    const asked: string[] = []
    const verifies = verifier(one, keysOf(one, asked))
    const id = await verifies.verify(one.tokens.IdToken, { tokenUse: 'id' })
    assert.equal(id.sub, one.home.sub)
    const access = await verifies.verify(one.tokens.AccessToken, { tokenUse: 'access' })
    assert.equal(access.username, 'alice')
    assert.deepEqual(asked, [
      `https://cognito-idp.us-east-1.amazonaws.com/${one.home.poolId}/.well-known/jwks.json`,
    ])
  })

  test('does not take one kind of token for the other', async () => {
    const { IdToken, AccessToken } = one.tokens
    const verifies = verifier(one)
    await assert.rejects(verifies.verify(IdToken, { tokenUse: 'access' }), CognitoJwtInvalidTokenUseError)
    await assert.rejects(verifies.verify(AccessToken, { tokenUse: 'id' }), CognitoJwtInvalidTokenUseError)
  })

  test('refuses tokens for another client', async () => {
    const foreign = { ...one, home: { ...one.home, clientId: other.home.clientId } }
    for (const [token, tokenUse] of kinds(one)) {
      await assert.rejects(verifier(foreign).verify(token, { tokenUse }), CognitoJwtInvalidClientIdError)
    }
  })

  test('refuses tokens of another pool by their issuer', async () => {
    for (const [token, tokenUse] of kinds(other)) {
      await assert.rejects(verifier(one).verify(token, { tokenUse }), {
        message: `issuer not configured: https://cognito-idp.us-east-1.amazonaws.com/${other.home.poolId}`,
      })
    }
  })

  test('finds the key of a token of another pool in no other key set', async () => {
    for (const [token, tokenUse] of kinds(other)) {
      await assert.rejects(verifier(other, keysOf(one)).verify(token, { tokenUse }), KidNotFoundInJwksError)
    }
  })

  test('refuses a token whose signature was changed', async () => {
    for (const [token, tokenUse] of kinds(one)) {
      await assert.rejects(verifier(one).verify(tampered(token), { tokenUse }), JwtInvalidSignatureError)
    }
  })

  test('refuses tokens when they have expired, and not before', async (t) => {
    for (const [token, tokenUse] of kinds(one)) {
      const expiry = part(token, 1).exp * 1000
      t.mock.timers.enable({ apis: ['Date'], now: expiry - 1000 })
      await verifier(one).verify(token, { tokenUse })
      t.mock.timers.setTime(expiry + 1000)
      await assert.rejects(verifier(one).verify(token, { tokenUse }), JwtExpiredError)
      t.mock.timers.reset()
    }
  })
})

describe('aws-jwt-verify, if the issuer is the address of the server', () => {
  let one: Entry
  let other: Entry
  before(async () => {
    const house = await startPoolhouse()
    one = await enter(house)
    other = await enter(house)
  })
  after(() => one.house.close())

  function verifier({ home }: Entry, jwksCache = keysOf(one)) {
    const issuer = `${PUBLIC_URL}/${home.poolId}`
    const jwksUri = `${issuer}/.well-known/jwks.json`
    return JwtVerifier.create({ issuer, audience: null, jwksUri }, { jwksCache })
  }

  test('accepts both tokens by the keys that the server publishes', async () => {
    const asked: string[] = []
    const verifies = verifier(one, keysOf(one, asked))
    assert.equal((await verifies.verify(one.tokens.IdToken)).aud, one.home.clientId)
    assert.equal((await verifies.verify(one.tokens.AccessToken)).client_id, one.home.clientId)
    assert.equal(asked.length, 1)
  })

  test('refuses tokens of another pool by their key, and by their issuer if the key is known', async () => {
    for (const [token] of kinds(other)) {
      await assert.rejects(verifier(one).verify(token), KidNotFoundInJwksError)
      await assert.rejects(verifier(one, keysOf(other)).verify(token), JwtInvalidIssuerError)
    }
  })
})

function kinds({ tokens }: Entry) {
  return [
    [tokens.IdToken, 'id'],
    [tokens.AccessToken, 'access'],
  ] as const
}
