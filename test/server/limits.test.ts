import assert from 'node:assert/strict'
import { once } from 'node:events'
import { connect } from 'node:net'
import { after, before, describe, test } from 'node:test'
import { listen } from './running-server.ts'

/** Sends bytes unchanged, and resolves with everything that comes back until the connection is closed. */
async function exchange(port: number, ...parts: Array<string | Buffer>): Promise<string> {
  const socket = connect(port, '127.0.0.1')
  const answer: Buffer[] = []
  socket.on('data', (chunk) => answer.push(chunk))
  socket.on('error', () => {}) // what was answered before counts
  await once(socket, 'connect')
  for (const part of parts) socket.write(part)
  await once(socket, 'close')
  return Buffer.concat(answer).toString()
}

describe('the body limit', () => {
  let server: Awaited<ReturnType<typeof listen>>
  before(async () => {
    server = await listen({ config: { bodyLimit: 1000, requestTimeout: 400 } })
  })
  after(() => server.close())

  test('lets a body of exactly the limit through', async () => {
    const response = await fetch(server.url, { method: 'POST', body: 'x'.repeat(1000) })
    assert.equal(response.status, 200)
  })

  test('refuses an announced length of one byte more, without waiting for the body', async () => {
    const answer = await exchange(server.port, 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1001\r\n\r\n')
    assert.match(answer, /^HTTP\/1\.1 413 /)
    assert.match(answer, /connection: close/i)
    assert.match(answer, /\{"__type":"RequestEntityTooLargeException"\}$/)
  })

  test('refuses a body of unknown length as soon as it exceeds the limit', async () => {
    const chunk = `3e8\r\n${'x'.repeat(1000)}\r\n`
    const head = 'POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n'
    const answer = await exchange(server.port, head, chunk, chunk)
    assert.match(answer, /^HTTP\/1\.1 413 /)
  })

  test('lets a caller that still sends read the answer', async () => {
    const response = await fetch(server.url, { method: 'POST', body: Buffer.alloc(4 * 1024 * 1024) })
    assert.equal(response.status, 413)
    assert.equal(response.headers.get('access-control-allow-origin'), '*')
  })

  test('holds for pages, too', async () => {
    const response = await fetch(`${server.url}/login`, { method: 'POST', body: 'x'.repeat(1001) })
    assert.equal(response.status, 413)
  })
})

describe('a slow caller', () => {
  test('is cut off if its head does not arrive in time', async () => {
    const server = await listen({ config: { requestTimeout: 200 } })
    assert.match(await exchange(server.port, 'POST / HTTP/1.1\r\nHost: a\r\n'), /^HTTP\/1\.1 408 /)
    await server.close()
  })

  test('is cut off if its body does not arrive in time', async () => {
    const server = await listen({ config: { requestTimeout: 200 } })
    const head = 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\n'
    assert.match(await exchange(server.port, head, 'four'), /^HTTP\/1\.1 408 /)
    await server.close()
  })

  test('that disappears while sending its body is not our failure', async () => {
    const server = await listen()
    const socket = connect(server.port, '127.0.0.1')
    socket.write('POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nfour')
    await once(socket, 'connect')
    await new Promise((resolve) => setTimeout(resolve, 50))
    socket.destroy()
    await new Promise((resolve) => setTimeout(resolve, 50))
    assert.deepEqual(server.lines, [])
    await server.close()
  })
})

describe('the head of a request', () => {
  test('may not exceed 16 KiB', async () => {
    const server = await listen()
    const head = `GET /health HTTP/1.1\r\nHost: a\r\nX-Large: ${'x'.repeat(17_000)}\r\n\r\n`
    assert.match(await exchange(server.port, head), /^HTTP\/1\.1 431 /)
    await server.close()
  })
})
