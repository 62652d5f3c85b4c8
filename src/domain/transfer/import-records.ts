import type { Stores } from '../stores.ts'
import { isThere } from './import-clash.ts'
import type { Stored } from './records/record-kind.ts'
import { kindOf, type MovedRecord } from './records/record-kinds.ts'

/** What to do with what is there already: nothing at all, or to leave it and go on. */
export type OnClash = 'refuse' | 'skip'

export interface ImportTally {
  readonly made: number
  readonly kept: number
}

/**
 * Whether a batch may end before this line: what hangs on the line before (the keys of a pool, the memberships of a
 * user) has to be in the same one.
 */
export function beginsAnew({ type }: MovedRecord): boolean {
  return type !== 'signing-key' && type !== 'membership'
}

/**
 * Stores the lines of one batch, within one transaction. What is there already is left as it is, along with what hangs
 * on it: the keys of a pool, the memberships of a user.
 * @throws ImportClash unless clashes are to be skipped, or where a line belongs to nothing
 */
export async function importRecords(
  stores: Stores,
  records: readonly MovedRecord[],
  onClash: OnClash,
): Promise<ImportTally> {
  const tally: Record<Stored, number> = { made: 0, kept: 0 }
  let owner: Stored = 'made'
  for (const record of records) {
    const hangsOnKept: boolean = owner === 'kept' && !beginsAnew(record)
    const outcome: Stored = hangsOnKept ? 'kept' : await kindOf(record).store(stores, record)
    if (outcome === 'kept' && onClash === 'refuse') throw isThere(kindOf(record).named(record))
    if (beginsAnew(record)) owner = outcome
    tally[outcome]++
  }
  return tally
}

/**
 * To be asked of every line before the first is stored: in a pool that is not there yet nothing else can clash.
 * @throws ImportClash
 */
export async function assertAbsent(
  stores: Pick<Stores, 'clients' | 'userPools'>,
  record: MovedRecord,
): Promise<void> {
  const found =
    (record.type === 'user-pool' && (await stores.userPools.find(record.id))) ||
    (record.type === 'client' && (await stores.clients.find(record.id)))
  if (found) throw isThere(kindOf(record).named(record))
}
