import assert from 'node:assert/strict'
import { createSecretKey } from 'node:crypto'
import { test } from 'node:test'
import { MINUTE } from '../../kernel/clock.ts'
import { systemEntropy } from '../../kernel/entropy.ts'
import { openSecretBlock, sealSecretBlock } from './secret-block.ts'

const key = createSecretKey(Buffer.alloc(32, 5))
const owner = { userPoolId: 'eu-west-1_Ab0', clientId: 'client', username: 'alice' }
const exchange = { clientPublic: 0n, serverPublic: 7n, serverSecret: (1n << 256n) + 3n }
const now = 1_790_000_000_000
const block = sealSecretBlock(key, systemEntropy, owner, exchange, now)

test('gives back the exchange to its owner within its lifetime', () => {
  const opened = openSecretBlock(key, block, owner, now + 3 * MINUTE, 3 * MINUTE)
  assert.deepEqual(opened?.exchange, exchange)
  assert.equal(opened?.issuedAt, now)
})

test('is refused after its lifetime', () => {
  assert.equal(openSecretBlock(key, block, owner, now + 3 * MINUTE + 1, 3 * MINUTE), undefined)
})

test('is refused for another pool, client, user or device', () => {
  const others = [{ userPoolId: 'x' }, { clientId: 'x' }, { username: 'x' }, { deviceKey: 'x' }]
  for (const other of others) {
    assert.equal(openSecretBlock(key, block, { ...owner, ...other }, now, MINUTE), undefined)
  }
})

test('is refused when forged', () => {
  const forged = Buffer.from(JSON.stringify({ id: '1', at: now, A: '0', B: '1', b: '1' })).toString('base64')
  for (const text of ['', 'AA==', '!!!', forged]) {
    assert.equal(openSecretBlock(key, text, owner, now, MINUTE), undefined)
  }
})

test('is as long as those of the service: it grows with A alone', () => {
  const lengthFor = (clientPublic: bigint, serverPublic: bigint) =>
    sealSecretBlock(key, systemEntropy, owner, { ...exchange, clientPublic, serverPublic }, now).length
  const ofTheGroup = (1n << 3072n) - 1n
  assert.equal(lengthFor(0n, ofTheGroup), 1340)
  assert.equal(lengthFor(2n, 7n), 1340)
  assert.equal(lengthFor(ofTheGroup, ofTheGroup), 2572)
  assert.equal(lengthFor(ofTheGroup >> 3n, 7n), 2572)
})

test('has an id of its own, the same whenever it is opened', () => {
  const other = sealSecretBlock(key, systemEntropy, owner, exchange, now)
  const id = (text: string) => openSecretBlock(key, text, owner, now, MINUTE)?.id
  assert.equal(typeof id(block), 'string')
  assert.equal(id(block), id(block))
  assert.notEqual(id(block), id(other))
})
