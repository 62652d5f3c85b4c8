import type { MessageCountStore } from '../../../domain/messages/message-count-store.ts'
import type { Queries } from '../../driver/database.ts'

export function messageCountStore(queries: Queries): MessageCountStore {
  return {
    async take(subject, most, now, endsAt) {
      const row = await queries.first<{ ends_at: number }>(
        `insert into message_counts (subject, ends_at, messages) values ($1, $4, 1)
         on conflict (subject) do update set
           messages = case when message_counts.ends_at <= $3 then 1 else message_counts.messages + 1 end,
           ends_at = case when message_counts.ends_at <= $3 then $4 else message_counts.ends_at end
         where message_counts.ends_at <= $3 or message_counts.messages < $2
         returning ends_at`,
        subject,
        most,
        now,
        endsAt,
      )
      return row?.ends_at
    },

    async giveBack(subject, windowEndsAt) {
      await queries.run(
        'update message_counts set messages = messages - 1 where subject = $1 and ends_at = $2 and messages > 0',
        subject,
        windowEndsAt,
      )
    },

    deleteEnded: (now) => queries.run('delete from message_counts where ends_at <= $1', now),
  }
}
