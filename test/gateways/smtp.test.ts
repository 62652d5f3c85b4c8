import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import type { Message } from '../../src/domain/messages/message-gateway.ts'
import { smtpGateway } from '../../src/gateways/smtp.ts'
import { pinoLog } from '../../src/kernel/log.ts'
import { type MailServerOptions, startMailServer } from './mail-server.ts'

const MESSAGE: Message = {
  userPoolId: 'us-east-1_Mail00000',
  user: { sub: 's', username: 'jane' },
  kind: 'sign-up',
  channel: 'EMAIL',
  to: 'jane@example.com',
  subject: 'Your code',
  body: 'Your <b>code</b> is 424242. <a href="https://a.example/?x=1&amp;y=2">Here</a>',
}

const closings: (() => Promise<void> | void)[] = []
after(async () => {
  for (const close of closings) await close()
})

async function gatewayTo(options: MailServerOptions = {}, user = '', timeout = 5000) {
  const server = await startMailServer(options)
  const lines: string[] = []
  const log = pinoLog('debug', { write: (line) => lines.push(line) })
  const url = `smtp://${user}127.0.0.1:${server.port}`
  const gateway = smtpGateway(
    { url, from: 'Poolhouse <no-reply@example.com>', timeout },
    { clock: Date.now, log },
  )
  closings.push(gateway.close, server.close)
  return { server, gateway, lines }
}

describe('e-mail by SMTP', () => {
  test('arrives with subject, HTML and plain text, from the configured sender', async () => {
    const { server, gateway } = await gatewayTo()
    await gateway.send(MESSAGE, 'id')
    const [mail] = server.mails
    assert.deepEqual([mail?.from, mail?.to], ['no-reply@example.com', ['jane@example.com']])
    const content = (mail?.content ?? '').replaceAll('=\r\n', '').replaceAll('=3D', '=')
    assert.match(content, /^From: Poolhouse <no-reply@example\.com>\r$/m)
    assert.match(content, /^To: <?jane@example\.com>?\r$/m)
    assert.match(content, /^Subject: Your code\r$/m)
    assert.match(content, /text\/plain[\s\S]*Your code is 424242\. Here \(https:\/\/a\.example\/\?x=1&y=2\)/)
    assert.match(content, /text\/html[\s\S]*Your <b>code<\/b> is 424242\./)
  })

  test("has the sender and the reply address that the pool's owner chose", async () => {
    const { server, gateway } = await gatewayTo()
    await gateway.send({ ...MESSAGE, from: 'Shop <shop@example.com>', replyTo: 'help@example.com' }, 'id')
    const [mail] = server.mails
    assert.equal(mail?.from, 'shop@example.com')
    assert.match(mail?.content ?? '', /^Reply-To: <?help@example\.com>?\r$/m)
  })

  test('goes to exactly one address, however strange, and no header can be injected', async () => {
    const { server, gateway } = await gatewayTo()
    await gateway.send({ ...MESSAGE, to: 'a,b@example.com', subject: 'x\r\nBcc: spy@example.com' }, 'id')
    const [mail] = server.mails
    assert.equal(mail?.to.length, 1)
    assert.match(mail?.to[0] ?? '', /a,b"?@example\.com$/)
    assert.doesNotMatch(mail?.content ?? '', /^Bcc:/m)
  })

  test('reads a sender as one mailbox with a name, and a reply address as one address', async () => {
    const { server, gateway } = await gatewayTo()
    for (const [from, shown] of [
      ['shop@example.com', 'shop@example.com'],
      ['<shop@example.com>', 'shop@example.com'],
      ['"Shop, \\"Ltd\\"" <shop@example.com>', '"Shop, \\"Ltd\\"" <shop@example.com>'],
      ['Shop, Ltd <shop@example.com>', '"Shop, Ltd" <shop@example.com>'],
    ] as const) {
      await gateway.send({ ...MESSAGE, from, replyTo: 'help@example.com,spy@example.com' }, 'id')
      const mail = server.mails.at(-1)
      assert.equal(mail?.from, 'shop@example.com')
      assert.equal(/^From: (.*)\r$/m.exec(mail?.content ?? '')?.[1], shown)
      assert.match(mail?.content ?? '', /^Reply-To: [^,]*"[^"]*,[^"]*"@example\.com>?\r$/m)
    }
  })

  test('logs in with the user and password of the address', async () => {
    const { server, gateway } = await gatewayTo({}, 'us%40er:p%3Ass@')
    await gateway.send(MESSAGE, 'id')
    const plain = Buffer.from(server.mails[0]?.auth?.replace('PLAIN ', '') ?? '', 'base64').toString()
    assert.equal(plain, '\0us@er\0p:ss')
  })

  test('keeps a connection for the next mail', async () => {
    const { server, gateway } = await gatewayTo()
    for (let i = 0; i < 5; i++) await gateway.send(MESSAGE, 'id')
    assert.equal(server.mails.length, 5)
  })

  test('fails if the server refuses, and the log says so without the address or the code', async () => {
    const { gateway, lines } = await gatewayTo({ refuse: '550 5.7.1 jane@example.com is not welcome' })
    await assert.rejects(gateway.send(MESSAGE, 'id'))
    assert.equal(lines.length, 1)
    const { level, message, status, kind } = JSON.parse(lines[0] ?? '')
    assert.deepEqual([level, message, status, kind], ['warn', 'Could not send an e-mail', 550, 'sign-up'])
    assert.doesNotMatch(lines[0] ?? '', /424242|jane/)
  })

  test('fails if there is no server, and the log says so', async () => {
    const server = await startMailServer()
    await server.close()
    const lines: string[] = []
    const gateway = smtpGateway(
      { url: `smtp://127.0.0.1:${server.port}`, from: 'no-reply@example.com', timeout: 2000 },
      { clock: Date.now, log: pinoLog('debug', { write: (line) => lines.push(line) }) },
    )
    closings.push(gateway.close)
    await assert.rejects(gateway.send(MESSAGE, 'id'))
    assert.equal(JSON.parse(lines[0] ?? '').reason, 'connection refused (ECONNREFUSED)')
  })

  // By itself nodemailer waits for half a minute.
  test('fails in time if the server says nothing', { timeout: 25_000 }, async () => {
    const { gateway, lines } = await gatewayTo({ silent: true }, '', 200)
    await assert.rejects(gateway.send(MESSAGE, 'id'))
    assert.match(lines[0] ?? '', /"errorCode":"ETIMEDOUT"/)
  })

  test('sends no password over a connection without TLS to another machine', async () => {
    const lines: string[] = []
    const log = pinoLog('debug', { write: (line) => lines.push(line) })
    const server = await startMailServer()
    // A name of this machine that does not look like it.
    const url = `smtp://user:password@0.0.0.0:${server.port}`
    const gateway = smtpGateway(
      { url, from: 'no-reply@example.com', timeout: 2000 },
      { clock: Date.now, log },
    )
    closings.push(gateway.close, server.close)
    await assert.rejects(gateway.send(MESSAGE, 'id'))
    assert.deepEqual(server.mails, [])
    assert.match(lines[0] ?? '', /"errorCode":"ETLS"/)
  })
})
