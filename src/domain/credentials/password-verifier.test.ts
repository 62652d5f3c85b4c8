import assert from 'node:assert/strict'
import { createSecretKey } from 'node:crypto'
import { test } from 'node:test'
import { fromBigInt, toBigInt } from '../../kernel/cryptography/big-endian.ts'
import { byWindow, MODULUS } from '../../kernel/cryptography/modular-exponentiation.ts'
import { systemEntropy } from '../../kernel/entropy.ts'
import { absentPassword, newPassword, passwordMatches } from './password-verifier.ts'
import { beginExchange, userIdentity } from './srp.ts'

const alice = userIdentity('eu-west-1_Ab0', 'alice')
const key = createSecretKey(Buffer.alloc(32, 3))

test('matches the password that was set and no other', () => {
  const stored = newPassword(systemEntropy, alice, 'Grüße, Welt 1')
  assert.equal(passwordMatches(stored, alice, 'Grüße, Welt 1'), true)
  assert.equal(passwordMatches(stored, alice, 'Grüße, Welt 2'), false)
  assert.equal(passwordMatches(stored, alice, 'Gru\u0308ße, Welt 1'), false) // no normalization
  assert.equal(passwordMatches(stored, { ...alice, name: 'bob' }, 'Grüße, Welt 1'), false)
})

test('stores the same password differently each time, salt of 16 bytes', () => {
  const [a, b] = [1, 2].map(() => newPassword(systemEntropy, alice, 'same'))
  assert.equal(a?.salt.length, 16)
  assert.notDeepEqual(a?.salt, b?.salt)
  assert.notDeepEqual(a?.verifier, b?.verifier)
})

test('gives an absent user the same salt each time, and another user or pool another', () => {
  const { salt, verifier } = absentPassword(key, 'ghost')
  assert.deepEqual(absentPassword(key, 'ghost'), { salt, verifier })
  assert.notDeepEqual(absentPassword(key, 'ghost2').salt, salt)
  assert.notDeepEqual(absentPassword(createSecretKey(Buffer.alloc(32, 4)), 'ghost').salt, salt)
  assert.equal(salt.length, 16)
})

test('gives an absent user a verifier of the shape of a real one, even for the longest name', () => {
  const { verifier } = absentPassword(key, '😀'.repeat(2000))
  assert.equal(verifier.length, 384)
  const exponent = fromBigInt((MODULUS - 1n) / 2n, 384)
  assert.equal(toBigInt(byWindow(verifier, exponent)), 1n) // Euler's criterion: a square
  assert.ok(toBigInt(beginExchange(systemEntropy, verifier, Buffer.alloc(384, 2)).serverPublic) > 0n)
})

test('lets no password match an absent user', () => {
  for (const password of ['', 'ghost', 'password']) {
    assert.equal(passwordMatches(absentPassword(key, 'ghost'), alice, password), false)
  }
})
