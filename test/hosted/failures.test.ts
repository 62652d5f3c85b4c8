import assert from 'node:assert/strict'
import { describe, mock, test } from 'node:test'
import { type HostedParts, hostedApp } from '../../src/hosted/hosted-app.ts'
import { listen, pagesOf } from '../server/running-server.ts'

const failing = new Error('a detail')
const app = hostedApp({
  world: { storage: { stores: { userPools: { find: () => Promise.reject(failing) } } } },
  publicUrl: 'http://localhost',
} as unknown as HostedParts)

describe('a page that fails', () => {
  test('writes nothing to stderr besides the log, and shows the caller no detail', async () => {
    const written = [mock.method(console, 'error', () => {}), mock.method(process.stderr, 'write')]
    const server = await listen({ pages: pagesOf(app) })
    const answer = await fetch(`${server.url}/us-east-1_Example01/.well-known/jwks.json`)
    assert.equal(answer.status, 500)
    assert.equal(await answer.text(), 'Internal Server Error\n')
    assert.deepEqual(
      written.map(({ mock }) => mock.callCount()),
      [0, 0],
    )
    mock.restoreAll()
    const [logged] = server.lines.map((line) => JSON.parse(line)).filter(({ level }) => level === 'error')
    assert.equal(logged.error.message, 'a detail')
    assert.equal(logged.requestId, answer.headers.get('x-amz-cognito-request-id'))
    await server.close()
  })
})
