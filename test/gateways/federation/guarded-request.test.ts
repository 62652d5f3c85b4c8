import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import {
  type AddressGuard,
  AddressRefused,
  addressGuard,
} from '../../../src/gateways/federation/address-guard.ts'
import { guardedRequest, MOST_REDIRECTS } from '../../../src/gateways/federation/guarded-request.ts'
import { useProviderServer } from './provider-server.ts'

const provider = useProviderServer()
const { answers } = provider

const WANTED = { userAgent: 'test', limit: 1000, patience: 10_000, redirects: MOST_REDIRECTS }
const open = addressGuard(true)
const get = (path: string, change: object = {}, guard: AddressGuard = open) =>
  guardedRequest(guard, { ...WANTED, url: provider.url + path, ...change })

describe('a guarded request', () => {
  test('sends method, headers and body, and returns the answer', async () => {
    const bodies: string[] = []
    answers.set('/post', (request, response) => {
      request.on('data', (part) => bodies.push(`${part}`))
      request.on('end', () => response.writeHead(201, { 'x-test': 'yes' }).end('answer'))
    })
    const headers = { 'content-type': 'application/x-www-form-urlencoded' }
    const answer = await get('/post', { method: 'POST', headers, body: 'a=ü' })
    assert.equal(answer.status, 201)
    assert.equal(answer.headers['x-test'], 'yes')
    assert.equal(answer.body.toString(), 'answer')
    assert.deepEqual(bodies, ['a=ü'])
    const sent = provider.requests.at(-1)?.headers
    assert.equal(sent?.['user-agent'], 'test')
    assert.equal(sent?.['content-type'], 'application/x-www-form-urlencoded')
    assert.equal(sent?.['accept-encoding'], 'identity')
  })

  test('reads as many bytes as the limit allows, and not one more', async () => {
    answers.set('/large', (_, response) => response.end('x'.repeat(1000)))
    assert.equal((await get('/large')).body.length, 1000)
    await assert.rejects(get('/large', { limit: 999 }), /sends more than 999 bytes/)
  })

  test('gives up when its time is over, also in the midst of an answer', async () => {
    answers.set('/silent', () => {})
    answers.set('/slow', (_, response) => response.writeHead(200).write('x'))
    await assert.rejects(get('/silent', { patience: 20 }), { name: 'AbortError' })
    await assert.rejects(get('/slow', { patience: 20 }))
  })

  test('calls nothing where the address is refused', async () => {
    const before = provider.requests.length
    await assert.rejects(get('/large', {}, addressGuard(false)), AddressRefused)
    assert.equal(provider.requests.length, before)
  })
})

describe('redirects', () => {
  const redirect = (path: string, location: string, status = 302) =>
    answers.set(path, (_, response) => response.writeHead(status, { location }).end())

  test('are followed, relative ones too', async () => {
    answers.set('/there', (_, response) => response.end('there'))
    redirect('/here', './there')
    redirect('/start', `${provider.url}/here`, 307)
    assert.equal((await get('/start')).body.toString(), 'there')
  })

  test('are not followed by a POST', async () => {
    redirect('/here', '/there')
    assert.equal((await get('/here', { method: 'POST', body: '' })).status, 302)
  })

  test('are followed twenty times, and not without end', async () => {
    redirect('/loop', '/loop')
    const before = provider.requests.length
    await assert.rejects(get('/loop'), /redirects too often/)
    assert.equal(provider.requests.length - before, 21)
  })

  test('to an address that is refused are not followed', async () => {
    redirect('/away', 'https://169.254.169.254/latest/meta-data')
    const here = new URL(provider.url).host
    const onlyHere: AddressGuard = {
      ...open,
      faultOf: (address) =>
        new URL(address).host === here ? undefined : addressGuard(false).faultOf(address),
    }
    await assert.rejects(
      get('/away', {}, onlyHere),
      (error) => error instanceof AddressRefused && error.fault === 'private',
    )
    redirect('/file', 'file:///etc/passwd')
    await assert.rejects(get('/file'), AddressRefused)
    redirect('/broken', 'http://[')
    await assert.rejects(get('/broken'), AddressRefused)
  })

  test('to a name are refused if the name leads to a private address', async () => {
    const names: string[] = []
    const rebound = addressGuard(false, async (host) => {
      names.push(host)
      return [{ address: '127.0.0.1', family: 4 }]
    })
    const guard: AddressGuard = { faultOf: () => undefined, lookup: rebound.lookup }
    const { port } = new URL(provider.url)
    redirect('/rebound', `http://rebound.example.com:${port}/there`)
    await assert.rejects(
      get('/rebound', {}, guard),
      (error) => error instanceof AddressRefused && error.fault === 'private',
    )
    assert.deepEqual(names, ['rebound.example.com'])
  })
})
