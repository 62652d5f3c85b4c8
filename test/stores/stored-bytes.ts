import type { Database } from '../../src/storage/driver/database.ts'

/** Every value of every table, one per line, to search for what must not be there in the clear. */
export async function storedBytes(database: Database): Promise<Buffer> {
  const parts: Uint8Array[] = []
  for (const table of await tables(database)) {
    for (const row of await database.all<Record<string, unknown>>(`select * from ${table}`)) {
      for (const value of Object.values(row)) {
        parts.push(value instanceof Uint8Array ? value : Buffer.from(String(value)), Buffer.from('\n'))
      }
    }
  }
  return Buffer.concat(parts)
}

/** The tables that have a column with that name. */
export async function tablesWith(database: Database, column: string): Promise<string[]> {
  const found: string[] = []
  for (const table of await tables(database)) {
    const rows = await database.all(
      database.dialect === 'sqlite'
        ? 'select name from pragma_table_info($1) where name = $2'
        : `select column_name from information_schema.columns
           where table_schema = current_schema() and table_name = $1 and column_name = $2`,
      table,
      column,
    )
    if (rows.length > 0) found.push(table)
  }
  return found
}

/** The names of all tables. */
export async function tables(database: Database): Promise<string[]> {
  const rows = await database.all<{ name: string }>(
    database.dialect === 'sqlite'
      ? "select name from sqlite_master where type = 'table'"
      : 'select table_name as name from information_schema.tables where table_schema = current_schema()',
  )
  return rows.map(({ name }) => name)
}
