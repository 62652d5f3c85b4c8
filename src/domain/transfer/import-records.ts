import type { Stores } from '../stores.ts'
import { alreadyExists } from './records/import-clash.ts'
import type { Stored } from './records/record-kind.ts'
import { kindOf, type MovedRecord } from './records/record-kinds.ts'

/** For resources that exist already: refuse the whole import, or keep them and continue. */
export type OnClash = 'refuse' | 'skip'

export interface ImportTally {
  readonly made: number
  readonly kept: number
}

/**
 * Whether a batch may end before this line. Lines that depend on an earlier one (the keys of a pool, what belongs to a
 * user) must be in its batch.
 */
export function mayStartBatch({ type }: MovedRecord): boolean {
  return !DEPENDENT.has(type)
}

const DEPENDENT: ReadonlySet<MovedRecord['type']> = new Set([
  'signing-key',
  'saml-signing-key',
  'membership',
  'passkey',
  'user-identity',
  'device',
])

/**
 * Stores one batch of lines in a single transaction. Existing resources are kept unchanged, and the lines that depend
 * on them are skipped: the keys of a pool, what belongs to a user.
 * @throws ImportClash unless clashes are to be skipped, or if the resource that a line belongs to is missing
 */
export async function importRecords(
  stores: Stores,
  records: readonly MovedRecord[],
  onClash: OnClash,
): Promise<ImportTally> {
  const tally: Record<Stored, number> = { made: 0, kept: 0 }
  let owner: Stored = 'made'
  for (const record of records) {
    const dependsOnKept: boolean = owner === 'kept' && !mayStartBatch(record)
    const outcome: Stored = dependsOnKept ? 'kept' : await kindOf(record).store(stores, record)
    if (outcome === 'kept' && onClash === 'refuse') throw alreadyExists(kindOf(record).named(record))
    if (mayStartBatch(record)) owner = outcome
    tally[outcome]++
  }
  return tally
}

/**
 * Call it for every line before the first one is stored. In a pool that does not exist yet, no other line can clash.
 * @throws ImportClash
 */
export async function assertAbsent(
  stores: Pick<Stores, 'clients' | 'domains' | 'userPools'>,
  record: MovedRecord,
): Promise<void> {
  const found =
    (record.type === 'user-pool' && (await stores.userPools.find(record.id))) ||
    (record.type === 'client' && (await stores.clients.find(record.id))) ||
    (record.type === 'domain' && (await stores.domains.find(record.region, record.domain)))
  if (found) throw alreadyExists(kindOf(record).named(record))
}
