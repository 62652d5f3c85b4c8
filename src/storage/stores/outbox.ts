import type { MessageFunction } from '../../domain/messages/message-function.ts'
import type { Message } from '../../domain/messages/message-gateway.ts'
import type { LeasedMessage, OutboxStore } from '../../domain/messages/outbox-store.ts'
import type { StoreTools } from '../store-tools.ts'

interface OutboxRow {
  id: string
  user_pool_id: string
  queued_at: number
  attempts: number
  failed_at: number | null
  sealed_message: Uint8Array
}

/** Stored where no message is to be sent: about as long as one, so that sealing and storing it takes as much work. */
const NOTHING = { nothing: '.'.repeat(300) } as const

type Sealed =
  | { readonly message: Omit<Message, 'userPoolId'>; readonly calls?: MessageFunction | undefined }
  | typeof NOTHING

const COLUMNS = 'id, user_pool_id, queued_at, attempts, failed_at, sealed_message'

export function outboxStore({ queries, vault, transaction, onQueued }: StoreTools): OutboxStore {
  const messages = vault.forColumn('outbox_messages', 'sealed_message')

  function toMessage(row: OutboxRow): LeasedMessage {
    const { id, user_pool_id: userPoolId, queued_at: queuedAt, attempts } = row
    const sealed = JSON.parse(messages.open(row.sealed_message, id)) as Sealed
    const about = { id, queuedAt, userPoolId, attempts }
    if ('nothing' in sealed) return about
    const { message, calls } = sealed
    return { ...about, message: { ...message, userPoolId }, ...(calls && { calls }) }
  }

  return {
    async put({ id, queuedAt, userPoolId, message, calls }) {
      await queries.run(
        `insert into outbox_messages (id, user_pool_id, queued_at, due_at, attempts, sealed_message)
         values ($1, $2, $3, $3, 0, $4)`,
        id,
        userPoolId,
        queuedAt,
        messages.seal(JSON.stringify(sealedOf(message, calls)), id),
      )
      if (transaction) transaction.hasQueued = true
      else onQueued()
    },

    async lease(holder, most, now, until) {
      const due = await queries.all<{ id: string }>(
        'select id from outbox_messages where due_at <= $1 order by due_at, id limit $2',
        now,
        most,
      )
      const leased = await Promise.all(
        due.map(({ id }) =>
          queries.first<OutboxRow>(
            `update outbox_messages set due_at = $3, holder = $4, attempts = attempts + 1
             where id = $1 and due_at <= $2 returning ${COLUMNS}`,
            id,
            now,
            until,
            holder,
          ),
        ),
      )
      return leased.flatMap((row) => (row ? [toMessage(row)] : []))
    },

    async renew(id, holder, until) {
      await queries.run(
        'update outbox_messages set due_at = $3 where id = $1 and holder = $2',
        id,
        holder,
        until,
      )
    },

    async postpone(id, holder, dueAt) {
      await queries.run(
        'update outbox_messages set due_at = $3, holder = null where id = $1 and holder = $2',
        id,
        holder,
        dueAt,
      )
    },

    async giveUp(id, holder, now) {
      const given = await queries.run(
        `update outbox_messages set due_at = null, holder = null, failed_at = $3
         where id = $1 and holder = $2`,
        id,
        holder,
        now,
      )
      return given === 1
    },

    async remove(id) {
      await queries.run('delete from outbox_messages where id = $1', id)
    },

    async failed(limit) {
      const rows = await queries.all<OutboxRow & { failed_at: number }>(
        `select ${COLUMNS} from outbox_messages where failed_at is not null
         order by failed_at desc, id desc limit $1`,
        limit,
      )
      return rows.map((row) => ({ ...toMessage(row), failedAt: row.failed_at }))
    },

    async waiting() {
      const row = await queries.first<{ messages: number; since: number | null }>(
        'select count(*) as messages, min(queued_at) as since from outbox_messages where due_at is not null and attempts > 0',
      )
      return { count: row?.messages ?? 0, since: row?.since ?? undefined }
    },

    deleteFailedBefore: (before) => queries.run('delete from outbox_messages where failed_at < $1', before),
  }
}

function sealedOf(message: Message | undefined, calls: MessageFunction | undefined): Sealed {
  if (!message) return NOTHING
  const { userPoolId: _, ...rest } = message
  return { message: rest, calls }
}
