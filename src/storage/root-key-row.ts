import type { Queries } from './driver/database.ts'

/** The one row of the table root_key. */
export interface RootKeyRow {
  readonly fingerprint: string
  readonly next_fingerprint: string | null
  readonly sealed_decoy_secret: Uint8Array | null
}

/** The row, which `prepareDatabase` and a rotation see to. The schema must be up to date. */
export async function readRootKeyRow(queries: Queries): Promise<RootKeyRow> {
  const row = await queries.first<RootKeyRow>(
    'select fingerprint, next_fingerprint, sealed_decoy_secret from root_key where id = 1',
  )
  if (!row) throw new Error('The table root_key has lost its row')
  return row
}
