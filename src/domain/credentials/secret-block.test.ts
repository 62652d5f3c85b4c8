import assert from 'node:assert/strict'
import { createSecretKey } from 'node:crypto'
import { test } from 'node:test'
import { MINUTE } from '../../kernel/clock.ts'
import { fromBigInt } from '../../kernel/cryptography/big-endian.ts'
import { systemEntropy } from '../../kernel/entropy.ts'
import { openSecretBlock, sealSecretBlock } from './secret-block.ts'

const key = createSecretKey(Buffer.alloc(32, 5))
const owner = { userPoolId: 'eu-west-1_Ab0', clientId: 'client', username: 'alice' }
const key3072 = (value: bigint) => fromBigInt(value, 384)
const exchange = {
  clientPublic: key3072(0n),
  serverPublic: key3072(7n),
  serverSecret: fromBigInt((1n << 255n) + 3n, 32),
}
const now = 1_790_000_000_000
const expiresAt = now + 3 * MINUTE
const text = sealSecretBlock(key, systemEntropy, owner, exchange, expiresAt)
const block = Buffer.from(text, 'base64')

test('gives back the exchange to its owner within its lifetime', () => {
  const opened = openSecretBlock(key, block, owner, expiresAt)
  assert.deepEqual(opened?.exchange, exchange)
  assert.equal(opened?.expiresAt, expiresAt)
})

test('is refused after its lifetime', () => {
  assert.equal(openSecretBlock(key, block, owner, expiresAt + 1), undefined)
})

test('is refused for another pool, client, user or device', () => {
  const others = [{ userPoolId: 'x' }, { clientId: 'x' }, { username: 'x' }, { deviceKey: 'x' }]
  for (const other of others) {
    assert.equal(openSecretBlock(key, block, { ...owner, ...other }, now), undefined)
  }
})

test('is refused when forged', () => {
  const changed = block.map((byte, index) => (index === 500 ? byte ^ 1 : byte))
  for (const forged of [Buffer.of(), Buffer.of(0), Buffer.alloc(900, 1), block.subarray(0, -1), changed]) {
    assert.equal(openSecretBlock(key, forged, owner, now), undefined)
  }
})

test('is as long as those of the service: it grows with A alone', () => {
  function lengthFor(client: bigint, server: bigint) {
    const publicKeys = { clientPublic: key3072(client), serverPublic: key3072(server) }
    return sealSecretBlock(key, systemEntropy, owner, { ...exchange, ...publicKeys }, now).length
  }
  const ofTheGroup = (1n << 3072n) - 1n
  assert.equal(lengthFor(0n, ofTheGroup), 1340)
  assert.equal(lengthFor(2n, 7n), 1340)
  assert.equal(lengthFor(ofTheGroup, ofTheGroup), 2572)
  assert.equal(lengthFor(ofTheGroup >> 3n, 7n), 2572)
})

test('has a unique id, the same whenever it is opened', () => {
  const other = sealSecretBlock(key, systemEntropy, owner, exchange, now)
  const id = (sealed: Buffer) => openSecretBlock(key, sealed, owner, now)?.id
  assert.match(id(block) ?? '', /^[0-9a-f]{32}$/)
  assert.equal(id(block), id(block))
  assert.notEqual(id(block), id(Buffer.from(other, 'base64')))
})
