import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseDeviceVerifier } from './device-verifier.ts'

const base64 = (...bytes: number[]) => Buffer.from(bytes).toString('base64')
const GOOD = { passwordVerifier: base64(0, 0x80, 1), salt: base64(0, 0x90) }

function refused(config: Parameters<typeof parseDeviceVerifier>[0], message: string): void {
  assert.throws(() => parseDeviceVerifier(config), { name: 'InvalidParameterException', message })
}

test('a verifier has the width of the group, a salt no leading zeros', () => {
  const { verifier, salt } = parseDeviceVerifier(GOOD)
  assert.equal(verifier.length, 384)
  assert.equal(verifier.toString('hex'), '8001'.padStart(768, '0'))
  assert.deepEqual(salt, Buffer.of(0x90))
})

test('the largest ones are taken', () => {
  const config = { passwordVerifier: base64(0, ...Array(384).fill(255)), salt: base64(...Array(64).fill(1)) }
  const { verifier, salt } = parseDeviceVerifier(config)
  assert.deepEqual(verifier, Buffer.alloc(384, 255))
  assert.equal(salt.length, 64)
})

test('base64 without padding is taken', () => {
  const config = { ...GOOD, salt: base64(7, 7).replaceAll('=', '') }
  assert.deepEqual(parseDeviceVerifier(config).salt, Buffer.of(7, 7))
})

test('nothing is no verifier', () => {
  refused(undefined, 'Missing required parameter DeviceSecretVerifierConfig')
})

for (const [member, name, most] of [
  ['passwordVerifier', 'PasswordVerifier', 384],
  ['salt', 'Salt', 64],
] as const) {
  test(`a ${name} is refused that is missing, no base64, zero or too long`, () => {
    const tooLong = base64(...Array(most + 1).fill(1))
    for (const value of [undefined, '', 'AA-_', '====', 'A B', base64(0, 0), tooLong]) {
      refused({ ...GOOD, [member]: value }, `Invalid ${name} in DeviceSecretVerifierConfig.`)
    }
  })
}
