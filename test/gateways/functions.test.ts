import assert from 'node:assert/strict'
import { once } from 'node:events'
import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { type FunctionSettings, triggerFunctions } from '../../src/gateways/functions/trigger-functions.ts'
import { pinoLog } from '../../src/kernel/log.ts'
import { functionArn, useFunctions } from '../support/functions.ts'

const log = pinoLog('silent', { write() {} })
const closings: (() => Promise<void>)[] = []
after(async () => {
  for (const close of closings) await close()
})

function gateway(settings: FunctionSettings) {
  const opened = triggerFunctions(settings, log, Date.now)
  closings.push(opened.close)
  return (arn: string, event: object = {}) => opened.invoke({ arn, payload: JSON.stringify(event) })
}

describe('the configuration of functions', () => {
  const functions = useFunctions()

  test('is searched by ARN, by ARN without an alias, and by name; the first that fits is called', async () => {
    const { url } = functions
    const invoke = gateway({
      functions: [
        { name: functionArn('one'), url: `${url}/by-arn` },
        { name: functionArn('two'), url: `${url}/by-unqualified` },
        { name: 'one', url: `${url}/by-name` },
        { name: 'one', url: `${url}/never` },
      ],
    })
    await invoke(functionArn('one'))
    await invoke(`${functionArn('two')}:live`)
    await invoke(functionArn('one', 'eu-west-1'))
    assert.deepEqual(
      functions.received.splice(0).map(({ path }) => path),
      [
        '/by-arn/2015-03-31/functions/one/invocations',
        '/by-unqualified/2015-03-31/functions/two/invocations',
        '/by-name/2015-03-31/functions/one/invocations',
      ],
    )
    assert.deepEqual(await invoke(functionArn('three')), { kind: 'unconfigured' })
  })

  test('may have the whole address of an emulator', async () => {
    const url = `${functions.url}/2015-03-31/functions/function/invocations`
    await gateway({ functions: [{ name: 'f', url }] })(functionArn('f'))
    assert.equal(functions.received.splice(0)[0]?.path, '/2015-03-31/functions/function/invocations')
  })
})

describe('an HTTP function', () => {
  test('is called over connections that are used again, by so many calls at once and no more', async () => {
    let connections = 0
    let underWay = 0
    let most = 0
    const held: (() => void)[] = []
    const server = createServer((request, response) => {
      request.resume()
      most = Math.max(most, ++underWay)
      const answer = () => {
        underWay--
        response.end('{}')
      }
      if (request.url === '/now/invocations') request.on('end', answer)
      else held.push(answer)
    })
    server.on('connection', () => connections++)
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    closings.push(async () => {
      server.closeAllConnections()
      server.close()
    })
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    const now = gateway({ functions: [{ name: 'f', url: `${url}/now/invocations` }] })
    for (let call = 0; call < 20; call++) await now(functionArn('f'))
    assert.ok(connections < 20, `${connections} connections for 20 calls`)

    const held100 = gateway({ functions: [{ name: 'f', url }], patience: 60_000 })
    const calls = Array.from({ length: 201 }, () => held100(functionArn('f')))
    assert.deepEqual(await calls[200], { kind: 'refused', error: 'TooManyRequestsException' })
    while (held.length < 100) await new Promise((resolve) => setImmediate(resolve))
    let ended = 0
    for (const call of calls) void call.then(() => ended++)
    while (ended < 201) {
      for (const answer of held.splice(0)) answer()
      await new Promise((resolve) => setImmediate(resolve))
    }
    assert.equal(most, 100)
  })

  test('is not sent more than Lambda takes', async () => {
    const invoke = gateway({ functions: [{ name: 'f', url: 'http://127.0.0.1:1' }] })
    assert.deepEqual(await invoke(functionArn('f'), { x: 'x'.repeat(6_300_000) }), {
      kind: 'refused',
      error: 'RequestTooLargeException',
    })
  })
})

describe('a function in a module', () => {
  let folder: string
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'poolhouse-module-'))
  })
  after(() => rmSync(folder, { recursive: true }))

  let written = 0
  function write(source: string, name = 'f'): string {
    const file = join(folder, `${name}.mjs`)
    writeFileSync(file, source)
    utimesSync(file, ++written, written) // so that each version has a time of its own
    return file
  }

  test('gets the event and a context, and is reloaded when the file changes', async () => {
    const source = (version: number) =>
      `export const handler = async (event, context) => ({ ...event, version: ${version}, name: context.functionName })`
    const invoke = gateway({ functions: [{ name: 'f', module: write(source(1)) }] })
    const answer = (version: number) => ({
      kind: 'answer',
      payload: JSON.stringify({ a: 1, version, name: 'f' }),
    })
    assert.deepEqual(await invoke(functionArn('f'), { a: 1 }), answer(1))
    write(source(2))
    assert.deepEqual(await invoke(functionArn('f'), { a: 1 }), answer(2))
  })

  for (const [what, source] of [
    [
      'calls back',
      'export const handler = (event, context, callback) => setImmediate(callback, null, event)',
    ],
    ['calls back at once', 'export const handler = (event, context, callback) => { callback(null, event) }'],
    [
      'calls back and is async',
      'export const handler = async (event, context, done) => { done(null, event) }',
    ],
  ] as const) {
    test(`that ${what} answers so, as in the examples of AWS`, async () => {
      const invoke = gateway({ functions: [{ name: 'c', module: write(source, 'c') }] })
      assert.deepEqual(await invoke(functionArn('c'), { a: 1 }), { kind: 'answer', payload: '{"a":1}' })
    })
  }

  test('may be CommonJS', async () => {
    const file = join(folder, 'common.cjs')
    writeFileSync(file, 'const made = () => ({ handler: async (event) => event })\nmodule.exports = made()')
    const invoke = gateway({ functions: [{ name: 'd', module: file }] })
    assert.deepEqual(await invoke(functionArn('d'), { a: 1 }), { kind: 'answer', payload: '{"a":1}' })
  })

  const failures: [what: string, source: string, outcome: object][] = [
    [
      'that throws',
      'export const handler = () => { throw new Error("no") }',
      { kind: 'function-error', message: 'no' },
    ],
    [
      'that calls back with an error',
      'export const handler = (event, context, callback) => callback(new Error("no"))',
      { kind: 'function-error', message: 'no' },
    ],
    ['that returns nothing', 'export const handler = () => {}', { kind: 'answer', payload: 'null' }],
    [
      'without a handler',
      'export const other = 1',
      { kind: 'function-error', message: 'The module exports no function named handler' },
    ],
    [
      'that ends its thread',
      'export const handler = () => process.exit(3)',
      { kind: 'function-error', message: 'Runtime exited without providing a reason' },
    ],
  ]
  for (const [what, source, outcome] of failures) {
    test(`${what} is reported`, async () => {
      const invoke = gateway({ functions: [{ name: 'g', module: write(source, 'g') }] })
      assert.deepEqual(await invoke(functionArn('g')), outcome)
    })
  }

  test('that loops forever is stopped, and works again once it is mended', async () => {
    const file = write('export const handler = () => { for (;;); }', 'h')
    const invoke = gateway({ functions: [{ name: 'h', module: file }], patience: 300 })
    assert.deepEqual(await invoke(functionArn('h')), { kind: 'timeout' })
    write('export const handler = (event) => event', 'h')
    const patient = gateway({ functions: [{ name: 'h', module: file }] })
    assert.deepEqual(await patient(functionArn('h')), { kind: 'answer', payload: '{}' })
  })

  test('that is not there is reported as a fault', async () => {
    const invoke = gateway({ functions: [{ name: 'f', module: join(folder, 'none.mjs') }] })
    assert.deepEqual(await invoke(functionArn('f')), { kind: 'refused', error: 'ServiceException' })
  })
})

describe('an endpoint of the Lambda API', () => {
  let url: string
  const heads: { path: string; authorization: string }[] = []
  let answer = { status: 200, headers: {} as Record<string, string>, body: '{"a":1}' }
  before(async () => {
    const server = createServer((request, response) => {
      request.resume()
      heads.push({ path: request.url ?? '', authorization: request.headers.authorization ?? '' })
      response.writeHead(answer.status, answer.headers).end(answer.body)
    })
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    closings.push(async () => {
      server.closeAllConnections()
      server.close()
    })
  })

  const credentials = { accessKeyId: 'AKIALAMBDA', secretAccessKey: 'secret' }

  test('gets signed calls for the region of the ARN', async () => {
    const invoke = gateway({ endpoint: { url, credentials } })
    const arn = functionArn('f', 'eu-west-1')
    assert.deepEqual(await invoke(arn), { kind: 'answer', payload: '{"a":1}' })
    const [head] = heads.splice(0)
    assert.equal(head?.path, `/2015-03-31/functions/${encodeURIComponent(arn)}/invocations`)
    assert.match(head?.authorization ?? '', /Credential=AKIALAMBDA\/\d{8}\/eu-west-1\/lambda\/aws4_request/)
  })

  test('is not asked for functions that the configuration names', async () => {
    const functions = [{ name: 'f', url: 'http://127.0.0.1:1' }]
    await gateway({ functions, endpoint: { url, credentials } })(functionArn('f'))
    assert.deepEqual(heads, [])
  })

  test('reports what the function threw', async () => {
    const headers = { 'x-amz-function-error': 'Unhandled' }
    answer = { status: 200, headers, body: '{"errorMessage":"no","errorType":"Error"}' }
    const outcome = await gateway({ endpoint: { url, credentials } })(functionArn('f'))
    assert.deepEqual(outcome, { kind: 'function-error', message: 'no' })
  })

  test('reports the names of its errors', async () => {
    const headers = { 'x-amzn-errortype': 'ResourceNotFoundException' }
    answer = { status: 404, headers, body: '{"Message":"no function"}' }
    const outcome = await gateway({ endpoint: { url, credentials } })(functionArn('f'))
    assert.deepEqual(outcome, { kind: 'refused', error: 'ResourceNotFoundException' })
  })

  test('is asked once if it is faulty', async () => {
    heads.length = 0
    answer = { status: 500, headers: {}, body: '{}' }
    const outcome = await gateway({ endpoint: { url, credentials } })(functionArn('f'))
    assert.deepEqual(outcome, { kind: 'refused', error: 'ServiceException' })
    assert.equal(heads.length, 1)
  })

  test('reports why it cannot launch the function', async () => {
    answer = { status: 502, headers: { 'x-amzn-errortype': 'KMSDisabledException' }, body: '{}' }
    const outcome = await gateway({ endpoint: { url, credentials } })(functionArn('f'))
    assert.deepEqual(outcome, { kind: 'refused', error: 'KMSDisabledException' })
  })
})
