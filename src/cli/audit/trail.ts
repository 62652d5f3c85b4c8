import type { AuditEvent } from '../../domain/audit/audit-event.ts'
import type { AuditEventStore } from '../../domain/audit/audit-event-store.ts'
import { clientsOfPool } from '../../domain/clients/clients-of-pool.ts'
import type { Stores } from '../../domain/stores.ts'
import { type Instant, SECOND } from '../../kernel/clock.ts'
import { pagesOf, type ReadPage, toPage } from '../../kernel/pages.ts'

const PAGE = 500

/** Which records to read. */
export interface TrailFilter {
  readonly since: Instant
  readonly eventName?: string | undefined
  /** Returns whether a record concerns the wanted pool. */
  readonly concerns?: ((event: AuditEvent) => boolean) | undefined
}

/** A record has the time of its request but is committed later, up to the longest duration of a request. */
const LATE = 60 * SECOND

/** Each call returns the records that are new since the call before: the newest `limit` of them, oldest first. */
export function openTrail(
  store: Pick<AuditEventStore, 'list'>,
  filter: TrailFilter,
): (limit?: number) => Promise<readonly AuditEvent[]> {
  const seen = new Map<string, Instant>()
  const { concerns = () => true } = filter
  let newest = filter.since
  return async (limit = Number.POSITIVE_INFINITY) => {
    let fresh: AuditEvent[] = []
    const since = Math.max(filter.since, newest - LATE)
    for await (const { entries } of pagesOf(readEvents(store, { ...filter, since }))) {
      const page = entries.filter(concerns)
      fresh = [...fresh, ...page.filter(({ id }) => !seen.has(id))].slice(-limit)
      for (const { id, occurredAt } of page) seen.set(id, occurredAt)
      newest = Math.max(newest, page.at(-1)?.occurredAt ?? newest)
      for (const [id, occurredAt] of seen) if (occurredAt < newest - LATE) seen.delete(id)
    }
    return fresh
  }
}

function readEvents(
  store: Pick<AuditEventStore, 'list'>,
  { since, eventName }: TrailFilter,
): ReadPage<AuditEvent, AuditEvent> {
  return async (after) =>
    toPage(await store.list({ limit: PAGE, since, eventName, after }), PAGE, (event) => event)
}

/**
 * Returns whether a record concerns the pool. Records stored without a pool only name it in their text: by the pool's
 * id or ARN or, for public operations, by one of its clients.
 */
export async function concerningUserPool(
  stores: Pick<Stores, 'clients'>,
  userPoolId: string,
): Promise<(event: AuditEvent) => boolean> {
  const names = new Set([userPoolId])
  for await (const { id } of clientsOfPool(stores, userPoolId)) names.add(id)
  return (event) =>
    event.userPoolId === undefined
      ? mentions(event.record, names, `userpool/${userPoolId}`)
      : event.userPoolId === userPoolId
}

function mentions(value: unknown, names: ReadonlySet<string>, arnEnd: string): boolean {
  if (typeof value === 'string') return names.has(value) || hasWord(value, arnEnd)
  if (typeof value !== 'object' || value === null) return false
  return Object.values(value).some((part) => mentions(part, names, arnEnd))
}

/** Returns whether the text contains the word, other than as the beginning of a longer one. */
function hasWord(text: string, word: string): boolean {
  return text.split(word).some((rest, i) => i > 0 && !/^\w/.test(rest))
}
