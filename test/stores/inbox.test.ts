import assert from 'node:assert/strict'
import { createSecretKey } from 'node:crypto'
import { before, describe, test } from 'node:test'
import type { InboxMessage, InboxStore } from '../../src/domain/messages/inbox-store.ts'
import { systemEntropy } from '../../src/kernel/entropy.ts'
import type { Database } from '../../src/storage/driver/database.ts'
import { migrate } from '../../src/storage/driver/migrate.ts'
import { inboxStore } from '../../src/storage/stores/inbox.ts'
import { openVault } from '../../src/storage/vault.ts'
import { forEachDatabase } from '../support/databases.ts'

const NOW = Date.UTC(2026, 0, 1)
const POOL = 'us-east-1_Inbox0000'

forEachDatabase((_, open) => {
  describe('the store of kept messages', () => {
    let database: Database
    let inbox: InboxStore

    before(async () => {
      database = await open()
      await migrate(database, NOW)
      await database.run(
        `insert into user_pools (id, region, name, attribute_schema, settings, tags, created_at, modified_at,
           revision)
         values ($1, 'us-east-1', 'pool', '[]', '{}', '{}', $2, $2, 'r')`,
        POOL,
        NOW,
      )
      inbox = inboxStore(database, openVault(createSecretKey(Buffer.alloc(32, 7)), systemEntropy))
    })

    async function keep(change: Partial<InboxMessage> = {}): Promise<InboxMessage> {
      const message: InboxMessage = {
        id: systemEntropy.uuid(),
        userPoolId: POOL,
        sentAt: NOW,
        kind: 'sign-up',
        channel: 'EMAIL',
        to: 'Jane@Example.com',
        subject: 'Your verification code',
        body: 'Your verification code is 424242. ',
        user: { sub: 's', username: 'jane' },
        ...change,
      }
      await inbox.append(message)
      return message
    }

    test('gives back what was kept, by any spelling of the address', async () => {
      const email = await keep()
      const sms = await keep({ channel: 'SMS', to: '+15555550100', subject: undefined, user: undefined })
      assert.deepEqual(await inbox.newest({ limit: 9, to: 'jANE@example.COM' }), [email])
      const [kept] = await inbox.newest({ limit: 9, to: '+15555550100' })
      assert.deepEqual({ subject: undefined, user: undefined, ...kept }, sms)
    })

    async function pagesTo(to: string): Promise<string[]> {
      const seen: string[] = []
      for (let before: InboxMessage | undefined; ; ) {
        const page = await inbox.newest({ limit: 2, to, before })
        seen.push(...page.map(({ id }) => id))
        before = page.at(-1)
        if (!before) return seen
      }
    }

    test('lists the newest first, page by page, and those of one millisecond as they came', async () => {
      const to = 'pages@example.com'
      const ids = ['c', 'e', 'a', 'd', 'b']
      for (const [index, sentAt] of [NOW + 1, NOW + 2, NOW + 2, NOW + 2, NOW + 3].entries()) {
        await keep({ to, sentAt, id: ids[index] ?? '' })
      }
      assert.deepEqual(await pagesTo(to), ids.toReversed())
    })

    test('lists messages of former versions, which have no place within their millisecond', async () => {
      const to = 'earlier@example.com'
      for (const id of ['two', 'one', 'three']) await keep({ to, id, sentAt: NOW + 4 })
      await database.run("update inbox_messages set ordinal = null where id in ('two', 'one')")
      assert.deepEqual(await pagesTo(to), ['three', 'two', 'one'])
    })

    test('goes on after a message that was deleted meanwhile', async () => {
      const to = 'gone@example.com'
      for (const id of ['first', 'second', 'third']) await keep({ to, id, sentAt: NOW + 5 })
      await database.run("delete from inbox_messages where id = 'second'")
      const page = await inbox.newest({ limit: 9, to, before: { sentAt: NOW + 5, id: 'second' } })
      assert.deepEqual(
        page.map(({ id }) => id),
        ['third', 'first'],
      )
    })

    test('keeps the text and what it holds sealed', async () => {
      const secrets = { code: 'hush-code', link: 'https://hush.example/', temporaryPassword: 'hush-password' }
      const kept = await keep({
        to: 'sealed@example.com',
        body: 'hush',
        subject: 'secret subject',
        ...secrets,
      })
      assert.deepEqual(await inbox.newest({ limit: 1, to: kept.to }), [kept])
      const rows = await database.all<Record<string, unknown>>('select * from inbox_messages')
      for (const value of rows.flatMap((row) => Object.values(row))) {
        const stored = value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : String(value)
        assert.doesNotMatch(stored, /hush|subject/)
      }
    })

    test('forgets messages that are older than an instant', async () => {
      await keep({ to: 'old@example.com', sentAt: NOW - 10 })
      assert.equal(await inbox.deleteOlder(NOW - 9), 1)
      assert.equal(await inbox.deleteOlder(NOW - 9), 0)
    })

    test('loses the messages of a pool with the pool', async () => {
      await database.run('delete from user_pools where id = $1', POOL)
      assert.deepEqual(await inbox.newest({ limit: 9 }), [])
    })
  })
})
