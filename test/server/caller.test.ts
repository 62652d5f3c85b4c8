import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { callerOf } from '../../src/server/caller.ts'
import { listen } from './running-server.ts'

const connection = { address: '10.0.0.1', secure: false }

function forwarded(hops: number, ...values: string[]): string {
  return callerOf(
    values.map((value) => ['x-forwarded-for', value] as const),
    hops,
    connection,
  ).remoteAddress
}

describe('the caller', () => {
  test('is the other end of the connection if no proxy is trusted', () => {
    assert.equal(forwarded(0, '192.0.2.1'), '10.0.0.1')
  })

  test('is the last address of X-Forwarded-For behind one proxy, whatever precedes it', () => {
    assert.equal(forwarded(1, '6.6.6.6, 192.0.2.1'), '192.0.2.1')
  })

  test('is the last but one behind two proxies, counted over repeated headers', () => {
    assert.equal(forwarded(2, '6.6.6.6, 192.0.2.1', '10.0.0.2'), '192.0.2.1')
  })

  test('is the first address of a list that is shorter than the chain of proxies', () => {
    assert.equal(forwarded(3, '192.0.2.1'), '192.0.2.1')
  })

  test('is the connection if the header is missing or not an address', () => {
    assert.equal(forwarded(1), '10.0.0.1')
    assert.equal(forwarded(1, 'unknown'), '10.0.0.1')
  })

  test('has no port and no brackets', () => {
    assert.equal(forwarded(1, '192.0.2.1:4711'), '192.0.2.1')
    assert.equal(forwarded(1, '[2001:db8::1]:4711'), '2001:db8::1')
  })

  test('of IPv4 on a socket of IPv6 is written as IPv4', () => {
    const caller = callerOf([], 0, { address: '::ffff:192.0.2.1', secure: true })
    assert.deepEqual(caller, { remoteAddress: '192.0.2.1', secure: true })
  })

  test('uses https if and only if the trusted proxy says so', () => {
    const headers = [['x-forwarded-proto', 'https']] as const
    assert.equal(callerOf(headers, 1, connection).secure, true)
    assert.equal(callerOf(headers, 0, connection).secure, false)
  })

  test('causes one warning if it comes through an untrusted proxy', async () => {
    const server = await listen()
    const proxied = () => fetch(`${server.url}/health`, { headers: { 'X-Forwarded-For': '192.0.2.1' } })
    await fetch(`${server.url}/health`)
    assert.deepEqual(warningsIn(server.lines), [])
    await proxied()
    await proxied()
    const [warning, ...more] = warningsIn(server.lines)
    assert.match(warning?.message, /Set trust-proxy to the number of proxies/)
    assert.deepEqual([warning?.remoteAddress, more], ['127.0.0.1', []])
    await server.close()
  })

  test('is not warned of where a proxy is trusted', async () => {
    const server = await listen({ config: { trustProxy: 1 } })
    await fetch(`${server.url}/health`, { headers: { 'X-Forwarded-For': '192.0.2.1' } })
    assert.deepEqual(warningsIn(server.lines), [])
    await server.close()
  })
})

function warningsIn(lines: readonly string[]) {
  return lines.map((line) => JSON.parse(line)).filter(({ level }) => level === 'warn')
}
