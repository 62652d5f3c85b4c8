// The rules for migrations after a release: see "Change the tables" in CONTRIBUTING.md.
import type { Migration } from '../../src/storage/driver/migration-files.ts'

/** The last migration of each release, oldest first. */
export const RELEASES: Readonly<Record<string, number>> = { '0.1.0': 32 }

/**
 * What a migration does that a node of the former release, which is still running, would not survive. Only columns and
 * tables that a release has read or written count; those that came after it can be changed at will.
 * @param before the migrations of the former release
 */
export function contractions(migration: Migration, before: readonly Migration[]): string[] {
  const known = new Set(
    before.flatMap(({ sql }) => namesIn(sql, /\bcreate table (?:if not exists )?([a-z_]+)/g)),
  )
  return statementsOf(migration.sql).flatMap((statement) =>
    BREAKING.flatMap(({ pattern, what }) => {
      const table = pattern.exec(statement)?.[1]
      return table !== undefined && known.has(table) ? [`${migration.name} ${what} of ${table}`] : []
    }),
  )
}

/** Each pattern captures the table. */
const BREAKING: readonly { readonly pattern: RegExp; readonly what: string }[] = [
  { pattern: /^drop table (?:if exists )?([a-z_]+)/, what: 'drops the rows' },
  { pattern: /^alter table ([a-z_]+) rename/, what: 'changes a name' },
  { pattern: /^alter table ([a-z_]+) drop /, what: 'drops a column or constraint' },
  { pattern: /^alter table ([a-z_]+) alter /, what: 'changes a column' },
  {
    pattern: /^alter table ([a-z_]+) add (?:constraint|check|unique|foreign|primary)/,
    what: 'adds a constraint',
  },
  {
    pattern: /^alter table ([a-z_]+) add column \S+ (?!.*\bdefault\b).*\bnot null\b/,
    what: 'adds a column that a former insert leaves out',
  },
  { pattern: /^create unique index \S+ on ([a-z_]+)/, what: 'forbids rows' },
  { pattern: /^delete from ([a-z_]+)/, what: 'deletes rows' },
]

/** Without comments, in lower case and on one line each. */
function statementsOf(sql: string): string[] {
  return sql
    .replace(/--.*/g, '')
    .split(';')
    .map((statement) => statement.trim().replace(/\s+/g, ' ').toLowerCase())
    .filter((statement) => statement !== '')
}

function namesIn(sql: string, pattern: RegExp): string[] {
  return [...sql.toLowerCase().matchAll(pattern)].map(([, name = '']) => name)
}
