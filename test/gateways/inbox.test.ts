import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { before, describe, test } from 'node:test'
import { describeWaiting, printFailed } from '../../src/cli/inbox/failed-messages.ts'
import { printInbox } from '../../src/cli/inbox/inbox.ts'
import type { Message } from '../../src/domain/messages/message-gateway.ts'
import type { OutboxStore } from '../../src/domain/messages/outbox-store.ts'
import { purgeExpired } from '../../src/jobs/purge-expired.ts'
import { DAY } from '../../src/kernel/clock.ts'
import { openDatabase } from '../../src/storage/driver/open-database.ts'
import { storageOn, storedPool } from '../stores/pool-of-users.ts'
import { keepMessage } from '../support/inbox.ts'
import { useJourneys } from '../support/journeys.ts'
import { INBOX_TOKEN } from '../support/poolhouse.ts'

const it = useJourneys()
let pool: string

before(async () => {
  pool = await it.newPool()
})

const message = (change: Partial<Message> = {}): Message => ({
  userPoolId: pool,
  user: { sub: 's', username: 'jane' },
  kind: 'sign-up',
  channel: 'EMAIL',
  to: 'jane@example.com',
  subject: 'Your code',
  body: 'Your code is 424242.',
  ...change,
})
const inbox = () => it.house.storage.stores.inbox
const keep = (change: Partial<Message> = {}, at = Date.now()) => keepMessage(inbox(), message(change), at)

describe('the inbox', () => {
  test('keeps messages for a week', async () => {
    await keep({ to: 'week@example.com' }, Date.now() - 8 * DAY)
    assert.equal((await inbox().newest({ limit: 9, to: 'week@example.com' })).length, 1)
    await keep({ to: 'week@example.com' })
    await purgeExpired(it.house.storage.stores, Date.now())
    assert.equal((await inbox().newest({ limit: 9, to: 'week@example.com' })).length, 1)
  })
})

describe('the command inbox', () => {
  test('prints the newest messages, the newest last, without control characters', async () => {
    const to = 'command@example.com'
    const later = Date.now() - 5000
    await keep({ to, body: 'not shown' }, later)
    await keep({ to, body: 'one\u001b[2J' }, later + 1)
    await keep({ to, channel: 'SMS', subject: undefined, body: 'two' }, later + 2)
    const printed: string[] = []
    await printInbox(inbox(), { to, limit: 2, format: 'text' }, (text) => printed.push(text))
    assert.equal(printed.length, 2)
    assert.match(printed[0] ?? '', /^\S+Z {2}e-mail to command@example\.com\n {4}Your code\n {4}one\[2J\n\n$/)
    assert.match(printed[1] ?? '', /^\S+Z {2}text message to command@example\.com\n {4}two\n\n$/)
  })

  test('prints as JSON what /inbox/messages answers', async () => {
    const to = 'json@example.com'
    for (const [index, code] of ['111111', '222222', '333333'].entries()) {
      await keep({ to, body: `It is ${code}`, code }, Date.now() - 1000 + index)
    }
    let printed = ''
    await printInbox(inbox(), { to, limit: 2, format: 'json' }, (text) => {
      printed += text
    })
    const headers = { authorization: `Bearer ${INBOX_TOKEN}` }
    const answer = await fetch(`${it.house.url}/inbox/messages?to=${to}&limit=2`, { headers })
    assert.deepEqual(JSON.parse(printed), await answer.json())
    assert.deepEqual(
      JSON.parse(printed).messages.map(({ code }: { code: string }) => code),
      ['333333', '222222'],
    )
  })

  test('waits for the first message, and fails if none arrives', async () => {
    const to = 'waited@example.com'
    const options = { to, limit: 1, format: 'json', wait: 30_000 } as const
    let printed = ''
    const done = printInbox(inbox(), options, (text) => {
      printed += text
    })
    await keep({ to, code: '424242' })
    await done
    assert.equal(JSON.parse(printed).messages[0].code, '424242')
    const nobody = { ...options, to: 'nobody@example.com', wait: 1 }
    await assert.rejects(
      printInbox(inbox(), nobody, () => assert.fail('printed')),
      {
        message: 'no message to nobody@example.com came within 1 ms',
      },
    )
  })

  test('prints new messages until it is stopped', async () => {
    const to = 'follow@example.com'
    await keep({ to, body: 'before' })
    const printed: string[] = []
    const stop = new AbortController()
    const done = printInbox(
      inbox(),
      { to, limit: 5, format: 'text', follow: true },
      (text) => {
        printed.push(text)
        if (printed.length === 2) stop.abort()
      },
      stop.signal,
    )
    await keep({ to, body: 'afterwards' })
    await done
    assert.match(printed[0] ?? '', /before/)
    assert.match(printed[1] ?? '', /afterwards/)
    assert.equal(printed.length, 2)
  })
})

describe('the command inbox --failed', () => {
  // Without a server, which would send them.
  let outbox: OutboxStore
  let userPoolId: string
  const failed = () => outbox

  before(async () => {
    const { stores } = await storageOn(await openDatabase({ file: ':memory:' }))
    outbox = stores.outbox
    userPoolId = await storedPool(stores)
  })

  async function giveUp(to: string, body: string): Promise<void> {
    const id = randomUUID()
    const queuedAt = Date.UTC(2026, 0, 1)
    const queued = message({ userPoolId, to, body, code: '424242' })
    await failed().put({ id, queuedAt, userPoolId, message: queued })
    await failed().lease('holder', 9, queuedAt, queuedAt + DAY)
    await failed().giveUp(id, 'holder', queuedAt + DAY)
  }

  async function printed(options: Parameters<typeof printFailed>[1]): Promise<string> {
    let text = ''
    await printFailed(failed(), options, (part) => {
      text += part
    })
    return text
  }

  test('prints what was given up, with how often it was tried and until when', async () => {
    await giveUp('dead@example.com', 'Too late.')
    assert.equal(
      await printed({ to: 'DEAD@example.com', limit: 5, format: 'text' }),
      '2026-01-01T00:00:00.000Z  e-mail to dead@example.com, tried once, given up at 2026-01-02T00:00:00.000Z\n' +
        '    Your code\n    Too late.\n\n',
    )
    assert.equal(await printed({ to: 'alive@example.com', limit: 5, format: 'text' }), '')
  })

  test('tells of messages that wait after a try, and not of others', async () => {
    const at = Date.UTC(2026, 0, 3)
    const put = async (queuedAt: number) => {
      const id = randomUUID()
      await failed().put({ id, queuedAt, userPoolId, message: message({ userPoolId, to: 'w@example.com' }) })
      return id
    }
    const ids = [await put(at + 1), await put(at)]
    assert.equal(describeWaiting(await failed().waiting()), '')
    await failed().lease('holder', 9, at + 1, at + DAY)
    await put(at - 1)
    assert.equal(
      describeWaiting(await failed().waiting()),
      '2 messages wait to be tried again, the first since 2026-01-03T00:00:00.000Z: the log says why.\n',
    )
    for (const id of ids) await failed().remove(id)
    assert.equal(describeWaiting(await failed().waiting()), '')
  })

  test('prints the same as JSON', async () => {
    await giveUp('json-dead@example.com', 'Too late.')
    const { messages } = JSON.parse(await printed({ to: 'json-dead@example.com', limit: 1, format: 'json' }))
    const [{ sentAt, failedAt, attempts, text, code }] = messages
    assert.deepEqual(
      [sentAt, failedAt, attempts, text, code],
      ['2026-01-01T00:00:00.000Z', '2026-01-02T00:00:00.000Z', 1, 'Too late.', '424242'],
    )
  })
})
