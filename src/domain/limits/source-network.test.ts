import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sourceNetwork } from './source-network.ts'

test('takes an IPv4 address for itself, however it is written', () => {
  assert.equal(sourceNetwork('192.0.2.1'), '192.0.2.1')
  assert.equal(sourceNetwork('::ffff:192.0.2.1'), '192.0.2.1')
  assert.notEqual(sourceNetwork('192.0.2.1'), sourceNetwork('192.0.2.2'))
})

test('takes all IPv6 addresses of a /64 for one', () => {
  const network = sourceNetwork('2001:db8:1:2::1')
  assert.equal(sourceNetwork('2001:DB8:1:2:ffff:ffff:ffff:ffff'), network)
  assert.equal(sourceNetwork('2001:0db8:0001:0002::%eth0'), network)
  assert.notEqual(sourceNetwork('2001:db8:1:3::1'), network)
})

test('knows no network of what is no address', () => {
  for (const text of ['', 'localhost', '1.2.3', '::1::']) assert.equal(sourceNetwork(text), undefined)
})
