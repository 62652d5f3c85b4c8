// Keeps small databases of a release in test/releases/<version>/, for the test that upgrades them:
//
//   POOLHOUSE_TEST_DATABASE_URL=postgres://… node dist/scripts/keep-release.js 0.2.0 [bin/poolhouse.js of that release]
//
// Needs a PostgreSQL server and its pg_dump. The script of the release is by default that of this build.
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { attachedDatabase } from '../src/storage/driver/attached-database.ts'
import { openDatabase } from '../src/storage/driver/open-database.ts'
import { createReleaseWorld, RELEASE_ROOT_KEY, type ReleaseWorld } from '../test/releases/world.ts'
import { startServerProcess } from '../test/support/server-process.ts'

const [version, main] = process.argv.slice(2)
const server = process.env.POOLHOUSE_TEST_DATABASE_URL
if (version === undefined || server === undefined) throw new Error('needs a version and a PostgreSQL server')

/** No word of the data contains it, so that the test can put another name in its place. */
const SCHEMA = 'schema_of_a_release'

const folder = mkdtempSync(join(tmpdir(), 'poolhouse-release-'))
const target = join('test', 'releases', version)

async function worldIn(databaseUrl?: string): Promise<ReleaseWorld> {
  const started = await startServerProcess({
    dataDir: folder,
    ...(databaseUrl && { databaseUrl }),
    ...(main && { main }),
    environment: { POOLHOUSE_ROOT_KEY: RELEASE_ROOT_KEY },
  })
  try {
    return await createReleaseWorld(started.client())
  } finally {
    await started.stop()
  }
}

async function sqliteFile(): Promise<Buffer> {
  const copy = join(folder, 'copy.sqlite')
  await attachedDatabase(join(folder, 'poolhouse.sqlite'), (database) =>
    database.run('vacuum attached into $1', copy),
  )
  return readFileSync(copy)
}

async function inSchema<Result>(url: string, work: () => Promise<Result>): Promise<Result> {
  const admin = await openDatabase({ url, poolSize: 1 })
  try {
    await admin.script(`drop schema if exists ${SCHEMA} cascade; create schema ${SCHEMA}`)
    return await work()
  } finally {
    await admin.script(`drop schema ${SCHEMA} cascade`)
    await admin.close()
  }
}

/** Without the settings of the session, and the commands of psql, which a connection does not take. */
function dump(url: string): string {
  const flags = ['--inserts', '--no-owner', '--no-privileges', '--no-comments', `--schema=${SCHEMA}`]
  const { status, stdout, stderr } = spawnSync('pg_dump', [...flags, url], {
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  })
  if (status !== 0) throw new Error(`pg_dump: ${stderr}`)
  return stdout.replace(/^(SET .*|SELECT pg_catalog\.set_config.*|CREATE SCHEMA .*|\\.*|--(?: .*)?)\n/gm, '')
}

try {
  const worlds: Record<string, ReleaseWorld> = { sqlite: await worldIn() }
  mkdirSync(target, { recursive: true })
  writeFileSync(join(target, 'poolhouse.sqlite.gz'), gzipSync(await sqliteFile(), { level: 9 }))
  await inSchema(server, async () => {
    const url = new URL(server)
    url.searchParams.set('schema', SCHEMA)
    worlds.postgresql = await worldIn(url.href)
    writeFileSync(join(target, 'postgresql.sql.gz'), gzipSync(dump(server), { level: 9 }))
  })
  writeFileSync(join(target, 'worlds.json'), `${JSON.stringify(worlds, undefined, 2)}\n`)
} finally {
  rmSync(folder, { recursive: true })
}
