import assert from 'node:assert/strict'
import { createHash, createHmac, hkdfSync, randomBytes } from 'node:crypto'
import { test } from 'node:test'
import fc from 'fast-check'
import { ServiceError } from '../../contract/service-error.ts'
import { fromBigInt, shortestSigned, toBigInt } from '../../kernel/cryptography/big-endian.ts'
import { byWindow, MODULUS, MODULUS_BYTES } from '../../kernel/cryptography/modular-exponentiation.ts'
import { systemEntropy } from '../../kernel/entropy.ts'
import {
  beginExchange,
  parseClientPublic,
  provesPassword,
  type SrpExchange,
  type SrpIdentity,
  serverPublicKey,
  srpVerifier,
  userIdentity,
} from './srp.ts'

const bytes = (value: bigint) => fromBigInt(value, MODULUS_BYTES)
const integerBytes = (value: bigint) => shortestSigned(bytes(value))
const power = (base: bigint, exponent: bigint) => toBigInt(byWindow(bytes(base), bytes(exponent)))
const sha256 = (...parts: Uint8Array[]) => createHash('sha256').update(Buffer.concat(parts)).digest()
const hashed = (value: Uint8Array) => sha256(shortestSigned(value)).toString('hex')

const a = BigInt(`0x${'23705048dc771366b4ccaf56c18fa8c7d7aff023a3b055fbda7300bfe64add10'.repeat(4)}`)
const b = Buffer.from('7ee24543e5fd2580c3058c59e8f9e14511b58335556a7397dd1597115b0ab6e5'.repeat(4), 'hex')
const A = bytes(power(2n, a))
const secretBlock = Buffer.from('Y29nbml0by1zZWNyZXQtYmxvY2stdGVzdC12ZWN0b3I=', 'base64')

const vectors = [
  {
    of: 'a user',
    identity: userIdentity('us-west-2_AbCdEfGhI', '3f1b1f6e-0000-4000-8000-1a2b3c4d5e6f'),
    password: 'P@ssw0rd-ünï',
    salt: '8f0e1d2c3b4a59687766554433221100',
    v: '5c826eb4cfb0903e0be3ae302ef931bc8dbd8816320d86950bb32c014e82cb19',
    B: 'cf3a2fd200bd2e82ca9ef0aaabe6589b120780123b30827316ef93873cca898b',
    timestamp: 'Mon Jan 5 07:08:09 UTC 2026',
    signature: '23GK0Jurs2G2Me3V0cVjdkwV/x5APjPWg+JtlWgJ1Z0=',
  },
  {
    of: 'a device',
    identity: { group: '-v7w9UcY6', name: 'us-west-2_a1b2c3d4-5678-90ab-cdef-0123456789ab' },
    password: 'ZGV2aWNlLXBhc3N3b3JkLTQwLWJ5dGVzLWZpeGVkLXZlY3Rvci0wMTIzNA==',
    salt: '0a0b0c0d0e0f101112131415161718ff',
    v: '9a8173a95e1f85b5c4b0249bd35d5eee194c37a63c658e1fa88293bea70aef95',
    B: '1b2c48dc1f579e6faf7b89f60d31456539fe289bb34109386f3ea19aea6cafe1',
    timestamp: 'Tue Nov 25 17:08:09 UTC 2025',
    signature: 'Hel9OTvJmLnGMw9wpKAjqAXIpShZGUCLePFfuHYSxdI=',
  },
]

test('hashes the client public key of the vectors', () => {
  assert.equal(hashed(A), '394932e6dbd9fefccbd6b0c91bbb43bc23d0efa30d4a2ec7a8b58593c650eb66')
})

for (const vector of vectors) {
  const { identity, timestamp, signature } = vector
  const verifier = srpVerifier(identity, vector.password, Buffer.from(vector.salt, 'hex'))
  const serverPublic = serverPublicKey(verifier, b)
  const exchange: SrpExchange = { clientPublic: A, serverPublic, serverSecret: b }

  test(`makes the verifier and the server public key of the vector of ${vector.of}`, () => {
    assert.equal(verifier.length, 384)
    assert.equal(hashed(verifier), vector.v)
    assert.equal(hashed(serverPublic), vector.B)
  })

  test(`accepts the signature of the vector of ${vector.of}`, () => {
    assert.equal(provesPassword(identity, verifier, exchange, { secretBlock, timestamp, signature }), true)
  })

  test(`refuses the signature of the vector of ${vector.of} with any part changed`, () => {
    const refused = (change: object, other: SrpIdentity = identity) =>
      assert.equal(
        provesPassword(other, verifier, exchange, { secretBlock, timestamp, signature, ...change }),
        false,
      )
    refused({ timestamp: 'Mon Jan 5 07:08:10 UTC 2026' })
    refused({ secretBlock: Buffer.from('other') })
    refused({ signature: Buffer.alloc(32).toString('base64') })
    refused({ signature: '' })
    refused({}, { ...identity, name: 'other' })
    refused({}, { ...identity, group: 'other' })
  })
}

/** The client of RFC 5054 over BigInt, as the shipped clients compute it. */
function clientSignature(
  identity: SrpIdentity,
  password: string,
  salt: Buffer,
  secret: bigint,
  B: Buffer,
  timestamp: string,
) {
  const inner = sha256(Buffer.from(`${identity.group}${identity.name}:${password}`))
  const x = toBigInt(sha256(shortestSigned(salt), inner))
  const k = toBigInt(sha256(integerBytes(MODULUS), integerBytes(2n)))
  const u = toBigInt(sha256(integerBytes(power(2n, secret)), shortestSigned(B)))
  const base = (((toBigInt(B) - k * power(2n, x)) % MODULUS) + MODULUS) % MODULUS
  const s = power(base, secret + u * x)
  const key = Buffer.from(hkdfSync('sha256', integerBytes(s), integerBytes(u), 'Caldera Derived Key', 16))
  const message = Buffer.concat([
    Buffer.from(identity.group),
    Buffer.from(identity.name),
    secretBlock,
    Buffer.from(timestamp),
  ])
  return createHmac('sha256', key).update(message).digest('base64')
}

test('a client with the password is believed, one with another password is not', () => {
  const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 })
  const timestamp = 'Mon Jan 5 07:08:09 UTC 2026'
  fc.assert(
    fc.property(
      text,
      text,
      text,
      fc.uint8Array({ minLength: 16, maxLength: 16 }),
      (name, right, wrong, saltBytes) => {
        const identity = userIdentity('eu-west-1_Ab0', name)
        const salt = Buffer.from(saltBytes)
        const verifier = srpVerifier(identity, right, salt)
        const secret = toBigInt(randomBytes(32)) + 1n
        const exchange = beginExchange(systemEntropy, verifier, bytes(power(2n, secret)))
        const believed = (password: string) => {
          const signature = clientSignature(
            identity,
            password,
            salt,
            secret,
            exchange.serverPublic,
            timestamp,
          )
          return provesPassword(identity, verifier, exchange, { secretBlock, timestamp, signature })
        }
        assert.equal(believed(right), true)
        assert.equal(believed(wrong), right === wrong)
      },
    ),
    { numRuns: 8 },
  )
})

test('refuses a public key of 0, 1 or −1 modulo N', () => {
  const identity = userIdentity('eu-west-1_Ab0', 'alice')
  const verifier = srpVerifier(identity, 'password', Buffer.alloc(16, 1))
  const timestamp = 'Mon Jan 5 07:08:09 UTC 2026'
  for (const clientPublic of [0n, MODULUS].map(bytes)) {
    const exchange = beginExchange(systemEntropy, verifier, clientPublic)
    const u = toBigInt(sha256(shortestSigned(clientPublic), shortestSigned(exchange.serverPublic)))
    const key = Buffer.from(hkdfSync('sha256', integerBytes(0n), integerBytes(u), 'Caldera Derived Key', 16))
    const message = Buffer.concat([Buffer.from('Ab0alice'), secretBlock, Buffer.from(timestamp)])
    const signature = createHmac('sha256', key).update(message).digest('base64')
    assert.equal(provesPassword(identity, verifier, exchange, { secretBlock, timestamp, signature }), false)
  }
  for (const clientPublic of [1n, MODULUS - 1n, MODULUS + 1n].map(bytes)) {
    const exchange = beginExchange(systemEntropy, verifier, clientPublic)
    const proof = { secretBlock, timestamp, signature: '' }
    assert.equal(provesPassword(identity, verifier, exchange, proof), false)
  }
})

test('refuses every proof if the stored verifier is 0, 1 or N − 1', () => {
  for (const value of [0n, 1n, MODULUS - 1n]) {
    const verifier = bytes(value)
    const exchange = beginExchange(systemEntropy, verifier, A)
    const proof = { secretBlock, timestamp: '', signature: '' }
    assert.equal(provesPassword(userIdentity('r_p', 'u'), verifier, exchange, proof), false)
  }
})

test('reads SRP_A in either case, of odd length, padded with zeros, and 0 itself', () => {
  assert.equal(toBigInt(parseClientPublic('aBc')), 0xabcn)
  assert.equal(toBigInt(parseClientPublic('00ff')), 255n)
  assert.equal(toBigInt(parseClientPublic('0')), 0n)
  assert.equal(toBigInt(parseClientPublic(`00${'f'.repeat(768)}`)), (1n << 3072n) - 1n)
  assert.equal(parseClientPublic('1').length, 384)
})

test('refuses an SRP_A that is no hexadecimal number or longer than N', () => {
  for (const text of ['', 'xyz', '-5', '0x12', ' 1', '1'.repeat(769)]) {
    assert.throws(
      () => parseClientPublic(text),
      new ServiceError('InvalidParameterException', 'Invalid SRP_A'),
    )
  }
})

test('makes a server public key of 768 lower-case digits, whatever its value', () => {
  const verifier = bytes(0xabcn)
  for (const secret of [1n, 2n, 200n]) {
    const digits = serverPublicKey(verifier, bytes(secret)).toString('hex')
    assert.match(digits, /^[0-9a-f]{768}$/)
    assert.match(digits, /^0{600}/) // k · v + g^b is short here
  }
})
