import assert from 'node:assert/strict'
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, beforeEach, describe, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import {
  type LogConfigurationType,
  SetLogDeliveryConfigurationCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import { deliverLogs } from '../../src/domain/log-delivery/deliver-logs.ts'
import type { Storage } from '../../src/domain/stores.ts'
import { type LogDestination, logDestinations } from '../../src/gateways/logs/destinations.ts'
import { DAY, SECOND } from '../../src/kernel/clock.ts'
import { pinoLog } from '../../src/kernel/log.ts'
import { guardedPool } from '../operations/threat-protection/fixtures.ts'
import { NOW, storageOn, storedPool } from '../stores/pool-of-users.ts'
import { forEachDatabase } from '../support/databases.ts'
import { useJourneys } from '../support/journeys.ts'
import { newUser, PASSWORD } from '../support/pools.ts'

const GROUP = 'arn:aws:logs:us-east-1:123456789012:log-group:pool'
const STREAM = 'arn:aws:firehose:us-east-1:123456789012:deliverystream/events'
const BUCKET = 'arn:aws:s3:::logs/prefix'

interface Received {
  readonly url: string | undefined
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

const folder = mkdtempSync(join(tmpdir(), 'poolhouse-logs-'))
after(() => rmSync(folder, { recursive: true }))

forEachDatabase((_, open) => {
  describe('entries of logs', () => {
    const received: Received[] = []
    let status = 200
    let answer = '{}'
    const server = createServer(async (request, response) => {
      const chunks: Buffer[] = []
      for await (const chunk of request) chunks.push(chunk)
      const { url, headers } = request
      received.push({ url, headers, body: Buffer.concat(chunks).toString() })
      response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' }).end(answer)
    })
    let endpoint: string
    let storage: Storage
    let userPoolId: string
    const lines: string[] = []
    const log = pinoLog('info', { write: (line) => void lines.push(line) })

    before(async () => {
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
      endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
      process.env.AWS_ACCESS_KEY_ID = 'AKIDEXAMPLE'
      process.env.AWS_SECRET_ACCESS_KEY = 'secret'
      storage = await storageOn(await open())
    })
    beforeEach(async () => {
      received.length = 0
      lines.length = 0
      status = 200
      answer = '{}'
      userPoolId = await storedPool(storage.stores)
    })
    after(() => {
      delete process.env.AWS_ACCESS_KEY_ID
      delete process.env.AWS_SECRET_ACCESS_KEY
      server.closeAllConnections()
      server.close()
    })

    let made = 0

    /** Queues entries for a destination, one a second. */
    async function queue(arn: string, texts: readonly string[]): Promise<void> {
      for (const [index, text] of texts.entries()) {
        const id = `${userPoolId} ${String(made++).padStart(9, '0')}`
        await storage.stores.logQueue.put({ id, userPoolId, arn, at: NOW + index * SECOND, text })
      }
    }

    async function deliver(
      destination: LogDestination | readonly LogDestination[],
      now = NOW + 10 * SECOND,
    ): Promise<void> {
      const logs = logDestinations([destination].flat())
      while (await deliverLogs({ stores: storage.stores, logs, log, now })) {}
      logs.close()
    }

    test('are appended to a file that nobody else can read, once', async () => {
      const file = join(folder, `${userPoolId}.jsonl`)
      await queue(GROUP, ['{"a":1}', '{"a":2}'])
      await deliver({ arn: GROUP, file })
      await deliver({ arn: GROUP, file })
      assert.equal(readFileSync(file, 'utf8'), '{"a":1}\n{"a":2}\n')
      assert.equal(statSync(file).mode & 0o077, 0)
    })

    test('of two destinations with one file are whole lines, however long', async () => {
      const file = join(folder, `${userPoolId}-shared.jsonl`)
      const texts = ['a', 'b'].map((letter) => JSON.stringify(letter.repeat(3_000_000)))
      await queue(GROUP, texts.slice(0, 1))
      await queue(BUCKET, texts.slice(1))
      await deliver([
        { arn: GROUP, file },
        { arn: BUCKET, file },
      ])
      assert.deepEqual(readFileSync(file, 'utf8').trim().split('\n').sort(), texts)
    })

    test('are posted to an address as lines', async () => {
      await queue(BUCKET, ['{"a":1}', '{"a":2}'])
      await deliver({ arn: BUCKET, url: `${endpoint}/logs?key=1` })
      assert.equal(received.length, 1)
      assert.equal(received[0]?.url, '/logs?key=1')
      assert.equal(received[0]?.headers['x-poolhouse-user-pool'], userPoolId)
      assert.equal(received[0]?.body, '{"a":1}\n{"a":2}\n')
    })

    test('are put into a CloudWatch log group, in a stream for the pool', async () => {
      await queue(GROUP, ['{"a":1}', '{"a":2}'])
      await deliver({ arn: GROUP, aws: true, endpoint })
      const place = { logGroupName: 'pool', logStreamName: userPoolId }
      const [created, put] = received
      assert.equal(created?.headers['x-amz-target'], 'Logs_20140328.CreateLogStream')
      assert.deepEqual(JSON.parse(created?.body ?? ''), place)
      assert.equal(put?.headers['x-amz-target'], 'Logs_20140328.PutLogEvents')
      assert.deepEqual(JSON.parse(put?.body ?? ''), {
        ...place,
        logEvents: [
          { timestamp: NOW, message: '{"a":1}' },
          { timestamp: NOW + SECOND, message: '{"a":2}' },
        ],
      })
    })

    test('are put into a Firehose stream, and tried again if it refuses one', async () => {
      await queue(STREAM, ['{"a":1}'])
      answer = '{"FailedPutCount":1,"RequestResponses":[]}'
      await deliver({ arn: STREAM, aws: true, endpoint })
      answer = '{"FailedPutCount":0,"RequestResponses":[]}'
      await deliver({ arn: STREAM, aws: true, endpoint }, NOW + 20 * SECOND)
      assert.equal(received.length, 2)
      const { DeliveryStreamName, Records } = JSON.parse(received[1]?.body ?? '')
      assert.equal(DeliveryStreamName, 'events')
      assert.equal(Buffer.from(Records[0].Data, 'base64').toString(), '{"a":1}\n')
    })

    test('are put into a bucket, one object for a batch', async () => {
      await queue(BUCKET, ['{"a":1}', '{"a":2}'])
      await deliver({ arn: BUCKET, aws: true, endpoint })
      assert.equal(received.length, 1)
      assert.match(
        received[0]?.url ?? '',
        /^\/logs\/prefix\/AWSLogs\/cognito\/us-east-1_\w+\/2026\/01\/01\/.+\.json/,
      )
      assert.match(received[0]?.body ?? '', /\{"a":1\}\n\{"a":2\}\n/)
    })

    test('wait longer after each failure, and are given up after a day', async () => {
      const destination = { arn: BUCKET, url: `${endpoint}/logs` }
      await queue(BUCKET, ['{"a":1}'])
      status = 500
      await deliver(destination, NOW)
      await deliver(destination, NOW + 4 * SECOND)
      assert.equal(received.length, 1)
      await deliver(destination, NOW + 5 * SECOND)
      await deliver(destination, NOW + 14 * SECOND)
      assert.equal(received.length, 2)
      await deliver(destination, NOW + 15 * SECOND)
      assert.equal(received.length, 3)
      await deliver(destination, NOW + DAY)
      assert.equal(received.length, 4)
      status = 200
      await deliver(destination, NOW + 2 * DAY)
      assert.equal(received.length, 4)
      assert.match(lines.join(''), /Log entries were given up/)
    })

    test('do not wait for a destination that does not answer', async () => {
      let isReceived = () => {}
      const secondIsReceived = new Promise<void>((resolve) => {
        isReceived = resolve
      })
      const slow = createServer(async (_, response) => {
        await secondIsReceived
        response.end()
      })
      const quick = createServer((_, response) => {
        isReceived()
        response.end()
      })
      const addresses = []
      for (const one of [slow, quick]) {
        await new Promise<void>((resolve) => one.listen(0, '127.0.0.1', resolve))
        addresses.push(`http://127.0.0.1:${(one.address() as AddressInfo).port}/`)
      }
      const [first = '', second = ''] = addresses
      await queue(GROUP, ['{"a":1}'])
      await queue(BUCKET, ['{"a":2}'])
      await deliver([
        { arn: GROUP, url: first },
        { arn: BUCKET, url: second },
      ])
      for (const one of [slow, quick]) one.close()
      assert.deepEqual(lines, [])
    })

    test('of a batch that a process has leased are left alone until the lease ends', async () => {
      await queue(GROUP, ['{"a":1}'])
      const { logQueue } = storage.stores
      assert.equal((await logQueue.lease(10, NOW, NOW + SECOND)).length, 1)
      assert.equal((await logQueue.lease(10, NOW, NOW + SECOND)).length, 0)
      assert.equal((await logQueue.lease(10, NOW + SECOND, NOW + DAY)).length, 1)
      await deliver({ arn: GROUP, file: join(folder, 'rest') }, NOW + 2 * DAY)
    })
  })
})

describe('a server delivers', () => {
  const file = join(folder, 'events.jsonl')
  const journeys = useJourneys({ logDestinations: [{ arn: BUCKET, file }] })

  test('the events of a pool in the documented form, and nothing for other destinations', async () => {
    const root = journeys.house.client()
    async function signInWhereEventsGo(destination: Partial<LogConfigurationType>) {
      const UserPoolId = await guardedPool(root)
      const sub = await newUser(root, UserPoolId)
      const ClientId = await journeys.newClient(UserPoolId)
      const events = { EventSource: 'userAuthEvents', LogLevel: 'INFO', ...destination } as const
      await root.send(new SetLogDeliveryConfigurationCommand({ UserPoolId, LogConfigurations: [events] }))
      await journeys.signIn({ ClientId, Username: 'alice', sub }, PASSWORD)
      return { UserPoolId, ClientId, sub }
    }
    await signInWhereEventsGo({ FirehoseConfiguration: { StreamArn: STREAM } })
    const { UserPoolId, ClientId, sub } = await signInWhereEventsGo({
      S3Configuration: { BucketArn: BUCKET },
    })
    const text = await contentOf(file)
    const entry = JSON.parse(text)
    const { eventId, creationDate, requestId, ...message } = entry.message
    assert.equal(eventId, requestId)
    assert.match(creationDate, /^[A-Z][a-z]{2} [A-Z][a-z]{2} \d{2} \d{2}:\d{2}:\d{2} UTC \d{4}$/)
    assert.match(entry.eventTimestamp, /^\d{13}$/)
    assert.deepEqual(
      { ...entry, eventTimestamp: '', message },
      {
        eventTimestamp: '',
        eventSource: 'USER_ACTIVITY',
        logLevel: 'INFO',
        message: {
          version: '1',
          eventType: 'SignIn',
          userSub: sub,
          userName: 'alice',
          userPoolId: UserPoolId,
          clientId: ClientId,
          eventResponse: 'Pass',
          riskLevel: '',
          riskDecision: 'PASS',
          challenges: ['Password:Success'],
          deviceName: 'Other, Other',
          ipAddress: '127.0.0.1',
          idpName: '',
          compromisedCredentialDetected: 'false',
          city: '',
          country: '',
          eventFeedbackValue: '',
          eventFeedbackDate: '',
          eventFeedbackProvider: '',
          hasContextData: 'false',
        },
        logSourceId: { userPoolId: UserPoolId },
      },
    )
  })
})

/** Once the server has written a line. */
async function contentOf(path: string): Promise<string> {
  for (;;) {
    const text = existsSync(path) ? readFileSync(path, 'utf8') : ''
    if (text.endsWith('\n')) return text
    await sleep(20)
  }
}
