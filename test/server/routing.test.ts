import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { Hono } from 'hono'
import type { PageBindings } from '../../src/server/answer-page.ts'
import type { HttpRequest } from '../../src/wire/http-message.ts'
import { headerOf } from '../../src/wire/http-message.ts'
import { listen, pagesOf } from './running-server.ts'

/** The request that the API received. */
async function sent(response: Response): Promise<Omit<HttpRequest, 'body'> & { body: string }> {
  return (await response.json()) as Awaited<ReturnType<typeof sent>>
}

describe('routing', () => {
  let server: Awaited<ReturnType<typeof listen>>
  let isReady: () => Promise<boolean> = async () => true
  before(async () => {
    const pages = new Hono<{ Bindings: PageBindings }>()
    pages.get('/login', (context) => context.text(`from ${context.env.remoteAddress}`))
    pages.post('/login', async (context) => context.json(await context.req.parseBody()))
    pages.post('/echo', async (context) => context.text(await context.req.text()))
    server = await listen({ pages: pagesOf(pages), ready: () => isReady() })
  })
  after(() => server.close())

  test('gives POST / to the API, with path, query, headers and body unchanged', async () => {
    const response = await fetch(`${server.url}/?a=%41&b`, {
      method: 'POST',
      headers: { 'X-Amz-Date': '20260101T000000Z' },
      body: '{"a":"ä"}',
    })
    const request = await sent(response)
    assert.equal(request.method, 'POST')
    assert.equal(request.path, '/')
    assert.equal(request.query, 'a=%41&b')
    assert.equal(request.body, '{"a":"ä"}')
    assert.equal(request.remoteAddress, '127.0.0.1')
    assert.equal(request.secure, false)
    assert.equal(headerOf(request, 'x-amz-date'), '20260101T000000Z')
  })

  test('gives OPTIONS / to the API', async () => {
    const response = await fetch(server.url, { method: 'OPTIONS' })
    assert.equal((await sent(response)).method, 'OPTIONS')
  })

  test('gives any request with a target to the API, whatever its path', async () => {
    const response = await fetch(`${server.url}/elsewhere`, { headers: { 'x-amz-target': 'A.B' } })
    assert.equal((await sent(response)).path, '/elsewhere')
  })

  test('gives everything else to the pages, with the caller', async () => {
    assert.equal(await (await fetch(`${server.url}/login`)).text(), 'from 127.0.0.1')
  })

  test('hands forms and texts over to the pages', async () => {
    const form = await fetch(`${server.url}/login`, {
      method: 'POST',
      body: new URLSearchParams({ username: 'ä' }),
    })
    assert.deepEqual(await form.json(), { username: 'ä' })
    assert.equal(await (await fetch(`${server.url}/echo`, { method: 'POST', body: 'text' })).text(), 'text')
  })

  test('answers 404 if no page matches', async () => {
    assert.equal((await fetch(`${server.url}/nowhere`)).status, 404)
  })

  test('is healthy always', async () => {
    const response = await fetch(`${server.url}/health`)
    assert.equal(response.status, 200)
    assert.deepEqual(await response.json(), { status: 'ok' })
  })

  test('is ready when the app is, and not when the app fails to answer', async () => {
    assert.equal((await fetch(`${server.url}/ready`)).status, 200)
    isReady = async () => false
    assert.equal((await fetch(`${server.url}/ready`)).status, 503)
    isReady = () => Promise.reject(new Error('database gone'))
    assert.equal((await fetch(`${server.url}/ready`)).status, 503)
  })

  test('answers HEAD without a body', async () => {
    const response = await fetch(`${server.url}/health`, { method: 'HEAD' })
    assert.equal(response.status, 200)
    assert.equal(await response.text(), '')
  })

  test('has no metrics unless they are asked for', async () => {
    assert.equal((await fetch(`${server.url}/metrics`)).status, 404)
  })
})

describe('an unexpected exception', () => {
  test('of the API are answered without detail and logged under the id that the caller received', async () => {
    const server = await listen({ handleApi: () => Promise.reject(new Error('a detail')) })
    const response = await fetch(server.url, { method: 'POST' })
    assert.equal(response.status, 500)
    assert.equal(await response.text(), '{"__type":"InternalErrorException"}')
    assert.equal(response.headers.get('x-amzn-errortype'), 'InternalErrorException:')
    const logged = server.lines.map((line) => JSON.parse(line)).find(({ level }) => level === 'error')
    assert.equal(logged.requestId, response.headers.get('x-amzn-requestid'))
    assert.equal(logged.error.message, 'a detail')
    await server.close()
  })

  test('of the pages is answered without detail and logged', async () => {
    const server = await listen({ pages: { answer: () => Promise.reject(new Error('a detail')) } })
    const response = await fetch(`${server.url}/login`)
    assert.equal(response.status, 500)
    assert.doesNotMatch(await response.text(), /detail/)
    const logged = server.lines.map((line) => JSON.parse(line)).find(({ level }) => level === 'error')
    assert.equal(logged.requestId, response.headers.get('x-amz-cognito-request-id'))
    await server.close()
  })
})
