import assert from 'node:assert/strict'
import { request } from 'node:http'
import { networkInterfaces } from 'node:os'
import { describe, test } from 'node:test'
import { silentLog } from '../../src/kernel/log.ts'
import { prometheusMetrics } from '../../src/server/metrics.ts'
import { metricsPage } from '../../src/server/metrics-page.ts'
import { startMetricsServer } from '../../src/server/metrics-server.ts'
import { listen } from './running-server.ts'

const TOKEN = 'metrics-token-of-the-tests'

describe('metrics', () => {
  test('count messages that were withheld', async () => {
    const metrics = await prometheusMetrics()
    metrics.count('messages_withheld', { limit: 'recipient', kind: 'sign-up' })
    metrics.count('messages_withheld', { limit: 'recipient', kind: 'sign-up' })
    const { text } = await metrics.render()
    assert.match(text, /^poolhouse_messages_withheld_total\{limit="recipient",kind="sign-up"\} 2$/m)
  })

  test('count guesses that were refused', async () => {
    const metrics = await prometheusMetrics()
    metrics.count('guesses_refused', {})
    const { text } = await metrics.render()
    assert.match(text, /^poolhouse_guesses_refused_total 1$/m)
  })

  test('count answers by operation and outcome, and none without an operation', async () => {
    let operation: string | undefined = 'SignUp'
    const metrics = await prometheusMetrics()
    const server = await listen({
      metrics,
      metricsPage: metricsPage(metrics, undefined),
      handleApi: async ({ body }) => ({
        status: body.length > 0 ? 400 : 200,
        headers: body.length > 0 ? { 'x-amzn-errortype': 'UsernameExistsException:' } : {},
        body: '',
        ...(operation && { operation }),
      }),
    })
    await fetch(server.url, { method: 'POST' })
    await fetch(server.url, { method: 'POST', body: '{}' })
    operation = undefined
    await fetch(server.url, { method: 'POST' })
    const text = await (await fetch(`${server.url}/metrics`)).text()
    await server.close()
    assert.match(text, /^process_cpu_seconds_total /m)
    assert.match(text, /^poolhouse_request_duration_seconds_count\{operation="SignUp"\} 2$/m)
    assert.deepEqual(text.match(/^poolhouse_requests_total.*$/gm), [
      'poolhouse_requests_total{operation="SignUp",outcome="success"} 1',
      'poolhouse_requests_total{operation="SignUp",outcome="UsernameExistsException"} 1',
    ])
  })
})

describe('metrics of pages', () => {
  test('count answers by endpoint and status, and none without an endpoint', async () => {
    const metrics = await prometheusMetrics()
    const answers = [
      { endpoint: 'GET /login', status: 200 },
      { endpoint: 'GET /login', status: 302 },
      undefined,
    ]
    const server = await listen({
      metrics,
      metricsPage: metricsPage(metrics, undefined),
      pages: {
        answer: async () => {
          const { endpoint, status } = answers.shift() ?? { endpoint: undefined, status: 404 }
          return { status, headers: [], cookies: [], body: '', ...(endpoint && { endpoint }) }
        },
      },
    })
    for (const path of ['/a', '/b', '/c']) await fetch(`${server.url}${path}`, { redirect: 'manual' })
    const text = await (await fetch(`${server.url}/metrics`)).text()
    await server.close()
    assert.match(text, /^poolhouse_domain_request_duration_seconds_count\{endpoint="GET \/login"\} 2$/m)
    assert.deepEqual(text.match(/^poolhouse_domain_requests_total.*$/gm), [
      'poolhouse_domain_requests_total{endpoint="GET /login",status="200"} 1',
      'poolhouse_domain_requests_total{endpoint="GET /login",status="302"} 1',
    ])
  })
})

describe('access to metrics', () => {
  test('is refused without the token, and with another one', async () => {
    const server = await listen({ metricsPage: metricsPage(await prometheusMetrics(), TOKEN) })
    const get = (authorization?: string) =>
      fetch(`${server.url}/metrics`, { headers: { ...(authorization && { authorization }) } })
    for (const wrong of [
      undefined,
      'Bearer',
      'Bearer ',
      `Bearer ${TOKEN}x`,
      `Basic ${TOKEN}`,
      TOKEN,
      'Bearer x'.repeat(99),
    ]) {
      const response = await get(wrong)
      assert.equal(response.status, 401, wrong)
      assert.equal(response.headers.get('www-authenticate'), 'Bearer realm="metrics"')
      assert.doesNotMatch(await response.text(), /process_cpu/)
    }
    for (const right of [`Bearer ${TOKEN}`, `bearer  ${TOKEN}`]) {
      const response = await get(right)
      assert.equal(response.status, 200, right)
      assert.match(await response.text(), /process_cpu/)
    }
    await server.close()
  })

  test('on a separate port are for this machine only, and nothing else is there', async () => {
    const server = await startMetricsServer(0, metricsPage(await prometheusMetrics(), undefined), silentLog)
    const url = `http://127.0.0.1:${server.port}`
    assert.match(await (await fetch(`${url}/metrics?x=%00`)).text(), /process_cpu/)
    for (const path of ['/', '/health', '/metrics/', '/%00', '/metric%73']) {
      assert.equal((await fetch(url + path)).status, 404, path)
    }
    assert.equal((await fetch(`${url}/metrics`, { method: 'POST', body: 'x' })).status, 404)
    for (const address of otherAddresses()) await assert.rejects(connected(address, server.port), address)
    await server.close()
  })

  test('on a separate port need the token too, if there is one', async () => {
    const server = await startMetricsServer(0, metricsPage(await prometheusMetrics(), TOKEN), silentLog)
    assert.equal((await fetch(`http://127.0.0.1:${server.port}/metrics`)).status, 401)
    await server.close()
  })

  test('reveals no more about a failure than that it happened', async () => {
    const lines: string[] = []
    const log = { ...silentLog, error: (text: string) => void lines.push(text) }
    const server = await startMetricsServer(0, () => Promise.reject(new Error('a detail')), log)
    const response = await fetch(`http://127.0.0.1:${server.port}/metrics`)
    assert.deepEqual([response.status, await response.text()], [500, 'Internal Server Error\n'])
    assert.deepEqual(lines, ['Could not collect the metrics'])
    await server.close()
  })
})

/** Addresses of this machine other than loopback. */
function otherAddresses(): string[] {
  return Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .filter(({ internal, family }) => !internal && family === 'IPv4')
    .map(({ address }) => address)
}

function connected(host: string, port: number): Promise<unknown> {
  return new Promise((resolve, reject) => {
    request({ host, port, path: '/metrics', timeout: 5000 }, resolve).on('error', reject).end()
  })
}
