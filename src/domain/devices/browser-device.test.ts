import assert from 'node:assert/strict'
import { createSecretKey } from 'node:crypto'
import { test } from 'node:test'
import { systemEntropy } from '../../kernel/entropy.ts'
import { browserDeviceOwner, isBrowserDevice, newBrowserDevice } from './browser-device.ts'
import { findIssuedKey } from './device-key.ts'

const POOL = { id: 'us-east-1_Example01', region: 'us-east-1' }
const SUB = 'a9a3c1f0-0000-4000-8000-000000000001'
const KEY = createSecretKey(Buffer.alloc(32, 7))
const PARTS = { poolKeys: () => KEY, entropy: systemEntropy }

const made = newBrowserDevice(PARTS, POOL, SUB, 'shop')
const device = {
  userPoolId: POOL.id,
  sub: SUB,
  ...made.issued,
  remembered: true,
  lastIpAddress: '192.0.2.1',
  createdAt: 0,
  modifiedAt: 0,
  authenticatedAt: 0,
  verifier: made.verifier,
}

test('a browser is the device by its secret, on the domain where it became it', () => {
  assert.equal(isBrowserDevice(device, made.kept, 'shop'), true)
  assert.equal(isBrowserDevice(device, made.kept, 'shop-2'), false)
  const other = newBrowserDevice(PARTS, POOL, SUB, 'shop')
  assert.equal(isBrowserDevice(device, other.kept, 'shop'), false)
  assert.equal(isBrowserDevice({ ...device, ...other.issued }, made.kept, 'shop'), false)
})

test('its key is one that was issued to the user', () => {
  assert.deepEqual(findIssuedKey(KEY, { pool: POOL, sub: SUB }, made.kept.deviceKey), made.issued)
  assert.equal(findIssuedKey(KEY, { pool: POOL, sub: 'another' }, made.kept.deviceKey), undefined)
})

test('names its user by a digest that differs between users and pools', () => {
  const owners = [
    { userPoolId: POOL.id, sub: SUB },
    { userPoolId: POOL.id, sub: 'another' },
    { userPoolId: 'us-east-1_Example02', sub: SUB },
  ].map(browserDeviceOwner)
  assert.equal(new Set(owners).size, 3)
  assert.equal(made.kept.owner, owners[0])
})
