import type { KeyObject } from 'node:crypto'
import type { AuditEvent } from '../domain/audit/audit-event.ts'
import type { Instant } from '../kernel/clock.ts'
import type { Entropy } from '../kernel/entropy.ts'
import { decoySecretOf } from './decoy-secret.ts'
import type { Database } from './driver/database.ts'
import { migrate } from './driver/migrate.ts'
import { type Resealed, resealColumn } from './reseal-column.ts'
import { fingerprint, RootKeyInRotation, RootKeyMismatch } from './root-key.ts'
import { readRootKeyRow } from './root-key-row.ts'
import { ALL_SEALED_COLUMNS } from './sealed-columns.ts'
import { auditEventStore } from './stores/iam/audit-events.ts'
import { openVault } from './vault.ts'

export interface RootKeyRotation {
  readonly from: KeyObject
  readonly to: KeyObject
  readonly entropy: Entropy
  readonly now: Instant
  /** Recorded when everything is done. */
  readonly event: AuditEvent
  /**
   * Called after each transaction with the number of values of a column (`table.column`) that this run has encrypted
   * again.
   */
  progress(column: string, values: number): void
}

/**
 * Encrypts all secrets in the database with another root key, in many transactions. The database must have been opened
 * alone. After an interruption, the same call continues; until it is done, no server opens the database.
 * @throws RootKeyMismatch if `from` is not the database's key
 * @throws RootKeyInRotation if a rotation to another key than `to` has begun
 */
export async function rotateRootKey(database: Database, rotation: RootKeyRotation): Promise<Resealed> {
  await begin(database, rotation)
  const resealed = await resealAll(database, rotation)
  await finish(database, rotation)
  return resealed
}

async function begin(database: Database, { from, to, entropy, now }: RootKeyRotation): Promise<void> {
  await migrate(database, now)
  const { fingerprint: kept, next_fingerprint: next } = await readRootKeyRow(database)
  if (kept !== fingerprint(from)) {
    throw new RootKeyMismatch({ fingerprint: kept, nextFingerprint: next ?? undefined })
  }
  if (next === fingerprint(to)) return
  if (next !== null) throw new RootKeyInRotation()
  await decoySecretOf(database, from, entropy)
  await database.run('update root_key set next_fingerprint = $1 where id = 1', fingerprint(to))
}

async function resealAll(
  database: Database,
  { from, to, entropy, progress }: RootKeyRotation,
): Promise<Resealed> {
  const [old, fresh] = [openVault(from, entropy), openVault(to, entropy)]
  let values = 0
  const unopened: string[] = []
  for (const place of ALL_SEALED_COLUMNS) {
    const { table, column } = place
    const vaults = {
      old: old.forColumn(table, column as never),
      fresh: fresh.forColumn(table, column as never),
    }
    const resealed = await resealColumn(database, place, vaults, (sum) => progress(`${table}.${column}`, sum))
    values += resealed.values
    unopened.push(...resealed.unopened)
  }
  return { values, unopened }
}

async function finish(database: Database, { to, event }: RootKeyRotation): Promise<void> {
  await database.transaction(async (queries) => {
    // Stored as digests with the old key, which are no longer compared with anything.
    await queries.run('delete from verification_codes')
    await queries.run('delete from resealed_columns')
    await queries.run(
      'update root_key set fingerprint = $1, next_fingerprint = null where id = 1',
      fingerprint(to),
    )
    await auditEventStore(queries).append(event)
  })
}
