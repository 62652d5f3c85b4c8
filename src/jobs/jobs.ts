import { doOwnWork } from '../domain/requests/do-own-work.ts'
import type { RequestContext } from '../domain/requests/request-context.ts'
import type { World } from '../domain/requests/world.ts'
import { MINUTE } from '../kernel/clock.ts'
import { deliverLogEntries } from './deliver-log-entries.ts'
import { purge } from './purge-expired.ts'
import { repeat } from './repeat.ts'
import { runImportJobs } from './run-import-jobs.ts'
import { type MessageSender, sendMessages } from './send-messages.ts'
import { shortenAuditTrail } from './shorten-audit-trail.ts'

export interface Jobs {
  readonly imports: { wake(): void }
  readonly sender: Pick<MessageSender, 'wake' | 'settled'>
  /** Ends all jobs; messages under way may take `patience` milliseconds. */
  close(patience: number): Promise<void>
}

/**
 * Starts everything that the server does by itself.
 * @param auditRetentionDays for how long the audit trail is kept; by default for ever
 */
export function startJobs(world: World, auditRetentionDays = Number.POSITIVE_INFINITY): Jobs {
  const { log } = world
  const imports = runImportJobs(world)
  const sender = sendMessages(world)
  const purging = repeat('purge', 10 * MINUTE, () => doOwnWork(world, 'purge', purge), log)
  const shorten = (context: RequestContext) => shortenAuditTrail(context, auditRetentionDays)
  const shortening = repeat('audit trail', 10 * MINUTE, () => doOwnWork(world, 'audit trail', shorten), log)
  const delivery = deliverLogEntries(world)
  return {
    imports,
    sender,
    async close(patience) {
      const left = await sender.close(patience)
      if (left > 0) log.warn('Messages under way will be sent again', { messages: left })
      await imports.close()
      await purging.stop()
      await shortening.stop()
      await delivery.stop()
    },
  }
}
