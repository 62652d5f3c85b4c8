import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { SignUpCommand } from '@aws-sdk/client-cognito-identity-provider'
import type { Message } from '../../src/domain/messages/message-gateway.ts'
import { HIDING, openJourneys } from '../support/journeys.ts'
import { newClient, newPool, PASSWORD } from '../support/pools.ts'
import { startServerProcess } from '../support/server-process.ts'
import { startMailServer } from './mail-server.ts'

// Messages of clients that hide users are sent after the responses to their requests.

/** A message gateway that accepts nothing before it is opened. */
function gate() {
  let open = () => {}
  const opened = new Promise<void>((resolve) => {
    open = resolve
  })
  const sent: Message[] = []
  const send = async (message: Message) => {
    await opened
    sent.push(message)
  }
  return { open: () => open(), sent, send }
}

async function world(send: (message: Message) => Promise<void>) {
  const it = await openJourneys({ messages: { send } })
  const pool = await it.newPool({ AutoVerifiedAttributes: ['email'] })
  return { it, pool, hiding: await it.newClient(pool, HIDING), telling: await it.newClient(pool) }
}

describe('messages where users are hidden', () => {
  test('leave after the answer', async () => {
    const { open, sent, send } = gate()
    const { it, hiding } = await world(send)
    const { Username } = await it.signUp(hiding, { email: 'late@example.com' })
    await it.ok('ResendConfirmationCode', { ClientId: hiding, Username })
    assert.equal(sent.length, 0)
    open()
    await it.house.settled()
    assert.deepEqual(
      sent.map(({ kind, to }) => [kind, to]),
      [
        ['sign-up', 'late@example.com'],
        ['resend-code', 'late@example.com'],
      ],
    )
    await it.close()
  })

  test('are not even started before the response is sent', async () => {
    const { open, sent, send } = gate()
    open()
    const { it, pool, hiding } = await world(send)
    const UserAttributes = [{ Name: 'email', Value: 'later@example.com' }]
    const input = { ClientId: hiding, Username: 'later', Password: PASSWORD, UserAttributes }
    const { status, answered } = await it.house.app.handleApi({
      method: 'POST',
      path: '/',
      query: '',
      headers: [['x-amz-target', 'AWSCognitoIdentityProviderService.SignUp']],
      body: Buffer.from(JSON.stringify(input)),
      remoteAddress: '127.0.0.1',
      secure: false,
    })
    assert.equal(status, 200)
    await it.look(pool, 'later') // time enough for work that did not wait
    assert.equal(sent.length, 0)
    answered?.()
    await it.house.settled()
    assert.equal(sent.length, 1)
    await it.close()
  })

  test('are only mentioned in the log if they cannot be delivered', async () => {
    const { it, hiding, telling } = await world(() => Promise.reject(new Error('cut off')))
    const attributes = { email: 'lost@example.com' }
    await it.signUp(hiding, attributes)
    await it.house.settled()
    const line = it.house.logLines.find((text) => text.includes('"A message was not delivered')) ?? ''
    const { level, operation, requestId, reason } = JSON.parse(line)
    assert.deepEqual(
      [level, operation, reason],
      ['warn', 'SignUp', 'CodeDeliveryFailureException: The email could not be delivered.'],
    )
    assert.ok(requestId)
    const UserAttributes = [{ Name: 'email', Value: 'lost@example.com' }]
    const input = { ClientId: telling, Username: 'told', Password: PASSWORD, UserAttributes }
    assert.deepEqual(await it.refusal('SignUp', input), [
      'CodeDeliveryFailureException',
      'The email could not be delivered.',
    ])
    await it.close()
  })

  test('are not sent by a call that fails', async () => {
    const { open, sent, send } = gate()
    open()
    const { it, hiding } = await world(send)
    const { Username } = await it.signUp(hiding, { email: 'once@example.com' })
    const UserAttributes = [{ Name: 'email', Value: 'twice@example.com' }]
    await it.refusal('SignUp', { ClientId: hiding, Username, Password: PASSWORD, UserAttributes })
    await it.house.settled()
    assert.deepEqual(
      sent.map(({ to }) => to),
      ['once@example.com'],
    )
    await it.close()
  })

  test('leave before the server ends', async () => {
    const { open, sent, send } = gate()
    const { it, hiding } = await world(send)
    await it.signUp(hiding, { email: 'last@example.com' })
    const closed = it.close()
    open()
    await closed
    assert.equal(sent.length, 1)
  })

  test('leave after SIGTERM, before the process ends', async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'poolhouse-flush-'))
    let letIn = () => {}
    const awaits = new Promise<void>((resolve) => {
      letIn = resolve
    })
    const mailServer = await startMailServer({ awaits })
    const environment = {
      POOLHOUSE_SMTP_URL: `smtp://127.0.0.1:${mailServer.port}`,
      POOLHOUSE_MAIL_FROM: 'no-reply@example.com',
    }
    const server = await startServerProcess({ dataDir, environment })
    const root = server.client()
    const ClientId = (
      await newClient(root, await newPool(root, { AutoVerifiedAttributes: ['email'] }), {
        PreventUserExistenceErrors: 'ENABLED',
      })
    ).id
    await root.send(
      new SignUpCommand({
        ClientId,
        Username: 'alice',
        Password: PASSWORD,
        UserAttributes: [{ Name: 'email', Value: 'alice@example.com' }],
      }),
    )
    const code = server.stop()
    while (!server.log().includes('Stopping')) await sleep(10)
    assert.equal(mailServer.mails.length, 0)
    letIn()
    assert.equal(await code, 0)
    assert.deepEqual(
      mailServer.mails.map(({ to }) => to),
      [['alice@example.com']],
    )
    await mailServer.close()
    rmSync(dataDir, { recursive: true })
  })
})
