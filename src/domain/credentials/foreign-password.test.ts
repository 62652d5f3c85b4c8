import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { type ForeignPassword, foreignPasswordMatches, isAcceptable } from './foreign-password.ts'

// Vectors: RFC 7914, sections 11 and 12; that of bcrypt is one of crypt_blowfish's.
const VECTORS: readonly (ForeignPassword & { readonly password: string })[] = [
  {
    algorithm: 'SCRYPT',
    password: 'pleaseletmein',
    hash: `16384$8$1$${Buffer.from('SodiumChloride').toString('hex')}$7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2d5432955613f0fcf62d49705242a9af9e61e85dc0d651e40dfcf017b45575887`,
  },
  {
    algorithm: 'PBKDF2_SHA256',
    password: 'passwd',
    hash: `$pbkdf2-sha256$1$c2FsdA$${Buffer.from(
      '55ac046e56e3089fec1691c22544b605f94185216dde0465e68b9d57c20dacbc',
      'hex',
    ).toString('base64')}`,
  },
  {
    algorithm: 'BCRYPT',
    password: 'U*U',
    hash: '$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW',
  },
]

describe('a foreign password', () => {
  for (const { algorithm, hash, password } of VECTORS) {
    test(`matches the published vector of ${algorithm}, and nothing else does`, async () => {
      assert.ok(isAcceptable({ algorithm, hash }))
      assert.equal(await foreignPasswordMatches({ algorithm, hash }, password), true)
      assert.equal(await foreignPasswordMatches({ algorithm, hash }, `${password}x`), false)
    })
  }

  const SALT = 'c2FsdHNhbHRzYWx0'
  const HASH = 'aGFzaGhhc2hoYXNoaGFzaGhhc2hoYXNoaGFzaGhhc2g'
  const BCRYPT_REST = 'CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW'
  const HEX = '00'.repeat(32)
  const bytes = (length: number) => Buffer.alloc(length, 7).toString('base64').replace(/=+$/, '')
  const bounds: ReadonlyArray<readonly [ForeignPassword['algorithm'], string, boolean]> = [
    ['BCRYPT', `$2b$12$${BCRYPT_REST}`, true],
    ['BCRYPT', `$2y$12$${BCRYPT_REST}`, true],
    ['BCRYPT', `$2b$13$${BCRYPT_REST}`, false],
    ['BCRYPT', `$2b$03$${BCRYPT_REST}`, false],
    ['BCRYPT', `$2c$10$${BCRYPT_REST}`, false],
    ['BCRYPT', `$2b$10$${BCRYPT_REST}x`, false],
    ['SCRYPT', `65536$8$1$00$${HEX}`, true],
    ['SCRYPT', `65537$8$1$00$${HEX}`, false],
    ['SCRYPT', `1000$8$1$00$${HEX}`, false],
    ['SCRYPT', `16384$9$1$00$${HEX}`, false],
    ['SCRYPT', `16384$8$2$00$${HEX}`, false],
    ['SCRYPT', `16384$8$1$0$${HEX}`, false],
    ['SCRYPT', `32768$1$1$00$${HEX}`, true],
    ['SCRYPT', `65536$1$1$00$${HEX}`, false],
    ['SCRYPT', `65536$2$1$00$${HEX}`, true],
    ['ARGON2ID', `$argon2id$v=19$m=19456,t=2,p=1$${SALT}$${HASH}`, true],
    ['ARGON2ID', `$argon2id$v=19$m=19457,t=2,p=1$${SALT}$${HASH}`, false],
    ['ARGON2ID', `$argon2id$v=19$m=19456,t=3,p=1$${SALT}$${HASH}`, false],
    ['ARGON2ID', `$argon2id$v=19$m=19456,t=2,p=2$${SALT}$${HASH}`, false],
    ['ARGON2ID', `$argon2i$v=19$m=19456,t=2,p=1$${SALT}$${HASH}`, false],
    ['ARGON2ID', `$argon2id$v=16$m=19456,t=2,p=1$${SALT}$${HASH}`, false],
    ['PBKDF2_SHA256', `$pbkdf2-sha256$600000$${SALT}$${HASH}`, true],
    ['PBKDF2_SHA256', `$pbkdf2-sha256$600001$${SALT}$${HASH}`, false],
    ['PBKDF2_SHA256', `$pbkdf2-sha256$0$${SALT}$${HASH}`, false],
    ['PBKDF2_SHA256', `$pbkdf2-sha512$1000$${SALT}$${HASH}`, false],
    ['PBKDF2_SHA256', `$pbkdf2-sha256$300000$${SALT}$${bytes(64)}`, true],
    ['PBKDF2_SHA256', `$pbkdf2-sha256$300001$${SALT}$${bytes(64)}`, false],
    ['PBKDF2_SHA256', `$pbkdf2-sha256$200000$${SALT}$${bytes(96)}`, true],
    ['PBKDF2_SHA256', `$pbkdf2-sha256$200001$${SALT}$${bytes(96)}`, false],
    ['PBKDF2_SHA256', `$pbkdf2-sha256$1000$${SALT}$${HASH}gg`, false],
    ['ARGON2ID', `$argon2id$v=19$m=8,t=1,p=1$${SALT}A$${HASH}`, false],
    ['ARGON2ID', `$argon2id$v=19$m=8,t=1,p=1$${SALT.slice(0, -1)}B$${HASH}`, true],
    ['ARGON2ID', `$argon2id$v=19$m=8,t=1,p=1$${SALT.slice(0, -1)}$${HASH}`, false],
    ['ARGON2ID', `$argon2id$v=19$m=08,t=1,p=1$${SALT}$${HASH}`, false],
  ]

  for (const [algorithm, hash, expected] of bounds) {
    test(`${expected ? 'may be' : 'is not'} ${hash.slice(0, 32)}`, () => {
      assert.equal(isAcceptable({ algorithm, hash }), expected)
    })
  }

  test('that is acceptable can be computed', async () => {
    const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
    const text = (characters: string, minLength: number, maxLength: number) =>
      fc.string({ unit: fc.constantFrom(...characters), minLength, maxLength })
    const number = (...values: string[]) => fc.constantFrom('0', '1', ...values)
    const hashes = {
      BCRYPT: fc.tuple(fc.constantFrom('a', 'b', 'x', 'y'), number('04'), text(`${BASE64}.`, 53, 53)),
      SCRYPT: fc.tuple(
        number('2', '16', '65536'),
        number('2'),
        number(),
        text('0f', 2, 8),
        text('0f', 32, 40),
      ),
      ARGON2ID: fc.tuple(
        number('8', '08', '9'),
        number('2'),
        number(),
        text(BASE64, 8, 40),
        text(BASE64, 16, 60),
      ),
      PBKDF2_SHA256: fc.tuple(number('2'), text(`${BASE64}.=`, 2, 40), text(`${BASE64}.=`, 22, 128)),
    }
    const forms: ReadonlyArray<fc.Arbitrary<ForeignPassword>> = [
      hashes.BCRYPT.map(([kind, cost, rest]) => ({ algorithm: 'BCRYPT', hash: `$2${kind}$${cost}$${rest}` })),
      hashes.SCRYPT.map((parts) => ({ algorithm: 'SCRYPT', hash: parts.join('$') })),
      hashes.ARGON2ID.map(([m, t, p, salt, made]) => ({
        algorithm: 'ARGON2ID',
        hash: `$argon2id$v=19$m=${m},t=${t},p=${p}$${salt}$${made}`,
      })),
      hashes.PBKDF2_SHA256.map((parts) => ({
        algorithm: 'PBKDF2_SHA256',
        hash: `$pbkdf2-sha256$${parts.join('$')}`,
      })),
    ]
    const passwords = fc.oneof(fc.string({ maxLength: 256 }), fc.constant('\0'), fc.constant('x'.repeat(256)))
    await fc.assert(
      fc.asyncProperty(fc.oneof(...forms), passwords, async (stored, password) => {
        assert.equal(await foreignPasswordMatches(stored, password), false)
      }),
      { numRuns: 1000 },
    )
  })

  test('that no form accepts never matches, whatever it contains', async () => {
    const algorithm = fc.constantFrom<ForeignPassword['algorithm']>(
      'SCRYPT',
      'PBKDF2_SHA256',
      'BCRYPT',
      'ARGON2ID',
    )
    await fc.assert(
      fc.asyncProperty(algorithm, fc.string(), async (name, hash) => {
        assert.equal(isAcceptable({ algorithm: name, hash }), false)
        assert.equal(await foreignPasswordMatches({ algorithm: name, hash }, 'x'), false)
      }),
      { numRuns: 200 },
    )
  })
})
