import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { after, before, describe, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import fc from 'fast-check'
import { ReadOnly } from '../../src/kernel/outage.ts'
import type { Database, DatabaseState, SqlValue } from '../../src/storage/driver/database.ts'
import { migrate } from '../../src/storage/driver/migrate.ts'
import { inDialect, readMigrations } from '../../src/storage/driver/migration-files.ts'
import { openDatabase } from '../../src/storage/driver/open-database.ts'
import { ANY_CHARACTER } from '../support/any-character.ts'
import { forEachDatabase, forEachEmptyDatabase, onPostgresql } from '../support/databases.ts'

const NOW = Date.UTC(2026, 0, 1)

const TABLES = `
  create table notes (id {{text}} not null primary key, body {{text}}, at {{bigint}}, seal {{blob}}, read integer) {{strict}};
  create table counters (id {{text}} not null primary key, value {{bigint}} not null) {{strict}};
  create table replies (id {{text}} not null primary key, note {{text}} not null references notes (id)) {{strict}}`

interface Note {
  readonly id: string
  readonly body: string | null
  readonly at: number | null
  readonly seal: Uint8Array | null
  readonly read: number | null
}

const INSERT = 'insert into notes (id, body, at, seal, read) values ($1, $2, $3, $4, $5)'
const SELECT = 'select id, body, at, seal, read from notes where id = $1'

const insertNote = (
  database: Database,
  id: string,
  ...[body = null, at = null, seal = null, read = null]: SqlValue[]
) => database.run(INSERT, id, body, at, seal, read)

/** A promise and the functions that settle it. */
function gate(): { readonly passed: Promise<void>; readonly open: () => void } {
  let open = () => {}
  const passed = new Promise<void>((resolve) => {
    open = resolve
  })
  return { passed, open }
}

forEachDatabase((kind, open) => {
  let database: Database

  before(async () => {
    database = await open()
    await database.script(inDialect(TABLES, database.dialect))
  })

  describe('values', () => {
    test('are read as they were stored', async () => {
      let count = 0
      const text = fc.string({ unit: ANY_CHARACTER }).filter((value) => !value.includes('\0'))
      const row = [text, fc.maxSafeInteger(), fc.uint8Array(), fc.boolean()] as const
      await fc.assert(
        fc.asyncProperty(...row, async (body, at, seal, read) => {
          const id = `property-${count++}`
          assert.equal(await insertNote(database, id, body, at, seal, read), 1)
          const stored = await database.first<Note>(SELECT, id)
          assert.deepEqual(
            { ...stored, seal: stored?.seal && Uint8Array.from(stored.seal) },
            { id, body, at, seal, read: read ? 1 : 0 },
          )
        }),
        { numRuns: 50 },
      )
    })

    test('may all be null', async () => {
      await insertNote(database, 'nulls')
      const stored = await database.first<Note>(SELECT, 'nulls')
      assert.deepEqual({ ...stored }, { id: 'nulls', body: null, at: null, seal: null, read: null })
    })

    test('answer placeholders by number, in any order and more than once', async () => {
      await insertNote(database, 'order', 'x', 7)
      const sql = 'select id from notes where at = $2 and (id = $1 or id = $1) and at = $2'
      assert.equal((await database.all<Note>(sql, 'order', 7)).length, 1)
      assert.equal((await database.all<Note>(sql, 'order', 8)).length, 0)
    })

    test('are counted', async () => {
      await assert.rejects(database.first(SELECT), TypeError)
      await assert.rejects(database.first(SELECT, 'a', 'b'), TypeError)
    })

    test('refuse undefined, fractions and numbers beyond the safe integers', async () => {
      await assert.rejects(database.first(SELECT, undefined as unknown as null), TypeError)
      for (const number of [0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53]) {
        await assert.rejects(insertNote(database, 'number', null, number), RangeError)
      }
    })

    test('refuse a text that one of the databases cannot store, without showing it', async () => {
      for (const body of ['secret\0', 'secret\ud800', '\udc00secret']) {
        await assert.rejects(insertNote(database, 'unstorable', body), (error: Error) => {
          assert.equal(error.name, 'UnstorableText')
          assert.doesNotMatch(error.message, /secret/)
          return true
        })
      }
      assert.equal(await database.first(SELECT, 'unstorable'), undefined)
    })

    test('read back an unsafe integer as an error, not as a neighbour', async () => {
      await assert.rejects(database.all('select 9007199254740993 as value'))
      assert.deepEqual(
        (await database.all<object>('select 9007199254740991 as value')).map((row) => ({ ...row })),
        [{ value: Number.MAX_SAFE_INTEGER }],
      )
    })

    test('read a truth value, a count and a sum as numbers', async () => {
      await insertNote(database, 'sums', null, 2 ** 40)
      const row = await database.first<object>(
        "select id = 'sums' as same, count(*) as n, sum(at) as total from notes where id = $1 group by id",
        'sums',
      )
      assert.deepEqual({ ...row }, { same: 1, n: 1, total: 2 ** 40 })
    })

    test('sort by code point', async () => {
      for (const body of ['b', 'B', 'a', 'é', '_', '😀', '\uffee'])
        await insertNote(database, `sort-${body}`, body)
      const rows = await database.all<Note>("select body from notes where id like 'sort-%' order by body")
      assert.equal(rows.map(({ body }) => body).join(''), 'B_abé\uffee😀')
    })
  })

  describe('statements', () => {
    test('refuse a second statement in the text', async () => {
      await assert.rejects(database.run("delete from notes where id = 'x'; delete from notes"))
    })

    test('answer how many rows they changed', async () => {
      await insertNote(database, 'many-1', 'many')
      await insertNote(database, 'many-2', 'many')
      assert.equal(await database.run("update notes set at = 1 where body = 'many'"), 2)
      assert.equal(await database.run("update notes set at = 1 where body = 'none'"), 0)
      assert.equal(
        await database.run(`${INSERT} on conflict do nothing`, 'many-1', null, null, null, null),
        0,
      )
    })

    test('return the rows that they wrote, committed', async () => {
      const returned = await database.first<Note>(
        `${INSERT} returning id, at`,
        'returned',
        null,
        5,
        null,
        null,
      )
      assert.deepEqual({ ...returned }, { id: 'returned', at: 5 })
      assert.equal((await database.first<Note>(SELECT, 'returned'))?.at, 5)
    })

    test('report a taken key as UniqueViolation, without the values', async () => {
      await insertNote(database, 'taken')
      await assert.rejects(insertNote(database, 'taken'), (error: Error & { constraint?: string }) => {
        assert.equal(error.name, 'UniqueViolation')
        assert.match(error.constraint ?? '', /notes/)
        assert.doesNotMatch(error.message, /taken/)
        return true
      })
    })

    test('report a taken key also if they return rows', async () => {
      await insertNote(database, 'taken-too')
      const again = database.first(`${INSERT} returning id`, 'taken-too', null, null, null, null)
      await assert.rejects(again, { name: 'UniqueViolation' })
    })

    test('report a reference to a missing row, without the values', async () => {
      const reply = "insert into replies (id, note) values ('reply', 'nowhere')"
      const inserts = [
        () => database.run(reply),
        () => database.first(`${reply} returning id`),
        () => database.all(`${reply} on conflict do nothing returning id`),
        () => database.transaction((queries) => queries.run(reply)),
      ]
      for (const insert of inserts) {
        await assert.rejects(insert, (error: Error) => {
          assert.equal(error.name, 'DeletedMeanwhile')
          assert.doesNotMatch(error.message, /nowhere/)
          return true
        })
      }
    })

    test('report a wrong type as a failure that does not quote the value', async () => {
      await assert.rejects(insertNote(database, 'wrong', null, 'secret'), (error: Error) => {
        assert.equal(error.name, 'DatabaseFailure')
        assert.doesNotMatch(JSON.stringify(error) + error.message, /secret/)
        return true
      })
    })

    test('give one winner among sixteen that compare and set', async () => {
      await insertNote(database, 'prize')
      const rivals = await Promise.all([
        open(), // a second connection or process, if the database can be shared
        ...Array.from({ length: 15 }, () => database),
      ])
      if (kind === 'SQLite in memory') rivals[0] = database
      const won = await Promise.all(
        rivals.map((rival, n) =>
          rival.run('update notes set at = $2 where id = $1 and at is null', 'prize', n),
        ),
      )
      assert.equal(won.filter((rows) => rows === 1).length, 1)
      assert.equal(won.filter((rows) => rows === 0).length, 15)
    })
  })

  describe('a transaction', () => {
    test('commits what it did and answers what its work answers', async () => {
      const answer = await database.transaction(async (queries) => {
        await queries.run(INSERT, 'committed', null, null, null, null)
        return (await queries.first<Note>(SELECT, 'committed'))?.id
      })
      assert.equal(answer, 'committed')
      assert.equal((await database.first<Note>(SELECT, 'committed'))?.id, 'committed')
    })

    test('undoes everything when its work throws, and throws the same', async () => {
      const reason = new Error('no')
      const failed = database.transaction(async (queries) => {
        await queries.run(INSERT, 'undone', null, null, null, null)
        throw reason
      })
      await assert.rejects(failed, reason)
      assert.equal(await database.first(SELECT, 'undone'), undefined)
    })

    test('that fails undoes only itself among concurrent ones: the first, a middle one or the last', async () => {
      for (const failing of [0, 2, 4]) {
        const ids = [0, 1, 2, 3, 4].map((n) => `moment-${failing}-${n}`)
        const outcomes = await Promise.allSettled(
          ids.map((id, n) =>
            database.transaction(async (queries) => {
              await queries.run(INSERT, id, null, null, null, null)
              if (n === failing) throw new Error('undo')
              return id
            }),
          ),
        )
        const fulfilled = outcomes.flatMap((outcome) =>
          outcome.status === 'fulfilled' ? [outcome.value] : [],
        )
        const expected = ids.filter((_, n) => n !== failing)
        assert.deepEqual(fulfilled, expected)
        for (const id of ids) {
          const stored = await database.first<Note>(SELECT, id)
          assert.equal(stored?.id, expected.includes(id) ? id : undefined)
        }
      }
    })

    test('that is alone and fails leaves room for the next one', async () => {
      const failed = database.transaction((queries) =>
        queries.run('insert into counters (id) values ($1)', 'x'),
      )
      await assert.rejects(failed)
      await database.transaction((queries) => queries.run(INSERT, 'next', null, null, null, null))
      assert.equal((await database.first<Note>(SELECT, 'next'))?.id, 'next')
    })

    test('is invisible to all others before it commits', async () => {
      const written = gate()
      const looked = gate()
      const open = database.transaction(async (queries) => {
        await queries.run(INSERT, 'unseen', null, null, null, null)
        written.open()
        // In memory the read waits for the transaction, so the transaction can't wait for the read.
        if (kind !== 'SQLite in memory') await looked.passed
        await queries.run("update notes set at = 2 where id = 'unseen'")
      })
      await written.passed
      const seen = await database.first<Note>(SELECT, 'unseen')
      looked.open()
      await open
      assert.equal(seen?.at, kind === 'SQLite in memory' ? 2 : undefined)
      assert.equal((await database.first<Note>(SELECT, 'unseen'))?.at, 2)
    })

    test('does not let a write from outside into itself', async () => {
      const started = gate()
      const open = database.transaction(async (queries) => {
        await queries.run(INSERT, 'inside', null, null, null, null)
        started.open()
        await sleep(20)
        throw new Error('undo')
      })
      await started.passed
      await Promise.all([insertNote(database, 'beside'), assert.rejects(open, /undo/)])
      assert.equal((await database.first<Note>(SELECT, 'beside'))?.id, 'beside')
      assert.equal(await database.first(SELECT, 'inside'), undefined)
    })

    test('cannot commit after a failed statement, even one that was caught', async () => {
      await insertNote(database, 'caught')
      const doomed = database.transaction(async (queries) => {
        await queries.run(INSERT, 'doomed', null, null, null, null)
        await queries.run(INSERT, 'caught', null, null, null, null).catch(() => {})
      })
      await assert.rejects(doomed, { name: 'UniqueViolation' })
      assert.equal(await database.first(SELECT, 'doomed'), undefined)
    })

    test('throws what its work made of a failed statement', async () => {
      const answered = database.transaction(async (queries) => {
        await queries.run(INSERT, 'caught', null, null, null, null).catch(() => {
          throw new RangeError('exists')
        })
      })
      await assert.rejects(answered, RangeError)
    })

    test('takes no statement after its end', async () => {
      const leaked = await database.transaction(async (queries) => queries)
      await assert.rejects(leaked.run(INSERT, 'leaked', null, null, null, null), /has ended/)
    })

    test('keeps sixteen rivals from losing an update to a locked row', async () => {
      await database.run("insert into counters (id, value) values ('locked', 0)")
      const increment = () =>
        database.transaction(async (queries) => {
          const sql = `select value from counters where id = 'locked'${queries.forUpdate}`
          const value = (await queries.first<{ value: number }>(sql))?.value ?? 0
          await queries.run("update counters set value = $1 where id = 'locked'", value + 1)
        })
      await Promise.all(Array.from({ length: 16 }, increment))
      const row = await database.first<{ value: number }>("select value from counters where id = 'locked'")
      assert.equal(row?.value, 16)
    })
  })

  test('lets the process do other things while sixteen callers keep it busy', async () => {
    let statements = 0
    let mostAtOnce = 0
    let before = 0
    let next: NodeJS.Immediate
    const watch = () => {
      mostAtOnce = Math.max(mostAtOnce, statements - before)
      before = statements
      next = setImmediate(watch)
    }
    next = setImmediate(watch)
    const loop = async () => {
      for (let i = 0; i < 100; i++, statements++) await database.run("delete from notes where id = 'none'")
    }
    await Promise.all(Array.from({ length: 16 }, loop))
    clearImmediate(next)
    assert.ok(mostAtOnce > 0 && mostAtOnce < 100, `${mostAtOnce} statements without a pause`)
  })

  test('is unavailable, not broken, once it is closed', async () => {
    const closing = await open()
    await closing.ping()
    await closing.close()
    await closing.close()
    await assert.rejects(closing.first('select 1 as one'), { name: 'DatabaseUnavailable' })
    await assert.rejects(
      closing.transaction(async () => {}),
      { name: 'DatabaseUnavailable' },
    )
    await assert.rejects(closing.ping(), { name: 'DatabaseUnavailable' })
  })
})

describe('migrations', () => {
  const folders: string[] = []
  after(() => {
    for (const folder of folders) rmSync(folder, { recursive: true })
  })

  function migrationsOf(files: Record<string, string>) {
    const folder = mkdtempSync(join(tmpdir(), 'poolhouse-migrations-'))
    folders.push(folder)
    for (const [name, sql] of Object.entries(files)) writeFileSync(join(folder, name), sql)
    return readMigrations(folder)
  }

  const first = {
    '0001-first.sql': 'create table a (id {{text}} primary key, n {{bigint}}); create table b (n integer);',
  }
  const second = {
    '0002-second.sql': "-- a comment; with a semicolon\ninsert into a (id, n) values ('two', 2);",
  }

  test('are numbered from one without gaps', () => {
    assert.throws(() => migrationsOf({ '0002-second.sql': '' }), /0002-second.sql should be number 1/)
    assert.throws(() => migrationsOf({ ...first, '0001-rival.sql': '' }), /should be number 2/)
    assert.throws(() => migrationsOf({ '0001_first.sql': '' }), /should be number 1/)
  })

  test('refuse a word that the dialects do not have', () => {
    assert.throws(() => inDialect('create table a (b {{uuid}})', 'sqlite'), /\{\{uuid\}\}/)
  })

  forEachEmptyDatabase((kind, open) => {
    test('are applied once each, in order, and only forward', async () => {
      const database = await open()
      assert.deepEqual(await migrate(database, NOW, migrationsOf(first)), ['0001-first'])
      assert.deepEqual(await migrate(database, NOW, migrationsOf({ ...first, ...second })), ['0002-second'])
      assert.deepEqual(await migrate(database, NOW, migrationsOf({ ...first, ...second })), [])
      assert.equal((await database.first<{ n: number }>("select n from a where id = 'two'"))?.n, 2)

      await assert.rejects(migrate(database, NOW, migrationsOf(first)), {
        name: 'MigrationRefused',
        message:
          'A newer version has upgraded the database (to migration 0002-second; this version ends at 1), and there is ' +
          'no way back: run that version, or restore a backup made before the upgrade',
      })
      const changed = migrationsOf({ ...first, '0002-second.sql': 'create table c (n integer)' })
      await assert.rejects(migrate(database, NOW, changed), {
        name: 'MigrationRefused',
        message: /another text/,
      })

      const broken = migrationsOf({
        ...first,
        ...second,
        '0003-third.sql': 'create table c (n integer); nonsense',
      })
      await assert.rejects(migrate(database, NOW, broken), { name: 'DatabaseFailure' })
      await assert.rejects(database.all('select n from c'), { name: 'DatabaseFailure' })
    })

    test('run once where several processes start together', {
      skip: kind === 'SQLite in memory',
    }, async () => {
      const databases = await Promise.all(Array.from({ length: 4 }, open))
      await Promise.all(databases.map((database) => database.ping())) // connected, so that they start together
      const files: Record<string, string> = { ...first, ...second }
      for (const name of ['0003-third', '0004-fourth', '0005-fifth', '0006-sixth']) {
        files[`${name}.sql`] = `create table ${name.slice(5)} (n integer)`
        const known = migrationsOf(files)
        const done = await Promise.all(databases.map((database) => migrate(database, NOW, known)))
        assert.deepEqual(done.flat(), [name])
      }
    })
  })
})

describe('a SQLite file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'poolhouse-'))
  after(() => rmSync(folder, { recursive: true }))

  test('is readable for its owner only', async () => {
    const file = join(folder, 'data', 'private.db')
    const database = await openDatabase({ file })
    await database.script('create table a (n integer)')
    for (const path of [file, `${file}-wal`]) assert.equal(statSync(path).mode & 0o777, 0o600)
    await database.close()
  })

  test('writes through to the disk before it acknowledges', async () => {
    const database = await openDatabase({ file: join(folder, 'durable.db') })
    assert.deepEqual({ ...(await database.first<object>('pragma synchronous')) }, { synchronous: 2 }) // full
    assert.deepEqual({ ...(await database.first<object>('pragma journal_mode')) }, { journal_mode: 'wal' })
    await database.close()
  })

  test('has all that was acknowledged after its process is killed', async () => {
    const file = join(folder, 'killed.db')
    const database = await openDatabase({ file })
    await database.script('create table acknowledged (id integer primary key)')
    const writer = spawnWriter(
      file,
      'for (let id = 1; ; id++) { await database.run("insert into acknowledged (id) values ($1)", id); say(id) }',
    )
    let last = 0
    for await (const line of linesOf(writer)) {
      last = Number(line)
      if (last === 200) writer.kill('SIGKILL')
    }
    assert.ok(last >= 200)
    const row = await database.first<{ n: number }>(
      'select count(*) as n from acknowledged where id <= $1',
      last,
    )
    assert.equal(row?.n, last)
    await insertAfterwards(database)
  })

  /** A killed writer leaves no lock behind. */
  async function insertAfterwards(database: Database): Promise<void> {
    assert.equal(await database.run('insert into acknowledged (id) values (-1)'), 1)
    await database.close()
  }

  test('is shared by two processes that count in transactions', async () => {
    const file = join(folder, 'shared.db')
    const database = await openDatabase({ file })
    await database.script('create table counter (n integer not null); insert into counter (n) values (0)')
    const increment = `database.transaction(async (queries) => {
      const { n } = await queries.first('select n from counter')
      await queries.run('update counter set n = $1', n + 1)
    })`
    const writers = [1, 2].map(() => spawnWriter(file, `for (let i = 0; i < 100; i++) await ${increment}`))
    await Promise.all(writers.map((writer) => once(writer, 'exit')))
    assert.equal((await database.first<{ n: number }>('select n from counter'))?.n, 200)
    await database.close()
  })

  /** Another process with the database open, which runs `script`; `say` prints a line. */
  function spawnWriter(file: string, script: string): ChildProcess {
    const driver = new URL('../../src/storage/driver/open-database.js', import.meta.url)
    const program = `
      import { writeSync } from 'node:fs'
      import { openDatabase } from ${JSON.stringify(driver.href)}
      const database = await openDatabase({ file: ${JSON.stringify(file)} })
      const say = (text) => writeSync(1, text + '\\n')
      ${script}
      await database.close()`
    return spawn(process.execPath, ['--input-type=module', '--eval', program], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
  }

  function linesOf({ stdout }: ChildProcess): AsyncIterable<string> {
    assert.ok(stdout)
    return createInterface({ input: stdout })
  }
})

onPostgresql((newUrl) => {
  const url = newUrl()
  let database: Database

  before(async () => {
    database = await openDatabase({ url })
    // Migrating creates a schema that does not exist.
    await database.script(`drop schema ${new URL(url).searchParams.get('schema')}`)
    const sql = 'create table counters (id text primary key, value bigint not null)'
    await migrate(database, NOW, [{ number: 1, name: '0001-counters', sql, checksum: '' }])
  })
  after(() => database.close())

  const increment = 'update counters set value = value + 1 where id = $1'
  const valuesOf = async (...ids: string[]) => {
    const rows = await database.all<{ id: string; value: number }>(
      'select id, value from counters order by id',
    )
    return rows.filter(({ id }) => ids.includes(id)).map(({ value }) => value)
  }

  test('knows where nothing can be changed, and says so of a change', async () => {
    assert.deepEqual(await database.state(), { role: 'primary', takesChanges: true })
    const readOnly = new URL(url)
    readOnly.searchParams.set('options', '-c default_transaction_read_only=on')
    const states: DatabaseState[] = []
    const replica = await openDatabase({ url: readOnly.href }, undefined, (state) => states.push(state))
    try {
      assert.deepEqual(await replica.state(), { role: 'replica', takesChanges: false })
      assert.deepEqual(states, [{ role: 'replica', takesChanges: false }])
      assert.deepEqual(await replica.all('select id from counters where id = $1', 'nobody'), [])
      await assert.rejects(replica.run(increment, 'nobody'), ReadOnly)
      await assert.rejects(
        replica.transaction((queries) => queries.run(increment, 'nobody')),
        ReadOnly,
      )
    } finally {
      await replica.close()
    }
  })

  test('sends changes to the primary while the database is a replica', async () => {
    const readOnly = new URL(url)
    readOnly.searchParams.set('options', '-c default_transaction_read_only=on')
    const replica = await openDatabase({ url: readOnly.href, primaryUrl: url })
    try {
      assert.deepEqual(await replica.state(), { role: 'replica', takesChanges: true })
      await replica.run("insert into counters (id, value) values ('sent', 0)")
      await replica.transaction((queries) => queries.run(increment, 'sent'))
      const changed = await replica.first<{ value: number }>(
        "update counters set value = value + 1 where id = 'sent' returning value",
      )
      assert.equal(changed?.value, 2)
      assert.deepEqual(await valuesOf('sent'), [2])
    } finally {
      await replica.close()
    }
  })

  test('runs the loser of a deadlock again', async () => {
    await database.run("insert into counters (id, value) values ('left', 0), ('right', 0)")
    const [leftHeld, rightHeld] = [gate(), gate()]
    let attempts = 0
    const crossing = (own: string, other: string, held: () => void, rival: Promise<void>) =>
      database.transaction(async (queries) => {
        attempts++
        await queries.run(increment, own)
        held()
        await rival
        await queries.run(increment, other)
      })
    await Promise.all([
      crossing('left', 'right', leftHeld.open, rightHeld.passed),
      crossing('right', 'left', rightHeld.open, leftHeld.passed),
    ])
    // The one that runs again may be faster than the one that is waiting, and then they meet once more.
    assert.ok(attempts >= 3, String(attempts))
    assert.deepEqual(await valuesOf('left', 'right'), [2, 2])
  })

  test('runs a transaction again that could not be put in order with another', async () => {
    await database.run("insert into counters (id, value) values ('serial', 0)")
    let attempts = 0
    await database.transaction(async (queries) => {
      if (attempts++ === 0) {
        await queries.script('set transaction isolation level repeatable read')
        await queries.first("select value from counters where id = 'serial'")
        await database.run(increment, 'serial')
      }
      await queries.run(increment, 'serial')
    })
    assert.equal(attempts, 2)
    assert.deepEqual(await valuesOf('serial'), [2])
  })

  test('does not take a transaction for committed whose unawaited statement failed', async () => {
    const failing = database.transaction(async (queries) => {
      await queries.run("insert into counters (id, value) values ('lost', 0)")
      queries.run('select 1 / 0').catch(() => {})
    })
    await assert.rejects(failing, { name: 'DatabaseFailure', code: '25P02' })
    assert.deepEqual(await valuesOf('lost'), [])
  })

  test('is unavailable if no server listens', async () => {
    const nowhere = await openDatabase({ url: 'postgresql://user:hidden@127.0.0.1:1/none' })
    await assert.rejects(nowhere.ping(), (error: Error) => {
      assert.equal(error.name, 'DatabaseUnavailable')
      assert.doesNotMatch(error.message, /hidden/)
      return true
    })
    await nowhere.close()
  })

  test('refuses a URL that it cannot read without showing it', async () => {
    for (const bad of [
      'postgresql://user:hidden@host:port/x',
      'mysql://user:hidden@host/x',
      'postgresql://u:hidden@h/d?schema=A"',
    ]) {
      await assert.rejects(openDatabase({ url: bad }), (error: Error) => {
        assert.doesNotMatch(JSON.stringify(error, Object.getOwnPropertyNames(error)), /hidden/)
        return true
      })
    }
  })
})
