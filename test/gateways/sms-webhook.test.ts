import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, describe, test } from 'node:test'
import type { Message } from '../../src/domain/messages/message-gateway.ts'
import { type SmsWebhookSettings, smsWebhookGateway } from '../../src/gateways/sms-webhook.ts'
import { systemEntropy } from '../../src/kernel/entropy.ts'
import { pinoLog } from '../../src/kernel/log.ts'

const NOW = Date.UTC(2026, 0, 1)
const MESSAGE: Message = {
  userPoolId: 'us-east-1_Text00000',
  user: { sub: 's', username: 'jane' },
  kind: 'authentication',
  channel: 'SMS',
  to: '+15555550100',
  body: 'Your authentication code is 424242. ',
}

const closings: (() => void)[] = []
after(() => {
  for (const close of closings) close()
})

interface Received {
  readonly headers: IncomingMessage['headers']
  readonly body: string
}

/** @param status if undefined, the address never answers */
async function gatewayTo(status: number | undefined, settings: Partial<SmsWebhookSettings> = {}) {
  const received: Received[] = []
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    received.push({ headers: request.headers, body: Buffer.concat(chunks).toString() })
    if (status === undefined) return
    response.writeHead(status, { location: '/elsewhere' })
    response.end('said 424242')
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  closings.push(() => {
    server.closeAllConnections()
    server.close()
  })
  const lines: string[] = []
  const log = pinoLog('debug', { write: (line) => lines.push(line) })
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/sms`
  const surroundings = { clock: () => NOW, entropy: systemEntropy, log }
  const gateway = smsWebhookGateway({ url, timeout: 2000, ...settings }, surroundings)
  return { gateway, received, lines }
}

describe('text messages by webhook', () => {
  test('arrive as JSON, with the id of the message', async () => {
    const { gateway, received } = await gatewayTo(204)
    await gateway.send(MESSAGE, 'one')
    await gateway.send(MESSAGE, 'two')
    const [first, second] = received.map(({ body }) => JSON.parse(body))
    const { id, ...rest } = first
    assert.deepEqual([id, second.id], ['one', 'two'])
    assert.deepEqual(rest, {
      to: '+15555550100',
      body: 'Your authentication code is 424242. ',
      kind: 'authentication',
      userPoolId: 'us-east-1_Text00000',
    })
    assert.equal(received[0]?.headers['content-type'], 'application/json')
    assert.equal(received[0]?.headers.authorization, undefined)
  })

  test('carry the token and a signature of time and body, where these are configured', async () => {
    const { gateway, received } = await gatewayTo(200, { token: 'the-token', secret: 'the-secret-of-both' })
    await gateway.send(MESSAGE, 'id')
    const [{ headers, body } = { headers: {} as Received['headers'], body: '' }] = received
    assert.equal(headers.authorization, 'Bearer the-token')
    const seconds = NOW / 1000
    const signature = createHmac('sha256', 'the-secret-of-both').update(`${seconds}.${body}`).digest('hex')
    assert.equal(headers['x-poolhouse-signature'], `t=${seconds},v1=${signature}`)
  })

  for (const status of [301, 400, 500]) {
    test(`fail on an answer ${status}, and the log says so without the number or the code`, async () => {
      const { gateway, received, lines } = await gatewayTo(status)
      await assert.rejects(gateway.send(MESSAGE, 'id'))
      assert.equal(received.length, 1, 'redirects are not followed')
      assert.match(lines[0] ?? '', new RegExp(`"level":"warn".*"status":${status}`))
      assert.doesNotMatch(lines.join(), /424242|5555550100/)
    })
  }

  test('fail in time if the server does not answer, and immediately if it is unreachable', async () => {
    const silent = await gatewayTo(undefined, { timeout: 200 })
    await assert.rejects(silent.gateway.send(MESSAGE, 'id'))
    assert.match(silent.lines[0] ?? '', /"status":"timed out"/)
    const gone = await gatewayTo(200, { url: 'http://127.0.0.1:1/' })
    await assert.rejects(gone.gateway.send(MESSAGE, 'id'))
    assert.match(gone.lines[0] ?? '', /"status":"not reached"/)
  })
})
