import assert from 'node:assert/strict'
import { once } from 'node:events'
import { Agent, request } from 'node:http'
import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { describe, test } from 'node:test'
import { listen } from './running-server.ts'

function post(agent: Agent, port: number): Promise<{ body: string; reused: boolean; connection?: string }> {
  return new Promise((resolve, reject) => {
    const outgoing = request({ agent, port, host: '127.0.0.1', method: 'POST' }, async (response) => {
      const { connection } = response.headers
      const body = await text(response)
      resolve({ body, reused: outgoing.reusedSocket, ...(connection && { connection }) })
    })
    outgoing.on('error', reject).end('{}')
  })
}

/** A handler that waits until it is released, and a promise that resolves when it has started. */
function gate() {
  let begun = () => {}
  let release = () => {}
  const hasBegun = new Promise<void>((resolve) => {
    begun = resolve
  })
  const released = new Promise<void>((resolve) => {
    release = resolve
  })
  const handleApi = async () => {
    begun()
    await released
    return { status: 200, headers: {}, body: 'finished' }
  }
  return { hasBegun, release, handleApi }
}

describe('connections', () => {
  test('are kept open and used again', async () => {
    const server = await listen()
    const agent = new Agent({ keepAlive: true, maxSockets: 1 })
    assert.equal((await post(agent, server.port)).reused, false)
    assert.equal((await post(agent, server.port)).reused, true)
    agent.destroy()
    await server.close()
  })

  test('are closed when they were idle for the keep-alive time', async () => {
    const server = await listen({ config: { keepAliveTimeout: 100 } })
    const socket = connect(server.port, '127.0.0.1')
    socket.resume().write('GET /health HTTP/1.1\r\nHost: a\r\n\r\n')
    await once(socket, 'end')
    socket.destroy()
    await server.close()
  })
})

describe('closing the server', () => {
  test('lets a request in flight finish and then closes its connection', async () => {
    const { hasBegun, release, handleApi } = gate()
    const server = await listen({ handleApi })
    const agent = new Agent({ keepAlive: true })
    const answer = post(agent, server.port)
    await hasBegun
    const closed = server.close()
    await assert.rejects(post(new Agent(), server.port), { code: 'ECONNREFUSED' })
    release()
    assert.equal((await answer).body, 'finished')
    await closed
    agent.destroy()
  })

  test('still accepts requests during the delay, and ends each connection with its answer', async () => {
    const server = await listen({ config: { shutdownDelay: 1000 } })
    const closed = server.close()
    const answer = await fetch(`${server.url}/health`)
    assert.equal(answer.status, 200)
    assert.equal(answer.headers.get('connection'), 'close')
    await closed
    await assert.rejects(fetch(`${server.url}/health`))
  })

  test('closes idle connections without waiting for their time-out', async () => {
    const server = await listen({ config: { keepAliveTimeout: 60_000, shutdownGrace: 60_000 } })
    const agent = new Agent({ keepAlive: true })
    await post(agent, server.port)
    await server.close()
    agent.destroy()
  })

  test('cuts off unfinished requests after the grace period', async () => {
    const { hasBegun, release, handleApi } = gate()
    const server = await listen({ handleApi, config: { shutdownGrace: 100 } })
    const answer = assert.rejects(post(new Agent(), server.port), { code: 'ECONNRESET' })
    await hasBegun
    await server.close()
    await answer
    release()
  })
})
