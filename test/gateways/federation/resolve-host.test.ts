import assert from 'node:assert/strict'
import { pbkdf2 } from 'node:crypto'
import { createSocket } from 'node:dgram'
import { Resolver } from 'node:dns/promises'
import { once } from 'node:events'
import { after, before, describe, test } from 'node:test'
import { promisify } from 'node:util'
import { hostResolver } from '../../../src/gateways/federation/resolve-host.ts'

const failing = (code: string) => async () => {
  throw Object.assign(new Error(code), { code })
}
const dns = (four: () => Promise<string[]>, six: () => Promise<string[]>) => () =>
  ({ resolve4: four, resolve6: six }) as unknown as Resolver
const neverByMachine = () => Promise.reject(new Error('the machine was asked'))

describe('the name of a provider', () => {
  test('has all addresses that DNS knows', async () => {
    const resolve = hostResolver({
      dns: dns(
        async () => ['192.0.2.1'],
        async () => ['2001:db8::1'],
      ),
      machine: neverByMachine,
    })
    assert.deepEqual(await resolve('idp.example'), [
      { address: '192.0.2.1', family: 4 },
      { address: '2001:db8::1', family: 6 },
    ])
  })

  test('without a dot, or unknown to DNS, is looked up by the machine, one at a time', async () => {
    let running = 0
    let most = 0
    const asked: string[] = []
    const resolve = hostResolver({
      dns: dns(failing('ENOTFOUND'), failing('ENODATA')),
      async machine(host) {
        asked.push(host)
        most = Math.max(most, ++running)
        await new Promise(setImmediate)
        running--
        if (host === 'bad') throw new Error('unknown')
        return [{ address: '127.0.0.1', family: 4 }]
      },
    })
    const names = ['keycloak', 'bad', 'idp.internal', 'localhost']
    const outcomes = await Promise.allSettled(names.map(resolve))
    assert.deepEqual(
      outcomes.map(({ status }) => status),
      ['fulfilled', 'rejected', 'fulfilled', 'fulfilled'],
    )
    assert.deepEqual([...asked].sort(), [...names].sort())
    assert.equal(most, 1)
  })

  test('whose server is silent is not looked up by the machine', async () => {
    const resolve = hostResolver({
      dns: dns(failing('ETIMEOUT'), failing('ETIMEOUT')),
      machine: neverByMachine,
    })
    await assert.rejects(resolve('idp.example'), { code: 'ETIMEOUT' })
  })
})

describe('DNS servers that do not answer', () => {
  const server = createSocket('udp4')
  let queries = 0
  server.on('message', () => void queries++)
  before(async () => {
    server.bind(0, '127.0.0.1')
    await once(server, 'listening')
  })
  after(() => server.close())

  test('leave the threads to those who hash passwords', async () => {
    const resolvers: Resolver[] = []
    const resolve = hostResolver({
      dns() {
        const resolver = new Resolver()
        resolver.setServers([`127.0.0.1:${server.address().port}`])
        resolvers.push(resolver)
        return resolver
      },
      machine: neverByMachine,
    })
    let ended = 0
    const count = () => void ended++
    const names = Array.from({ length: 40 }, (_, n) => `idp-${n}.example`)
    const lookups = Promise.all(names.map((name) => resolve(name).then(count, count)))
    while (queries < names.length) await new Promise(setImmediate)
    const hashes = Array.from({ length: 8 }, () => promisify(pbkdf2)('password', 'salt', 1, 32, 'sha256'))
    assert.equal((await Promise.all(hashes)).length, 8)
    assert.equal(ended, 0)
    for (const resolver of resolvers) resolver.cancel()
    await lookups
  })
})
