import type { InboxStore } from '../domain/messages/inbox-store.ts'
import type { MessageGateway } from '../domain/messages/message-gateway.ts'
import { type Clock, DAY } from '../kernel/clock.ts'
import type { Entropy } from '../kernel/entropy.ts'

const KEPT = 7 * DAY

/** Keeps messages in the database for a week instead of sending them; `poolhouse inbox` and /inbox show them. */
export function inboxGateway(inbox: InboxStore, clock: Clock, entropy: Entropy): MessageGateway {
  return {
    async send(message) {
      const now = clock()
      await inbox.deleteOlder(now - KEPT)
      await inbox.append({ ...message, id: entropy.uuid(), sentAt: now })
    },
  }
}
