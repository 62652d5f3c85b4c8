import type { InboxMessage, InboxStore } from '../../domain/messages/inbox-store.ts'
import type { Message } from '../../domain/messages/message-gateway.ts'
import type { Queries } from '../driver/database.ts'
import type { Vault } from '../vault.ts'

interface InboxRow {
  id: string
  user_pool_id: string
  sent_at: number
  channel: Message['channel']
  sealed_message: Uint8Array
}

/** Of the last message of the previous page. If that is deleted, the next page begins with its millisecond. */
const LAST_ORDINAL = `coalesce(
  (select coalesce(ordinal, 0) from inbox_messages where id = $2), ${Number.MAX_SAFE_INTEGER})`

type SealedMessage = Omit<Message, 'userPoolId' | 'channel'>

export function inboxStore(queries: Queries, vault: Vault): InboxStore {
  const messages = vault.forColumn('inbox_messages', 'sealed_message')

  function toInboxMessage(row: InboxRow): InboxMessage {
    const sealed = JSON.parse(messages.open(row.sealed_message, row.id)) as SealedMessage
    return {
      ...sealed,
      id: row.id,
      userPoolId: row.user_pool_id,
      sentAt: row.sent_at,
      channel: row.channel,
    }
  }

  return {
    async append({ id, userPoolId, sentAt, channel, ...sealed }) {
      await queries.run(
        `insert into inbox_messages (id, user_pool_id, sent_at, channel, recipient, sealed_message, ordinal)
         values ($1, $2, $3, $4, $5, $6,
           1 + coalesce((select max(ordinal) from inbox_messages where sent_at = $3), 0))`,
        id,
        userPoolId,
        sentAt,
        channel,
        sealed.to.toLowerCase(),
        messages.seal(JSON.stringify(sealed satisfies SealedMessage), id),
      )
    },

    async newest({ limit, to, before }) {
      const recipient = to === undefined ? '' : 'recipient = $4 and '
      const rows = await queries.all<InboxRow>(
        `select id, user_pool_id, sent_at, channel, sealed_message from inbox_messages
         where ${recipient}(sent_at < $1 or (sent_at = $1 and (coalesce(ordinal, 0), id) < (${LAST_ORDINAL}, $2)))
         order by sent_at desc, coalesce(ordinal, 0) desc, id desc limit $3`,
        before?.sentAt ?? Number.MAX_SAFE_INTEGER,
        before?.id ?? '',
        limit,
        ...(to === undefined ? [] : [to.toLowerCase()]),
      )
      return rows.map(toInboxMessage)
    },

    deleteOlder: (before) => queries.run('delete from inbox_messages where sent_at < $1', before),
  }
}
