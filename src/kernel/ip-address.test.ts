import assert from 'node:assert/strict'
import { BlockList, isIP } from 'node:net'
import { test } from 'node:test'
import fc from 'fast-check'
import { isInBlock, parseIpAddress, parseIpBlock } from './ip-address.ts'

const contains = (block: string, address: string): boolean | undefined => {
  const parsedBlock = parseIpBlock(block)
  const parsedAddress = parseIpAddress(address)
  return parsedBlock && parsedAddress && isInBlock(parsedAddress, parsedBlock)
}

const cases: [block: string, address: string, inside: boolean][] = [
  ['203.0.113.0/24', '203.0.113.255', true],
  ['203.0.113.0/24', '203.0.114.0', false],
  ['203.0.113.77/24', '203.0.113.1', true],
  ['203.0.113.7', '203.0.113.7', true],
  ['203.0.113.7', '203.0.113.8', false],
  ['0.0.0.0/0', '198.51.100.1', true],
  ['0.0.0.0/0', '2001:db8::1', false],
  ['::/0', '198.51.100.1', false],
  ['2001:db8::/32', '2001:db8:ffff::1', true],
  ['2001:db8::/32', '2001:db9::1', false],
  ['2001:DB8::1', '2001:db8:0:0:0:0:0:1', true],
  ['203.0.113.0/24', '::ffff:203.0.113.9', true],
  ['::ffff:203.0.113.0/120', '203.0.113.9', true],
  ['::ffff:203.0.113.0/120', '203.0.114.9', false],
  ['fe80::/10', 'fe80::1%eth0', true],
]

for (const [block, address, inside] of cases) {
  test(`${address} is ${inside ? '' : 'not '}in ${block}`, () => {
    assert.equal(contains(block, address), inside)
  })
}

const malformed = [
  '',
  '1.2.3',
  '1.2.3.4.5',
  '256.1.1.1',
  '01.2.3.4',
  '1.2.3.4/33',
  '1.2.3.4/-1',
  '1.2.3.4/',
  '1.2.3.4/8/8',
  '::1/129',
  ':::',
  '1::2::3',
  '1:2:3:4:5:6:7',
  '1:2:3:4:5:6:7:8:9',
  '1:2:3:4:5:6:7:8::',
  '12345::',
  'g::',
  '1.2.3.4::',
  ':1',
  '1:',
  '::ffff:1.2.3.4/95',
  'fe80::1%eth0',
  'localhost',
  '1.2.3.*',
]

for (const text of malformed) {
  test(`refuses the block "${text}"`, () => assert.equal(parseIpBlock(text), undefined))
}

const addresses = fc.oneof(fc.ipV4(), fc.ipV6())

test('reads every address that node knows', () => {
  fc.assert(fc.property(addresses, (address) => assert.ok(isIP(address) && parseIpAddress(address))))
})

test('agrees with the block list of node', () => {
  fc.assert(
    fc.property(addresses, addresses, fc.integer({ min: 0, max: 32 }), (address, network, prefix) => {
      const family = (text: string) => (isIP(text) === 4 ? 'ipv4' : 'ipv6')
      fc.pre(family(address) === family(network) && !address.includes('.') === !network.includes('.'))
      const blocks = new BlockList()
      blocks.addSubnet(network, prefix, family(network))
      assert.equal(contains(`${network}/${prefix}`, address), blocks.check(address, family(address)))
    }),
  )
})
