import { openDatabase } from '../../src/storage/driver/open-database.ts'

/** Watches the database file of a server from outside. */
export interface Tables {
  /** How many rows changed, by table, without the counters of failures and without changes that were rolled back. */
  changes(): Promise<ReadonlyMap<string, number>>
  close(): Promise<void>
}

/** Any refusal may write to these tables and columns: failures are counted, and some are recorded. */
const COUNTING_TABLES = new Set(['address_failures', 'attempt_windows', 'audit_events'])
const COUNTING_COLUMNS = new Set(['failures', 'last_failure_at', 'mismatches'])

/** Lets the database itself record every change, which is faster than comparing all rows again and again. */
export async function watch(file: string): Promise<Tables> {
  const database = await openDatabase({ file })
  const tables = await database.all<{ name: string }>("select name from sqlite_master where type = 'table'")
  await database.script('create table noted_changes (name text primary key, times integer not null)')
  for (const { name } of tables) {
    if (COUNTING_TABLES.has(name)) continue
    const columns = await database.all<{ name: string }>(`select name from pragma_table_info('${name}')`)
    const settled = columns.flatMap((column) => (COUNTING_COLUMNS.has(column.name) ? [] : [column.name]))
    for (const event of ['insert', 'delete', `update of ${settled.join(', ')}`]) {
      await database.script(
        `create trigger noted_${name}_${event.slice(0, 6)} after ${event} on ${name} begin
           insert into noted_changes (name, times) values ('${name}', 1)
           on conflict (name) do update set times = times + 1;
         end`,
      )
    }
  }
  return {
    async changes() {
      const rows = await database.all<{ name: string; times: number }>(
        'select name, times from noted_changes',
      )
      return new Map(rows.map(({ name, times }) => [name, times]))
    },
    close: () => database.close(),
  }
}

export function changedTables(
  before: ReadonlyMap<string, number>,
  after: ReadonlyMap<string, number>,
): string[] {
  return [...after].flatMap(([table, times]) => (before.get(table) === times ? [] : [table]))
}
