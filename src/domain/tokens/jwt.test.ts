import assert from 'node:assert/strict'
import { generateKeyPairSync } from 'node:crypto'
import { test } from 'node:test'
import { decode, parseJwt, signJwt } from './jwt.ts'

const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })

test('claims that are undefined are left out and take no place', async () => {
  const absent = Object.fromEntries(Array.from({ length: 20 }, (_, index) => [`absent${index}`, undefined]))
  const jwt = parseJwt(await signJwt('kid', privateKey, { ...absent, sub: 'a', aud: 'b', origin_jti: 'c' }))
  assert.deepEqual(Object.keys(decode(jwt?.payload ?? '') ?? {}), ['origin_jti', 'sub', 'aud'])
})
