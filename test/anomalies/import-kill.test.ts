import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { csvHeader } from '../../src/domain/import-jobs/csv-header.ts'
import type { ImportJob } from '../../src/domain/import-jobs/import-job.ts'
import { startImportJob } from '../../src/domain/import-jobs/start-import-job.ts'
import { receiveFile } from '../../src/domain/journeys/import-users/receive-file.ts'
import type { Storage } from '../../src/domain/stores.ts'
import { systemEntropy } from '../../src/kernel/entropy.ts'
import type { Database } from '../../src/storage/driver/database.ts'
import { openDatabase } from '../../src/storage/driver/open-database.ts'
import { storageOn, storedPool } from '../stores/pool-of-users.ts'
import { importJobOf } from '../support/import-jobs.ts'

const USERS = 4000
const KILLS = 20
const PROCESS = fileURLToPath(new URL('import-runner-process.js', import.meta.url))

let folder: string
let file: string
let database: Database
let storage: Storage
const children = new Set<ChildProcess>()
const printed = new WeakMap<ChildProcess, string>()

before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'poolhouse-kill-'))
  file = join(folder, 'poolhouse.db')
  database = await openDatabase({ file })
  storage = await storageOn(database)
})

after(async () => {
  for (const child of children) child.kill('SIGKILL')
  await database.close()
  rmSync(folder, { recursive: true })
})

/** A job with this many users, put under way. */
async function startedJob(users: number): Promise<ImportJob> {
  const id = await storedPool(storage.stores)
  const stored = (await storage.stores.userPools.find(id)) ?? assert.fail('no pool')
  const pool = { ...stored, settings: { ...stored.settings, autoVerifiedAttributes: ['email' as const] } }
  await storage.stores.userPools.save(pool)
  const columns = csvHeader(pool.schema)
  const job = importJobOf(id, { createdAt: Date.now() })
  await storage.stores.importJobs.insert(job)
  async function* rows() {
    yield Buffer.from(`${columns.join(',')}\n`)
    for (let i = 0; i < users; i++) {
      const row: { readonly [column: string]: string } = {
        'cognito:username': `user${i}`,
        email: `user${i}@example.com`,
        email_verified: 'TRUE',
      }
      yield Buffer.from(`${columns.map((column) => row[column] ?? '').join(',')}\n`)
    }
  }
  assert.equal(await receiveFile({ storage, entropy: systemEntropy }, job, rows()), 'received')
  return storage.transaction(async (stores) => {
    const locked = (await stores.importJobs.lock(job)) ?? assert.fail('no job')
    return startImportJob(stores, pool, locked, Date.now())
  })
}

async function startProcess(...stalling: string[]): Promise<ChildProcess> {
  const child = spawn(process.execPath, [PROCESS, file, ...stalling], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  children.add(child)
  const output = child.stdout ?? assert.fail('no output')
  printed.set(child, '')
  output.on('data', (text) => printed.set(child, `${printed.get(child)}${text}`))
  await once(output, 'data')
  return child
}

async function kill(child: ChildProcess): Promise<void> {
  const ended = once(child, 'exit')
  child.kill('SIGKILL')
  await ended
  children.delete(child)
}

const current = async (job: ImportJob) => (await storage.stores.importJobs.find(job)) ?? assert.fail('no job')

const sumOf = ({ counts }: ImportJob) => counts.imported + counts.skipped + counts.failed

test('a job whose process is killed twenty times imports every row once', async (t) => {
  const job = await startedJob(USERS)
  for (let killed = 0; killed < KILLS; killed++) {
    const before = await current(job)
    const child = await startProcess()
    while (sumOf(await current(job)) === sumOf(before) && (await current(job)).status !== 'Succeeded') {
      await sleep(5)
    }
    await sleep(systemEntropy.below(25)) // somewhere within a batch
    await kill(child)
    const { status, position, counts } = await current(job)
    assert.equal(await storage.stores.userPools.countUsers(job.userPoolId), counts.imported)
    assert.equal(position.line - 2, sumOf(await current(job)))
    if (status === 'Succeeded') assert.equal(counts.imported, USERS)
  }
  const child = await startProcess()
  while (['Pending', 'InProgress'].includes((await current(job)).status)) await sleep(10)
  await kill(child)

  const { status, counts } = await current(job)
  assert.deepEqual(
    { status, counts },
    {
      status: 'Succeeded',
      counts: { imported: USERS, skipped: 0, failed: 0 },
    },
  )
  assert.equal(await storage.stores.userPools.countUsers(job.userPoolId), USERS)
  const lines: string[] = []
  for (let line = 0; ; ) {
    const page = await storage.stores.importLogs.next(job, line)
    if (!page) break
    lines.push(...page.entries)
    line = page.firstLine
  }
  assert.deepEqual(
    lines,
    Array.from({ length: USERS }, (_, i) => `[SUCCEEDED] Line Number ${i + 2} - The import succeeded.`),
  )
  t.diagnostic(`${KILLS} kills, ${counts.imported} of ${USERS} rows imported, each once`)
})

test('one of two processes works on a job, and the other takes over when it dies', async () => {
  const users = 300
  const job = await startedJob(users)
  // Both stall before they have read the whole file, even one after the other.
  const goesOnAt = join(folder, 'go-on')
  const stalling = [`${users / 3}`, goesOnAt]
  const both = [await startProcess(...stalling), await startProcess(...stalling)]
  const stalled = () => both.find((child) => printed.get(child)?.includes('stalled'))
  while (!stalled()) await sleep(5)
  const working = stalled() ?? assert.fail('none works')
  await kill(working)
  const left = await current(job)
  assert.equal(left.status, 'InProgress')
  assert.ok(sumOf(left) < users, `${sumOf(left)} rows imported before the kill`)

  writeFileSync(goesOnAt, '')
  while (['Pending', 'InProgress'].includes((await current(job)).status)) await sleep(10)
  for (const child of both.filter((each) => each !== working)) await kill(child)
  assert.deepEqual((await current(job)).counts, { imported: users, skipped: 0, failed: 0 })
})
