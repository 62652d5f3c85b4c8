import assert from 'node:assert/strict'
import type { LookupAddress } from 'node:dns'
import { describe, test } from 'node:test'
import { AddressRefused, addressGuard } from '../../../src/gateways/federation/address-guard.ts'

const guard = addressGuard(false)

describe('the address of a provider', () => {
  for (const [address, fault] of [
    ['https://idp.example.com/path?query', undefined],
    ['https://idp.example.com:443', undefined],
    ['https://93.184.216.34', undefined],
    ['https://[2606:2800:220:1:248:1893:25c8:1946]', undefined],
    ['http://idp.example.com', 'plain-http'],
    ['ftp://idp.example.com', 'malformed'],
    ['file:///etc/passwd', 'malformed'],
    ['https://user:password@idp.example.com', 'malformed'],
    ['idp.example.com', 'malformed'],
    ['https://idp.example.com:8443', 'port'],
    ['https://127.0.0.1', 'private'],
    ['https://127.1', 'private'],
    ['https://0x7f000001', 'private'],
    ['https://017700000001', 'private'],
    ['https://2130706433', 'private'],
    ['https://10.1.2.3', 'private'],
    ['https://172.31.255.255', 'private'],
    ['https://172.32.0.1', undefined],
    ['https://192.168.0.1', 'private'],
    ['https://169.254.169.254', 'private'],
    ['https://100.64.0.1', 'private'],
    ['https://localhost', 'private'],
    ['https://localhost.', 'private'],
    ['https://LOCALHOST', 'private'],
    ['https://idp.localhost', 'private'],
    ['https://0.0.0.0', 'reserved'],
    ['https://192.0.2.1', 'reserved'],
    ['https://198.18.0.1', 'reserved'],
    ['https://224.0.0.1', 'reserved'],
    ['https://255.255.255.255', 'reserved'],
    ['https://[::1]', 'private'],
    ['https://[::]', 'reserved'],
    ['https://[::ffff:127.0.0.1]', 'private'],
    ['https://[::ffff:93.184.216.34]', undefined],
    ['https://[64:ff9b::7f00:1]', 'reserved'],
    ['https://[2002:7f00:1::]', 'reserved'],
    ['https://[fd00::1]', 'private'],
    ['https://[fe80::1]', 'private'],
    ['https://[2001:db8::1]', 'reserved'],
    ['https://[ff02::1]', 'reserved'],
  ] as const) {
    test(`${address} is ${fault ?? 'allowed'}`, () => assert.equal(guard.faultOf(address), fault))
  }

  test('may be any of http and https where private addresses are allowed', () => {
    const open = addressGuard(true)
    assert.equal(open.faultOf('http://127.0.0.1:8080/path'), undefined)
    assert.equal(open.faultOf('https://localhost'), undefined)
    assert.equal(open.faultOf('file:///etc/passwd'), 'malformed')
    assert.equal(open.faultOf('http://user:password@127.0.0.1'), 'malformed')
  })
})

describe('a name that is resolved', () => {
  const looked = (addresses: readonly string[], privateAddresses = false) =>
    new Promise<LookupAddress[]>((resolve, reject) => {
      const found = addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }))
      const { lookup } = addressGuard(privateAddresses, async () => found)
      lookup('idp.example.com', { all: true }, (error, answer) =>
        error ? reject(error) : resolve(answer as LookupAddress[]),
      )
    })

  test('gives all of its addresses', async () => {
    const addresses = ['93.184.216.34', '2606:2800:220:1:248:1893:25c8:1946']
    assert.deepEqual(
      (await looked(addresses)).map(({ address }) => address),
      addresses,
    )
  })

  test('is refused if one of its addresses is private', () =>
    assert.rejects(
      looked(['93.184.216.34', '10.0.0.1']),
      (error) => error instanceof AddressRefused && error.fault === 'private',
    ))

  test('is refused if one of its addresses is reserved', () =>
    assert.rejects(
      looked(['64:ff9b::a00:1', '93.184.216.34']),
      (error) => error instanceof AddressRefused && error.fault === 'reserved',
    ))

  test('is refused if it has no address', () => assert.rejects(looked([]), /has no address/))

  test('may have private addresses where they are allowed', async () =>
    assert.equal((await looked(['10.0.0.1'], true)).length, 1))

  test('gives one address to a caller that wants one', async () => {
    const { lookup } = addressGuard(false, async () => [{ address: '93.184.216.34', family: 4 }])
    const found = await new Promise((resolve) => {
      lookup('idp.example.com', {}, (_, address, family) => resolve([address, family]))
    })
    assert.deepEqual(found, ['93.184.216.34', 4])
  })
})
