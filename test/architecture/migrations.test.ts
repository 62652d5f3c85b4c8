import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { inDialect, type Migration, readMigrations } from '../../src/storage/driver/migration-files.ts'
import { contractions, RELEASES } from './migration-rules.ts'
import { UNPORTABLE, unportable } from './portable-sql.ts'
import { readSources } from './source.ts'

const migrations = readMigrations()
const lastReleased = Math.max(...Object.values(RELEASES))
const named = (name: string, sql: string): Migration => ({ number: 1, name, sql, checksum: '' })

/**
 * The driver's own statements, for PostgreSQL alone. On CockroachDB, where their locks do nothing, the operator has to keep
 * migrations and rotations of the root key apart from everything else.
 */
const OF_DRIVER = ['src/storage/driver/migrate.ts', 'src/storage/driver/postgresql/occupation.ts']

describe('the SQL of the product', () => {
  test('is taken by CockroachDB and YugabyteDB, as far as their lists say', () => {
    const texts = [
      ...migrations.map(({ name, sql }) => ({ path: `${name}.sql`, text: inDialect(sql, 'postgresql') })),
      ...readSources('src/storage').filter(({ path }) => !OF_DRIVER.includes(path)),
    ]
    assert.ok(texts.length > migrations.length + 50)
    assert.deepEqual(texts.flatMap(unportable), [])
  })

  test('uses an advisory lock where the exceptions are', () => {
    for (const source of readSources('src/storage').filter(({ path }) => OF_DRIVER.includes(path))) {
      assert.match(unportable(source).join(), /an advisory lock/)
    }
  })
})

describe('migrations after the last release', () => {
  const former = migrations.slice(0, lastReleased)

  test('leave a running node of that release what it reads and writes', () => {
    assert.equal(former.length, lastReleased)
    assert.deepEqual(
      migrations.slice(lastReleased).flatMap((migration) => contractions(migration, former)),
      [],
    )
  })
})

describe('the checker of SQL', () => {
  const examples: Readonly<Record<string, string>> = {
    'listen, notify': 'listen changes',
    'an exclusion constraint': 'exclude using gist (a with &&)',
    'a deferrable constraint': 'references a (id) deferrable',
    'inheritance of tables': 'create table b () inherits (a)',
    'lock table': 'lock table users in share mode',
    'an index other than b-tree and GIN': 'create index a on b using brin (c)',
    'a system column': 'select ctid from users',
    'an advisory lock': 'select pg_advisory_xact_lock(1)',
    'a large object': 'select lo_create(0)',
    'a trigger': 'create trigger t before insert on users',
    'an object that extends the language': 'create or replace function f()',
    'a temporary or unlogged table': 'create temp table t (id text)',
    'another type of a column': 'alter table a alter column b type text',
    truncate: 'truncate users',
    serial: 'id serial primary key',
    'a lock weaker than for update': 'select id from users for no key update',
    'a type that not all have': 'body xml not null',
    'an expression as the target of on conflict': 'on conflict (lower(name)) do nothing',
    'deferred constraints, two-phase commit': 'set constraints all deferred',
  }
  for (const { what } of UNPORTABLE) {
    test(`catches ${what}, but not in a comment`, () => {
      const text = examples[what] ?? ''
      assert.match(unportable({ path: 'a.sql', text }).join(), new RegExp(`a.sql:1 uses ${what}: `))
      assert.deepEqual(unportable({ path: 'a.sql', text: `-- ${text}` }), [])
      assert.deepEqual(unportable({ path: 'a.ts', text: `/* ${text}\n*/ // ${text}` }), [])
    })
  }
})

describe('the checker of migrations', () => {
  const former = [named('0001-users', 'create table users (id {{text}} not null primary key);')]
  const problems = (sql: string) => contractions(named('0002-next', sql), former)

  for (const [sql, problem] of [
    ['drop table users;', 'drops the rows'],
    ['alter table users rename to people;', 'changes a name'],
    ['-- a comment; with a semicolon\nALTER TABLE users\n  rename column id to key;', 'changes a name'],
    ['alter table users drop column id;', 'drops a column or constraint'],
    ['alter table users alter column id set not null;', 'changes a column'],
    ["alter table users add constraint short check (id < 'z');", 'adds a constraint'],
    ['alter table users add column name {{text}} not null;', 'adds a column that a former insert leaves out'],
    ['create unique index users_by_id on users (id);', 'forbids rows'],
    ['delete from users;', 'deletes rows'],
  ] as const) {
    test(`refuses ${JSON.stringify(sql)}`, () => {
      assert.deepEqual(problems(sql), [`0002-next ${problem} of users`])
    })
  }

  test('takes what only adds, and changes of tables that no release has', () => {
    for (const sql of [
      'create table groups (id {{text}} not null primary key);',
      'alter table users add column name {{text}};',
      "alter table users add column name {{text}} not null default '';",
      'create index users_by_id on users (id);',
      'create table drafts (id {{text}}); drop table drafts;',
    ]) {
      assert.deepEqual(problems(sql), [])
    }
  })
})
