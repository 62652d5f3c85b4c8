import type { EventSourceName } from '../../contract/generated/types.ts'
import type { Instant } from '../../kernel/clock.ts'
import type { Entropy } from '../../kernel/entropy.ts'
import type { Stores } from '../stores.ts'
import { destinationsOf } from './log-configuration.ts'
import type { LogGateway } from './log-gateway.ts'

export interface LogParts {
  readonly logs: Pick<LogGateway, 'hasDestinations' | 'delivers'>
  readonly entropy: Entropy
  readonly now: Instant
}

/**
 * Queues an entry for the destinations of its pool, within the transaction of the event that it is about. Destinations that
 * the operator has not configured get none.
 * @param textOf makes the entry, which most pools have no use for
 */
export async function queueLog(
  { logConfigurations, logQueue }: Pick<Stores, 'logConfigurations' | 'logQueue'>,
  { logs, entropy, now }: LogParts,
  userPoolId: string,
  source: EventSourceName,
  textOf: () => string,
): Promise<void> {
  if (!logs.hasDestinations) return
  for (const configuration of await logConfigurations.ofPool(userPoolId)) {
    if (configuration.eventSource !== source) continue
    for (const arn of destinationsOf(configuration).filter((it) => logs.delivers(it))) {
      await logQueue.put({ id: entropy.uuid(), userPoolId, arn, at: now, text: textOf() })
    }
  }
}
