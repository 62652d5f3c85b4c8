import assert from 'node:assert/strict'
import { createSecretKey } from 'node:crypto'
import { test } from 'node:test'
import { systemEntropy } from '../../kernel/entropy.ts'
import { findIssuedKey, isDeviceKey, issueDeviceKey } from './device-key.ts'

const KEY = createSecretKey(Buffer.alloc(32, 1))
const OWNER = { pool: { region: 'us-west-2' }, sub: '6e0f0a4e-7f5d-4a0e-8c3e-0d2f3a1b4c5d' }

const issue = () => issueDeviceKey(KEY, systemEntropy, OWNER)

test('a device key is the region and a UUID, a group key a hyphen and eight characters', () => {
  const { deviceKey, deviceGroupKey } = issue()
  assert.match(deviceKey, /^us-west-2_[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)
  assert.match(deviceGroupKey, /^-[\w-]{8}$/)
  assert.ok(isDeviceKey(deviceKey))
})

test('each sign-in gets another device key', () => {
  const keys = Array.from({ length: 100 }, () => issue().deviceKey)
  assert.equal(new Set(keys).size, 100)
})

test('an issued key is found again, with its group key', () => {
  const issued = issue()
  assert.deepEqual(findIssuedKey(KEY, OWNER, issued.deviceKey), issued)
})

test('a key that was issued to another user, in another region or by another pool is not', () => {
  const { deviceKey } = issue()
  const other = { ...OWNER, sub: 'somebody' }
  assert.equal(findIssuedKey(KEY, other, deviceKey), undefined)
  assert.equal(findIssuedKey(KEY, { ...OWNER, pool: { region: 'eu-west-1' } }, deviceKey), undefined)
  assert.equal(findIssuedKey(createSecretKey(Buffer.alloc(32, 2)), OWNER, deviceKey), undefined)
})

test('a key that was changed in one place, shortened or lengthened is not', () => {
  const { deviceKey } = issue()
  for (let i = 'us-west-2_'.length; i < deviceKey.length; i++) {
    const digit = deviceKey[i] === '0' ? '1' : '0'
    assert.equal(findIssuedKey(KEY, OWNER, deviceKey.slice(0, i) + digit + deviceKey.slice(i + 1)), undefined)
    assert.equal(findIssuedKey(KEY, OWNER, deviceKey.slice(0, i)), undefined)
  }
  assert.equal(findIssuedKey(KEY, OWNER, `${deviceKey}0`), undefined)
  assert.equal(findIssuedKey(KEY, OWNER, 'us-west-2_'), undefined)
  assert.equal(findIssuedKey(KEY, OWNER, ''), undefined)
})

test('a device key has the form of the service model', () => {
  for (const key of ['us-east-1_0a1b', 'x_-']) assert.ok(isDeviceKey(key), key)
  for (const key of ['', 'us-east-1', 'us-east-1_', 'us-east-1_G', `a_${'0'.repeat(54)}`, 'a\0_0', 'a_0\n'])
    assert.equal(isDeviceKey(key), false, key)
})
