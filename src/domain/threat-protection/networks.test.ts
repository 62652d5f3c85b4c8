import assert from 'node:assert/strict'
import { test } from 'node:test'
import { networkVerdict } from './networks.ts'

const LISTS = {
  blockedIPRangeList: ['192.0.2.0/24', '2001:db8::/32'],
  skippedIPRangeList: ['198.51.100.0/24', '192.0.2.7/32'],
}

for (const [address, verdict] of [
  ['192.0.2.1', 'blocked'],
  ['192.0.2.7', 'blocked'],
  ['::ffff:192.0.2.1', 'blocked'],
  ['2001:db8:1::1', 'blocked'],
  ['198.51.100.255', 'skipped'],
  ['198.51.101.0', 'neither'],
  ['not an address', 'neither'],
  [undefined, 'neither'],
] as const) {
  test(`${address} is ${verdict}`, () => assert.equal(networkVerdict(LISTS, address), verdict))
}

test('without lists nothing is blocked or skipped', () => {
  assert.equal(networkVerdict({}, '192.0.2.1'), 'neither')
})
