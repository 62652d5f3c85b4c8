import type { Instant } from '../../kernel/clock.ts'
import type { Database, Queries } from './database.ts'
import { inDialect, type Migration, readMigrations } from './migration-files.ts'

/** The database and the program don't belong together; the message says why and what to do. */
export class MigrationRefused extends Error {
  override readonly name = 'MigrationRefused'
}

/**
 * Brings the schema up to the program, all of it or nothing, and returns the names of the migrations applied. There is
 * no way back. Several processes may start at once: one migrates, the others wait and find nothing to do.
 */
export async function migrate(
  database: Database,
  now: Instant,
  migrations: readonly Migration[] = readMigrations(),
): Promise<string[]> {
  return database.transaction(async (queries) => {
    if (queries.dialect === 'postgresql') await lockPostgresql(queries)
    await queries.script(OWN_TABLE)
    const applied = await queries.all<AppliedRow>(APPLIED)
    assertSameHistory(applied, migrations)

    const pending = migrations.slice(applied.length)
    for (const { number, name, sql, checksum } of pending) {
      await queries.script(inDialect(sql, queries.dialect))
      await queries.run(
        'insert into schema_migrations (number, name, checksum, applied_at) values ($1, $2, $3, $4)',
        number,
        name,
        checksum,
        now,
      )
    }
    return pending.map(({ name }) => name)
  })
}

/** Makes sure, without changing anything, that the schema of a replica is that of the program. Throws MigrationRefused. */
export async function assertMigrated(
  database: Database,
  migrations: readonly Migration[] = readMigrations(),
): Promise<void> {
  const there = await database.first<{ there: number }>(
    "select cast(to_regclass('schema_migrations') is not null as integer) as there",
  )
  const applied = there?.there === 1 ? await database.all<AppliedRow>(APPLIED) : []
  assertSameHistory(applied, migrations)
  const missing = migrations[applied.length]
  if (missing === undefined) return
  throw new MigrationRefused(
    `The database is a read-only replica that lacks migration ${missing.name}: run \`poolhouse migrate\` on its primary ` +
      'first, and start this node when the replica has caught up',
  )
}

interface AppliedRow {
  readonly number: number
  readonly name: string
  readonly checksum: string
}

function assertSameHistory(applied: readonly AppliedRow[], migrations: readonly Migration[]): void {
  for (const [index, { number, name, checksum }] of applied.entries()) {
    const migration = migrations[index]
    if (migration === undefined) {
      throw new MigrationRefused(
        `A newer version has upgraded the database (to migration ${name}; this version ends at ${migrations.length}), and ` +
          'there is no way back: run that version, or restore a backup made before the upgrade',
      )
    }
    if (number !== migration.number || checksum !== migration.checksum) {
      throw new MigrationRefused(
        `The database has migration ${name} with another text than this program's ${migration.name}`,
      )
    }
  }
}

/**
 * SQLite's transaction is alone by nature. Here rivals wait for a lock that ends with the transaction, for as long as
 * it takes; a change of a table in use, though, doesn't hold up its users for ever.
 */
async function lockPostgresql(queries: Queries): Promise<void> {
  await queries.script('set local statement_timeout = 0; set local lock_timeout = 0')
  await queries.script(`select pg_advisory_xact_lock(${MIGRATION_LOCK})`)
  await queries.script("set local lock_timeout = '30s'")
  const schema = await queries.first<{ name: string; there: number }>(
    `select current_setting('search_path') as name,
       exists (select 1 from pg_namespace where nspname = current_setting('search_path')) as there`,
  )
  if (schema?.there === 0) await queries.script(`create schema ${schema.name}`)
}

/** Any number that no other program on the same database takes: "pool" in ASCII. */
const MIGRATION_LOCK = 0x706f6f6c

const APPLIED = 'select number, name, checksum from schema_migrations order by number'

const OWN_TABLE = `
  create table if not exists schema_migrations (
    number integer not null primary key,
    name text not null,
    checksum text not null,
    applied_at bigint not null
  )`
