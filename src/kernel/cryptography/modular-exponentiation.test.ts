import assert from 'node:assert/strict'
import { getDiffieHellman, randomBytes } from 'node:crypto'
import { test } from 'node:test'
import { fromBigInt, toBigInt } from './big-endian.ts'
import {
  byPublicKey,
  bySharedSecret,
  byWindow,
  type Exponentiation,
  isUsableBase,
  MODULUS,
  MODULUS_BYTES,
  modularExponentiation,
} from './modular-exponentiation.ts'

const random = (bytes: number) => BigInt(`0x${randomBytes(bytes).toString('hex')}`)

const bytes = (value: bigint) => fromBigInt(value, MODULUS_BYTES)
const inBigInt = (exponentiation: Exponentiation) => (base: bigint, exponent: bigint) =>
  toBigInt(exponentiation(bytes(base), bytes(exponent)))

/** Square and multiply from the lowest bit: as plain as can be, to hold the others against. */
function plainPower(base: bigint, exponent: bigint): bigint {
  let result = 1n
  let square = base
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = (result * square) % MODULUS
    square = (square * square) % MODULUS
  }
  return result
}

test('holds the modulus of RFC 3526, group 15', () => {
  assert.equal(MODULUS.toString(16), getDiffieHellman('modp15').getPrime('hex'))
})

const release = Number.parseInt(process.versions.node, 10)
const ways = {
  'the chosen way': modularExponentiation,
  'a public key': byPublicKey,
  windows: byWindow,
  ...(release < 22 ? { 'a shared secret': bySharedSecret } : {}), // costs seconds on newer releases
}

for (const [name, exponentiation] of Object.entries(ways)) {
  const power = inBigInt(exponentiation)

  test(`${name} agrees with plain arithmetic for exponents of 1, 8, 256, 512 and 1024 bits`, () => {
    const exponents = [1n, 2n, 0xffn, random(32) | (1n << 255n), random(32) >> 9n, random(64), random(128)]
    for (const exponent of exponents) {
      const base = random(383) + 2n
      assert.equal(power(base, exponent), plainPower(base, exponent))
    }
  })

  test(`${name} takes small bases and bases that are no squares`, () => {
    for (const base of [2n, 3n, 11n, MODULUS - 2n, MODULUS - 4n]) {
      const exponent = random(32)
      assert.equal(power(base, exponent), plainPower(base, exponent))
    }
  })

  test(`${name} gives results with leading zero bytes in full`, () => {
    assert.deepEqual(exponentiation(Buffer.of(7), Buffer.of(3)), bytes(343n))
  })
}

test('refuses the bases whose powers tell nothing of the exponent', () => {
  const bases = [0n, 1n, MODULUS - 1n, MODULUS, MODULUS + 2n].map(bytes)
  for (const base of [...bases, Buffer.alloc(MODULUS_BYTES + 1, 2)]) {
    assert.equal(isUsableBase(base), false)
    assert.throws(() => modularExponentiation(base, Buffer.of(5)), RangeError)
  }
})

test('refuses exponents outside 1 … N − 2', () => {
  for (const exponent of [0n, MODULUS - 1n]) {
    assert.throws(() => modularExponentiation(Buffer.of(2), bytes(exponent)), RangeError)
  }
})
