import assert from 'node:assert/strict'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { beforeEach, describe, test } from 'node:test'
import type { Message } from '../../src/domain/messages/message-gateway.ts'
import { sesGateway } from '../../src/gateways/ses.ts'
import { snsGateway } from '../../src/gateways/sns.ts'
import { pinoLog } from '../../src/kernel/log.ts'
import { useJourneys } from '../support/journeys.ts'
import { ACCOUNT } from '../support/poolhouse.ts'
import { useWebServer } from '../support/web-server.ts'

const KEY = { accessKeyId: 'AKIATESTTESTTESTTEST', secretAccessKey: 'secret-of-the-tests' }
const SOURCE_ARN = `arn:aws:ses:eu-west-1:${ACCOUNT}:identity/shop@example.com`

const MAIL: Message = {
  userPoolId: 'us-east-1_Mail00000',
  user: { sub: 's', username: 'jane' },
  kind: 'sign-up',
  channel: 'EMAIL',
  to: 'jane@example.com',
  subject: 'Your code',
  body: 'Your <b>code</b> is 424242.',
  aws: { region: 'us-east-1' },
}
const TEXT: Message = {
  ...MAIL,
  channel: 'SMS',
  to: '+15555550100',
  subject: undefined,
  body: 'It is 424242.',
}

interface Received {
  readonly path: string
  readonly region: string
  readonly body: string
}

/** Answers what a test tells it to, as Amazon SES or SNS would. */
function useAws() {
  const received: Received[] = []
  let answer = (_request: IncomingMessage, response: ServerResponse) => void response.end('{}')
  const server = useWebServer((request, response, body) => {
    const [, region = ''] =
      /Credential=[^/]+\/\d{8}\/([^/]+)\//.exec(request.headers.authorization ?? '') ?? []
    received.push({ path: request.url ?? '', region, body })
    answer(request, response)
  })
  return {
    received,
    get url() {
      return server.url
    },
    answers(how: typeof answer) {
      answer = how
    },
  }
}

const lines: string[] = []
const log = pinoLog('debug', { write: (line) => lines.push(line) })
let now = 0
const parts = { clock: () => now, log }

describe('e-mail by Amazon SES', () => {
  const aws = useAws()
  const gateway = () =>
    sesGateway({ url: aws.url, credentials: KEY, from: 'no-reply@example.com', timeout: 5000 }, parts)
  const taken = (_request: IncomingMessage, response: ServerResponse) =>
    void response.setHeader('content-type', 'application/json').end('{"MessageId":"m"}')
  const sent = () => JSON.parse(aws.received.splice(0)[0]?.body ?? '')

  beforeEach(() => {
    aws.answers(taken)
    aws.received.length = 0
    lines.length = 0
  })

  test('has subject, HTML and plain text, from the configured sender, in the region of the pool', async () => {
    await gateway().send(MAIL, 'id')
    assert.deepEqual(
      [aws.received[0]?.path, aws.received[0]?.region],
      ['/v2/email/outbound-emails', 'us-east-1'],
    )
    const { FromEmailAddress, Destination, Content, ...more } = sent()
    assert.equal(FromEmailAddress, 'no-reply@example.com')
    assert.deepEqual(Destination, { ToAddresses: ['jane@example.com'] })
    assert.equal(Content.Simple.Subject.Data, 'Your code')
    assert.equal(Content.Simple.Body.Html.Data, 'Your <b>code</b> is 424242.')
    assert.equal(Content.Simple.Body.Text.Data, 'Your code is 424242.')
    assert.deepEqual(more, { EmailTags: [{ Name: 'poolhouse-message', Value: 'id' }] })
  })

  test("has the pool's sender, reply address, identity and configuration set, in the identity's region", async () => {
    const delivery = { region: 'us-east-1', sourceArn: SOURCE_ARN, configurationSet: 'codes' }
    const own = { from: 'Shop <shop@example.com>', replyTo: 'help@example.com', aws: delivery }
    await gateway().send({ ...MAIL, ...own }, 'id')
    assert.equal(aws.received[0]?.region, 'eu-west-1')
    const { FromEmailAddress, FromEmailAddressIdentityArn, ReplyToAddresses, ConfigurationSetName } = sent()
    assert.deepEqual(
      [FromEmailAddress, FromEmailAddressIdentityArn, ReplyToAddresses, ConfigurationSetName],
      ['Shop <shop@example.com>', SOURCE_ARN, ['help@example.com'], 'codes'],
    )
  })

  test('fails if SES refuses, and the log says so without the address or the code', async () => {
    aws.answers((_request, response) => {
      response.writeHead(400, { 'x-amzn-errortype': 'MessageRejected' })
      response.end('{"message":"jane@example.com is not verified"}')
    })
    const ses = gateway()
    await assert.rejects(ses.send(MAIL, 'id'), (error: { permanent?: boolean }) => !error.permanent)
    const { level, message, errorCode, status } = JSON.parse(lines[0] ?? '')
    assert.deepEqual(
      [level, message, errorCode, status],
      ['warn', 'Could not send an e-mail', 'MessageRejected', 400],
    )
    assert.doesNotMatch(lines.join(), /424242|jane/)
    assert.equal(ses.accepts(), true)
  })

  test('is not accepted for a minute after SES refused our key', async () => {
    aws.answers((_request, response) => {
      response.writeHead(403, { 'x-amzn-errortype': 'UnrecognizedClientException' }).end('{}')
    })
    const ses = gateway()
    await assert.rejects(ses.send(MAIL, 'id'))
    assert.equal(ses.accepts(), false)
    now += 60_000
    assert.equal(ses.accepts(), true)
  })
})

describe('text messages by Amazon SNS', () => {
  const aws = useAws()
  const gateway = () => snsGateway({ url: aws.url, credentials: KEY, timeout: 5000 }, parts)
  const result =
    '<PublishResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><PublishResult><MessageId>m</MessageId>' +
    '</PublishResult></PublishResponse>'
  const fault = (code: string) =>
    `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>+15555550100</Message></Error></ErrorResponse>`

  beforeEach(() => {
    aws.answers((_request, response) => void response.setHeader('content-type', 'text/xml').end(result))
    aws.received.length = 0
    lines.length = 0
  })

  test('have number, text and kind, in the region of the pool', async () => {
    await gateway().send({ ...TEXT, aws: { region: 'eu-west-1', originationNumber: '+15555550000' } }, 'id')
    const [{ region, body } = assert.fail()] = aws.received
    const sent = new URLSearchParams(body)
    assert.equal(region, 'eu-west-1')
    assert.deepEqual(
      ['Action', 'PhoneNumber', 'Message'].map((name) => sent.get(name)),
      ['Publish', '+15555550100', 'It is 424242.'],
    )
    assert.match(body, /AWS\.SNS\.SMS\.SMSType.*Transactional/)
    assert.match(body, /AWS\.MM\.SMS\.OriginationNumber.*%2B15555550000/)
  })

  test('are given up if SNS does not take the number, and the log shows neither number nor code', async () => {
    aws.answers((_request, response) => void response.writeHead(400).end(fault('InvalidParameter')))
    await assert.rejects(
      gateway().send(TEXT, 'id'),
      (error: { permanent?: boolean }) => error.permanent === true,
    )
    assert.match(lines[0] ?? '', /Could not send a text message/)
    assert.doesNotMatch(lines.join(), /424242|5550100/)
  })

  test('are not accepted after SNS refused our permission', async () => {
    aws.answers((_request, response) => void response.writeHead(403).end(fault('AuthorizationError')))
    const sns = gateway()
    await assert.rejects(sns.send(TEXT, 'id'))
    assert.equal(sns.accepts(), false)
  })
})

describe('a pool with its own sender', () => {
  const aws = useAws()
  const it = useJourneys({
    mail: {
      ses: {
        get url() {
          return aws.url
        },
        credentials: KEY,
        from: 'no-reply@example.com',
        timeout: 5000,
      },
    },
  })

  test('sends from its identity, if that is an address and there is no other', async () => {
    const EmailConfiguration = { EmailSendingAccount: 'DEVELOPER', SourceArn: SOURCE_ARN }
    const pool = await it.newPool({ AutoVerifiedAttributes: ['email'], EmailConfiguration })
    await it.signUp(await it.newClient(pool), { email: 'jane@example.com' })
    await it.house.settled()
    const [{ region, body } = assert.fail()] = aws.received
    const { FromEmailAddress, FromEmailAddressIdentityArn } = JSON.parse(body)
    assert.deepEqual(
      [region, FromEmailAddress, FromEmailAddressIdentityArn],
      ['eu-west-1', 'shop@example.com', SOURCE_ARN],
    )
  })
})
