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

// Requests put their messages into the outbox, and a job sends them: no request waits for a mail server.

/** A message gateway that takes nothing over before it is opened. */
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

describe('messages', () => {
  for (const [who, pick] of [
    ['hidden', 'hiding'],
    ['shown', 'telling'],
  ] as const) {
    test(`keep no request waiting where users are ${who}`, async () => {
      const { open, sent, send } = gate()
      const { it, [pick]: client } = await world(send)
      const { Username } = await it.signUp(client, { email: 'late@example.com' })
      await it.ok('ResendConfirmationCode', { ClientId: client, Username })
      assert.equal(sent.length, 0)
      open()
      await it.house.settled()
      assert.deepEqual(sent.map(({ kind, to }) => [kind, to]).sort(), [
        ['resend-code', 'late@example.com'],
        ['sign-up', 'late@example.com'],
      ])
      await it.close()
    })
  }

  test('of administrators keep no request waiting', async () => {
    const { open, sent, send } = gate()
    const { it, pool: UserPoolId } = await world(send)
    const UserAttributes = [
      { Name: 'email', Value: 'first@example.com' },
      { Name: 'email_verified', Value: 'true' },
    ]
    const user = { UserPoolId, Username: 'invited' }
    const DesiredDeliveryMediums = ['EMAIL']
    await it.administrate('AdminCreateUser', { ...user, UserAttributes, DesiredDeliveryMediums })
    await it.administrate('AdminSetUserPassword', { ...user, Password: PASSWORD, Permanent: true })
    await it.administrate('AdminResetUserPassword', user)
    const changed = [{ Name: 'email', Value: 'second@example.com' }]
    await it.administrate('AdminUpdateUserAttributes', { ...user, UserAttributes: changed })
    assert.equal(sent.length, 0)
    open()
    await it.house.settled()
    assert.deepEqual(sent.map(({ kind }) => kind).sort(), [
      'forgot-password',
      'invitation',
      'update-attribute',
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

  test('that fail are only mentioned in the log', async () => {
    const failing = Object.assign(new Error('to lost@example.com'), { permanent: true })
    const { it, telling } = await world(() => Promise.reject(failing))
    await it.signUp(telling, { email: 'lost@example.com' })
    await it.house.settled()
    const line = it.house.logLines.find((text) => text.includes('"A message was given up')) ?? ''
    const { level, kind, channel } = JSON.parse(line)
    assert.deepEqual([level, kind, channel], ['warn', 'sign-up', 'EMAIL'])
    assert.doesNotMatch(line, /lost@/)
    await it.close()
  })

  test('stay in the outbox when the server ends, and leave after the next start', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'poolhouse-outbox-'))
    const database = { file: join(folder, 'poolhouse.sqlite') }
    const cut = await openJourneys({
      database,
      messages: { send: () => Promise.reject(new Error('cut off')) },
    })
    const pool = await cut.newPool({ AutoVerifiedAttributes: ['email'] })
    await cut.signUp(await cut.newClient(pool), { email: 'patient@example.com' })
    await cut.house.settled()
    await cut.close()
    const sent: Message[] = []
    const it = await openJourneys({
      database,
      messages: { send: async (message) => void sent.push(message) },
    })
    it.house.passTime(60_000)
    await it.house.settled()
    assert.deepEqual(
      sent.map(({ to }) => to),
      ['patient@example.com'],
    )
    await it.close()
    rmSync(folder, { recursive: true })
  })

  test('under way are finished after SIGTERM, before the process ends', async () => {
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
    const ClientId = (await newClient(root, await newPool(root, { AutoVerifiedAttributes: ['email'] }))).id
    const UserAttributes = [{ Name: 'email', Value: 'alice@example.com' }]
    await root.send(new SignUpCommand({ ClientId, Username: 'alice', Password: PASSWORD, UserAttributes }))
    while (mailServer.connections() === 0) await sleep(10)
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
