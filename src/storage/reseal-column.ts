import type { Database, Queries, SqlValue } from './driver/database.ts'
import { boundTexts, type NamedSealedColumn } from './sealed-columns.ts'
import type { ColumnVault } from './vault.ts'

export interface Resealed {
  readonly values: number
  /** Values that neither key opens, and that were unreadable before; left unchanged. */
  readonly unopened: readonly string[]
}

interface Vaults {
  readonly old: ColumnVault
  readonly fresh: ColumnVault
}

/** Values per transaction. The largest are chunks of files, of 64 KiB. */
const BATCH = 256

/** Encrypts the values of a column with the new key, continuing an earlier run. */
export async function resealColumn(
  database: Database,
  column: NamedSealedColumn,
  vaults: Vaults,
  progress: (values: number) => void,
): Promise<Resealed> {
  let values = 0
  const unopened: string[] = []
  for (;;) {
    const batch = await database.transaction((queries) => resealBatch(queries, column, vaults))
    values += batch.values
    unopened.push(...batch.unopened)
    if (batch.values + batch.unopened.length > 0) progress(values)
    if (batch.isLast) return { values, unopened }
  }
}

type Row = Record<string, SqlValue>

async function resealBatch(
  queries: Queries,
  place: NamedSealedColumn,
  { old, fresh }: Vaults,
): Promise<Resealed & { readonly isLast: boolean }> {
  const { table, column, key } = place
  const name = `${table}.${column}`
  const rows = await queries.all<Row>(...selectAfter(place, await positionOf(queries, name)))
  const unopened: string[] = []
  for (const row of rows) {
    const bound = boundTexts(place, row)
    const sealed = row[column] as Uint8Array
    const opened = old.openIfOwn(sealed, ...bound)
    if (opened) await update(queries, place, row, fresh.seal(opened, ...bound))
    else if (!fresh.openIfOwn(sealed, ...bound)) unopened.push(`${name} of ${bound.join(', ')}`)
  }
  const last = rows.at(-1)
  if (last)
    await keepPosition(
      queries,
      name,
      key.map((part) => last[part] ?? null),
    )
  return { values: rows.length - unopened.length, unopened, isLast: rows.length < BATCH }
}

function selectAfter(
  { table, column, key }: NamedSealedColumn,
  after: readonly SqlValue[] | undefined,
): [sql: string, ...values: SqlValue[]] {
  const keys = key.join(', ')
  const behind = after ? `and (${keys}) > (${key.map((_, i) => `$${i + 1}`).join(', ')})` : ''
  const sql = `select ${keys}, ${column} from ${table} where ${column} is not null ${behind} order by ${keys} limit ${BATCH}`
  return [sql, ...(after ?? [])]
}

async function update(
  queries: Queries,
  { table, column, key }: NamedSealedColumn,
  row: Row,
  sealed: Uint8Array,
): Promise<void> {
  const isRow = key.map((part, i) => `${part} = $${i + 2}`).join(' and ')
  await queries.run(
    `update ${table} set ${column} = $1 where ${isRow}`,
    sealed,
    ...key.map((part) => row[part] ?? null),
  )
}

async function positionOf(queries: Queries, name: string): Promise<readonly SqlValue[] | undefined> {
  const row = await queries.first<{ position: string }>(
    'select position from resealed_columns where column_name = $1',
    name,
  )
  return row && (JSON.parse(row.position) as readonly SqlValue[])
}

async function keepPosition(queries: Queries, name: string, position: readonly SqlValue[]): Promise<void> {
  await queries.run(
    `insert into resealed_columns (column_name, position) values ($1, $2)
     on conflict (column_name) do update set position = $2`,
    name,
    JSON.stringify(position),
  )
}
