import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import type { ImportJob } from '../../src/domain/import-jobs/import-job.ts'
import type { Storage } from '../../src/domain/stores.ts'
import { newSub } from '../../src/domain/users/new-sub.ts'
import { systemEntropy } from '../../src/kernel/entropy.ts'
import type { Database } from '../../src/storage/driver/database.ts'
import { forEachDatabase } from '../support/databases.ts'
import { importJobOf } from '../support/import-jobs.ts'
import { NOW, storageOn, storedPool, userOf } from './pool-of-users.ts'

const RIVALS = 16

forEachDatabase((_, open) => {
  let database: Database
  let storage: Storage

  before(async () => {
    database = await open()
    storage = await storageOn(database)
  })

  async function storedJob(change: Partial<ImportJob> = {}): Promise<ImportJob> {
    const job = importJobOf(await storedPool(storage.stores), change)
    await storage.stores.importJobs.insert(job)
    return job
  }

  /** As it is read: with every member. */
  const whole = (job: ImportJob): ImportJob => ({
    passwordHashingAlgorithm: undefined,
    startedAt: undefined,
    completedAt: undefined,
    completionMessage: undefined,
    uploadId: undefined,
    ...job,
  })

  describe('an import job', () => {
    test('is read as it was stored, by its key and by its id alone', async () => {
      const job = await storedJob({ passwordHashingAlgorithm: 'SCRYPT' })
      assert.deepEqual(await storage.stores.importJobs.find(job), whole(job))
      assert.deepEqual(await storage.stores.importJobs.findById(job.id), whole(job))
      assert.deepEqual(await storage.transaction((stores) => stores.importJobs.lock(job)), whole(job))
      assert.equal(await storage.stores.importJobs.find({ ...job, userPoolId: 'other' }), undefined)
      assert.equal(await storage.stores.importJobs.findById('import-none'), undefined)
    })

    test('keeps all that changes', async () => {
      const job = await storedJob()
      const changed: ImportJob = {
        ...whole(job),
        status: 'Failed',
        startedAt: NOW + 1,
        completedAt: NOW + 2,
        completionMessage: 'why',
        counts: { imported: 1, skipped: 2, failed: 3 },
        uploadId: 'upload',
        position: { byte: 2 ** 33, line: 500_001 },
      }
      await storage.stores.importJobs.save(changed)
      assert.deepEqual(await storage.stores.importJobs.find(job), changed)
    })

    test('is listed newest first, in pages, also among others of the same instant', async () => {
      const userPoolId = await storedPool(storage.stores)
      const jobs = [0, 0, 1, 1, 2].map((age) => importJobOf(userPoolId, { createdAt: NOW - age }))
      for (const job of jobs) await storage.stores.importJobs.insert(job)
      await storedJob()
      const sorted = [...jobs].sort((a, b) => b.createdAt - a.createdAt || (a.id < b.id ? 1 : -1))
      const listed: ImportJob[] = []
      for (;;) {
        const last = listed.at(-1)
        const after = last && ([last.createdAt, last.id] as const)
        const page = await storage.stores.importJobs.list(userPoolId, 2, after)
        listed.push(...page)
        if (page.length < 2) break
      }
      assert.deepEqual(
        listed.map(({ id }) => id),
        sorted.map(({ id }) => id),
      )
      assert.equal(await storage.stores.importJobs.countInPool(userPoolId), 5)
    })

    test('that never started is found by its age', async () => {
      const [old, started, young] = [
        await storedJob({ createdAt: 1000 }),
        await storedJob({ createdAt: 1000, status: 'Pending' }),
        await storedJob({ createdAt: 1001 }),
      ]
      const ids = (await storage.stores.importJobs.listNeverStarted(1000, 100)).map(({ id }) => id)
      assert.deepEqual(ids, [old.id])
      assert.equal(ids.includes(started.id) || ids.includes(young.id), false)
    })
  })

  describe('the turn of a region', () => {
    const take = (region: string, job: ImportJob) =>
      storage.transaction((stores) => stores.importTurns.take(region, job))

    test('is taken by one of sixteen concurrent jobs, and is free again afterwards', async () => {
      const jobs: ImportJob[] = []
      for (let i = 0; i < RIVALS; i++) jobs.push(await storedJob())
      const taken = await Promise.all(jobs.map((job) => take('xx-one-1', job)))
      assert.equal(taken.filter(Boolean).length, 1)
      const winner = jobs[taken.indexOf(true)] ?? assert.fail('no job won')
      await storage.stores.importTurns.release(winner)
      assert.equal(await take('xx-one-1', jobs[0] ?? winner), true)
      await storage.stores.importTurns.release(jobs[0] ?? winner)
    })

    test('is worked on by one process of sixteen, and by another when its time is over', async () => {
      const job = await storedJob()
      await take('xx-one-2', job)
      const claim = (holder: string, now: number) =>
        storage.stores.importTurns.claim({ holder, until: now + 10 }, now)
      const claims = await Promise.all(Array.from({ length: RIVALS }, (_, i) => claim(`process ${i}`, NOW)))
      assert.equal(claims.filter(Boolean).length, 1)
      const winner = `process ${claims.findIndex(Boolean)}`
      assert.deepEqual(await claim(winner, NOW + 1), { userPoolId: job.userPoolId, id: job.id })
      assert.equal(await claim('heir', NOW + 10), undefined)
      assert.deepEqual(await claim('heir', NOW + 11), { userPoolId: job.userPoolId, id: job.id })
      const renew = (holder: string) => storage.stores.importTurns.renew(job, { holder, until: NOW + 50 })
      assert.deepEqual([await renew(winner), await renew('heir')], [false, true])
      assert.equal(await claim('late', NOW + 49), undefined)
      await storage.stores.importTurns.releaseAll('heir')
      assert.ok(await claim('late', NOW + 49))
      await storage.stores.importTurns.release(job)
      assert.equal(await claim('late', NOW + 1000), undefined)
    })
  })

  describe('the file of a job', () => {
    test('is read chunk by chunk, and is nowhere in the clear', async () => {
      const file = { job: await storedJob(), uploadId: 'one' }
      const chunks = [Buffer.from('ada@example.com'), Buffer.of(0, 255, 10)]
      for (const [number, chunk] of chunks.entries()) {
        await storage.stores.importFiles.addChunk(file, number, chunk)
      }
      assert.deepEqual(await storage.stores.importFiles.readChunk(file, 0), chunks[0])
      assert.deepEqual(await storage.stores.importFiles.readChunk(file, 1), chunks[1])
      assert.equal(await storage.stores.importFiles.readChunk(file, 2), undefined)
      const rows = await database.all<{ sealed_bytes: Buffer }>(
        'select sealed_bytes from user_import_chunks where job_id = $1',
        file.job.id,
      )
      assert.equal(rows.length, 2)
      assert.equal(
        rows.some(({ sealed_bytes: bytes }) => bytes.includes('ada@')),
        false,
      )
    })

    test('can be deleted alone, or with all others but one', async () => {
      const job = await storedJob()
      const files = ['one', 'two', 'three'].map((uploadId) => ({ job, uploadId }))
      for (const file of files) await storage.stores.importFiles.addChunk(file, 0, Buffer.of(1))
      const left = async () => {
        const read = await Promise.all(files.map((file) => storage.stores.importFiles.readChunk(file, 0)))
        return files.filter((_, i) => read[i]).map(({ uploadId }) => uploadId)
      }
      await storage.stores.importFiles.deleteFile({ job, uploadId: 'one' })
      assert.deepEqual(await left(), ['two', 'three'])
      await storage.stores.importFiles.deleteFilesOf(job, 'three')
      assert.deepEqual(await left(), ['three'])
      await storage.stores.importFiles.deleteFilesOf(job)
      assert.deepEqual(await left(), [])
    })
  })

  test('the log of a job is read page by page', async () => {
    const job = await storedJob()
    const pages = [
      { firstLine: 2, entries: ['a', 'b'] },
      { firstLine: 9, entries: ['c'] },
    ]
    for (const page of pages) await storage.stores.importLogs.append(job, page)
    assert.deepEqual(await storage.stores.importLogs.next(job, 0), pages[0])
    assert.deepEqual(await storage.stores.importLogs.next(job, 2), pages[1])
    assert.equal(await storage.stores.importLogs.next(job, 9), undefined)
  })

  test('a foreign password is kept until a password replaces it, and is nowhere in the clear', async () => {
    const { stores } = storage
    const pool = await storedPool(stores)
    const user = { ...userOf(pool, 'ada'), sub: newSub(systemEntropy) }
    const foreign = { algorithm: 'BCRYPT', hash: '$2b$04$in-the-clear' } as const
    await storage.transaction(async ({ users, credentials }) => {
      await users.insert(user)
      await credentials.setForeignPassword(pool, user.sub, foreign)
    })
    assert.deepEqual(await stores.credentials.find(pool, user.sub), {
      password: undefined,
      foreignPassword: foreign,
      failures: undefined,
    })
    const row = await database.first<{ sealed_foreign_password: Buffer }>(
      'select sealed_foreign_password from user_credentials where sub = $1',
      user.sub,
    )
    assert.equal(row?.sealed_foreign_password.includes('in-the-clear'), false)
    await stores.credentials.setFailures(pool, user.sub, { failures: 1, lastFailureAt: NOW })
    assert.deepEqual((await stores.credentials.find(pool, user.sub)).foreignPassword, foreign)
    await stores.credentials.setPassword(pool, user.sub, undefined)
    assert.deepEqual(await stores.credentials.find(pool, user.sub), {
      password: undefined,
      failures: undefined,
    })
  })
})
