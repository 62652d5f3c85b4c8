import assert from 'node:assert/strict'
import { test } from 'node:test'
import { guessingNetwork, surroundings } from './circumstances.ts'

test('an IPv6 address is in one network for all of threat protection: the /48 of its site', () => {
  for (const networkOf of [surroundings, guessingNetwork]) {
    const network = networkOf('2001:db8:1:2::1')
    assert.ok(network)
    assert.equal(networkOf('2001:DB8:1:ffff:ffff:ffff:ffff:ffff'), network)
    assert.notEqual(networkOf('2001:db8:2:2::1'), network)
  }
  assert.equal(surroundings('2001:db8:1:2::1'), guessingNetwork('2001:db8:1:2::1'))
})

test('the surroundings of an IPv4 address are its /24, and guesses from it are its own', () => {
  assert.equal(surroundings('192.0.2.1'), surroundings('192.0.2.200'))
  assert.notEqual(surroundings('192.0.2.1'), surroundings('192.0.3.1'))
  assert.notEqual(guessingNetwork('192.0.2.1'), guessingNetwork('192.0.2.2'))
  assert.equal(guessingNetwork('::ffff:192.0.2.1'), guessingNetwork('192.0.2.1'))
})

test('a text that is no address has no network', () => {
  for (const networkOf of [surroundings, guessingNetwork]) {
    for (const text of [undefined, '', 'localhost', '192.0.2.1, 198.51.100.1']) {
      assert.equal(networkOf(text), undefined)
    }
  }
})
