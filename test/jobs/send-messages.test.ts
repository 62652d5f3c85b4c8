import assert from 'node:assert/strict'
import { after, beforeEach, describe, test } from 'node:test'
import type { Message } from '../../src/domain/messages/message-gateway.ts'
import type { Storage } from '../../src/domain/stores.ts'
import { type MessageSender, sendMessages } from '../../src/jobs/send-messages.ts'
import { DAY, MINUTE, SECOND } from '../../src/kernel/clock.ts'
import { systemEntropy } from '../../src/kernel/entropy.ts'
import { pinoLog } from '../../src/kernel/log.ts'
import { NOW, storageOn, storedPool } from '../stores/pool-of-users.ts'
import { forEachDatabase } from '../support/databases.ts'

const PATIENCE = 20 * SECOND
/** So long that only a call makes a sender look. */
const PACE = { lease: MINUTE, pause: 60 * MINUTE }

forEachDatabase((_, open) => {
  describe('the messages of the outbox', () => {
    const senders: MessageSender[] = []
    let storage: Storage
    let userPoolId: string
    let now: number
    let sent: string[]
    let lines: string[]
    let counts: string[]
    /** What the gateway does; by default it takes everything. */
    let onSend: (message: Message, id: string) => Promise<void>
    let ways: readonly Message['channel'][]

    beforeEach(async () => {
      await endSenders()
      storage ??= await storageOn(await open())
      userPoolId = await storedPool(storage.stores)
      now = NOW
      sent = []
      lines = []
      counts = []
      onSend = async () => {}
      ways = ['EMAIL', 'SMS']
    })
    after(() => endSenders())

    async function endSenders(): Promise<void> {
      for (const sender of senders.splice(0)) await sender.close(PATIENCE)
    }

    function newSender(): MessageSender {
      const sender = sendMessages(
        {
          storage,
          clock: () => now,
          entropy: systemEntropy,
          logs: { hasDestinations: false, delivers: () => false },
          log: pinoLog('info', { write: (line) => lines.push(line) }),
          tally: { count: (name, labels) => void counts.push(`${name} ${Object.values(labels).join(' ')}`) },
          triggers: { invoke: async () => ({ kind: 'unconfigured' }) },
          senderCipher: { isReady: () => false, encrypt: () => Promise.reject(new Error('no key')) },
          messages: {
            sends: (channel) => ways.includes(channel),
            accepts: () => true,
            async send(message, id) {
              await onSend(message, id)
              sent.push(message.to)
            },
          },
        },
        PACE,
      )
      senders.push(sender)
      return sender
    }

    async function put(to: string, channel: Message['channel'] = 'EMAIL'): Promise<string> {
      const id = systemEntropy.uuid()
      const message = { userPoolId, kind: 'sign-up', channel, to, body: 'It is 424242.' } as const
      await storage.stores.outbox.put({ id, queuedAt: now, userPoolId, message })
      return id
    }

    const settled = (sender: MessageSender) => sender.settled(PATIENCE)

    test('are sent once, whichever of the processes put them there', async () => {
      const [one, two] = [newSender(), newSender()]
      const expected: string[] = []
      for (let i = 0; i < 30; i++) {
        expected.push(`${i}@x.org`)
        await put(`${i}@x.org`)
      }
      await Promise.all([settled(one), settled(two)])
      await Promise.all([settled(one), settled(two)])
      assert.deepEqual(sent.sort(), expected.sort())
    })

    test('are tried again after 5, 15, 45 seconds and so on, at most a quarter of an hour', async () => {
      const tries: number[] = []
      onSend = async () => {
        tries.push(now - NOW)
        throw new Error('cut off')
      }
      const sender = newSender()
      await put('late@x.org')
      for (let at = 0; at <= 20 * MINUTE; at += SECOND) {
        now = NOW + at
        if (at % (5 * SECOND) === 0) await settled(sender)
      }
      assert.deepEqual(
        tries,
        [0, 5, 20, 65, 200, 605].map((seconds) => seconds * SECOND),
      )
      onSend = async () => {}
      now += 15 * MINUTE
      await settled(sender)
      assert.deepEqual(sent, ['late@x.org'])
    })

    test('are given up after a day, with a line in the log and a count, and kept to be looked at', async () => {
      onSend = () => Promise.reject(new Error('It is 424242 for dead@x.org'))
      const sender = newSender()
      const id = await put('dead@x.org')
      for (; now <= NOW + DAY; now += 15 * MINUTE) await settled(sender)
      assert.deepEqual(new Set(counts.slice(0, -1)), new Set(['message_tries EMAIL failed']))
      assert.equal(counts.at(-1), 'messages_undelivered sign-up EMAIL')
      const [line = ''] = lines.filter((it) => it.includes('given up'))
      const { level, messageId, kind, channel } = JSON.parse(line)
      assert.deepEqual([level, messageId, kind, channel], ['warn', id, 'sign-up', 'EMAIL'])
      assert.doesNotMatch(lines.join(), /424242|dead@/)
      const [failed] = await storage.stores.outbox.failed(1)
      assert.deepEqual([failed?.id, failed?.message?.to], [id, 'dead@x.org'])
      onSend = async () => {}
      now += DAY
      await settled(sender)
      assert.deepEqual(sent, [])
    })

    test('are given up at once if the recipient is refused for good', async () => {
      onSend = () => Promise.reject(Object.assign(new Error('no such user'), { permanent: true }))
      const sender = newSender()
      await put('nobody@x.org')
      await settled(sender)
      assert.deepEqual(counts, ['message_tries EMAIL failed', 'messages_undelivered sign-up EMAIL'])
    })

    test('are counted by outcome, so that a mail server that is down shows at once', async () => {
      const sender = newSender()
      await put('one@x.org')
      await put('+15555550100', 'SMS')
      await settled(sender)
      onSend = () => Promise.reject(new Error('refused'))
      await put('two@x.org')
      await settled(sender)
      assert.deepEqual(counts.sort(), [
        'message_tries EMAIL failed',
        'message_tries EMAIL sent',
        'message_tries SMS sent',
      ])
      onSend = async () => {}
      now += MINUTE
      await settled(sender) // leaves nothing behind
    })

    test('count as no try where a function fails before the mail server is asked', async () => {
      const sender = newSender()
      const id = systemEntropy.uuid()
      const message = { userPoolId, kind: 'sign-up', channel: 'EMAIL', to: 'f@x.org', body: 'Hello' } as const
      const arn = 'arn:aws:lambda:us-east-1:123456789012:function:text'
      const calls = { trigger: 'CustomMessage', arn, userPoolId, event: {}, carrier: 'code' } as const
      await storage.stores.outbox.put({ id, queuedAt: now, userPoolId, message, calls })
      await settled(sender)
      assert.deepEqual(counts, ['trigger_calls CustomMessage unconfigured'])
      assert.deepEqual(sent, [])
      await storage.stores.outbox.remove(id)
    })

    test('of a process that died are sent by another when its lease ends', async () => {
      const id = await put('orphan@x.org')
      await storage.stores.outbox.lease('dead', 1, now, now + MINUTE)
      const sender = newSender()
      await settled(sender)
      assert.deepEqual(sent, [])
      now += MINUTE
      const ids: string[] = []
      onSend = async (_message, given) => void ids.push(given)
      await settled(sender)
      assert.deepEqual([sent, ids], [['orphan@x.org'], [id]])
    })

    test('to nobody go nowhere', async () => {
      const sender = newSender()
      await storage.stores.outbox.put({ id: systemEntropy.uuid(), queuedAt: now, userPoolId })
      await settled(sender)
      assert.deepEqual(sent, [])
      assert.deepEqual(await storage.stores.outbox.lease('any', 9, now + DAY, now + DAY), [])
    })

    test('for which there is no way out any more go into the inbox', async () => {
      ways = ['SMS']
      const sender = newSender()
      await put('kept@x.org')
      await settled(sender)
      const [kept] = await storage.stores.inbox.newest({ limit: 1, to: 'kept@x.org' })
      assert.equal(kept?.body, 'It is 424242.')
      assert.deepEqual(sent, [])
    })

    test('wait for one another only when eight are under way', async () => {
      let letGo = () => {}
      const held = new Promise<void>((resolve) => {
        letGo = resolve
      })
      let begun = 0
      let tell = () => {}
      const eight = new Promise<void>((resolve) => {
        tell = resolve
      })
      onSend = async () => {
        begun++
        if (begun === 8) tell()
        await held
      }
      const sender = newSender()
      for (let i = 0; i < 10; i++) await put(`${i}@x.org`)
      sender.wake()
      await eight
      const closed = sender.close(PATIENCE)
      letGo()
      assert.equal(await closed, 0)
      assert.equal(sent.length, 8) // what was not begun is left to others
      await settled(newSender())
      assert.equal(sent.length, 10)
    })

    test('that a closing process cannot wait for are counted', async () => {
      let begin = () => {}
      const begun = new Promise<void>((resolve) => {
        begin = resolve
      })
      let letGo = () => {}
      const held = new Promise<void>((resolve) => {
        letGo = resolve
      })
      onSend = () => {
        begin()
        return held
      }
      const sender = newSender()
      await put('stuck@x.org')
      sender.wake()
      await begun
      assert.equal(await sender.close(1), 1)
      letGo()
      await sender.close(PATIENCE)
    })
  })
})
