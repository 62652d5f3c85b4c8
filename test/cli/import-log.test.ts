import assert from 'node:assert/strict'
import { test } from 'node:test'
import { printImportLog } from '../../src/cli/import-log.ts'
import { openDatabase } from '../../src/storage/driver/open-database.ts'
import { storageOn, storedPool } from '../stores/pool-of-users.ts'
import { importJobOf } from '../support/import-jobs.ts'

test('import-log prints the rows of a job in the order of the file, and knows no other job', async () => {
  const database = await openDatabase({ file: ':memory:' })
  const { stores } = await storageOn(database)
  const job = importJobOf(await storedPool(stores))
  await stores.importJobs.insert(job)
  await stores.importLogs.append(job, { firstLine: 12, entries: ['third'] })
  await stores.importLogs.append(job, { firstLine: 2, entries: ['first', 'second'] })
  let printed = ''
  await printImportLog(stores, job.id, (text) => {
    printed += text
  })
  assert.equal(printed, 'first\nsecond\nthird\n')
  await assert.rejects(
    printImportLog(stores, 'import-none', () => {}),
    { message: 'there is no user import job import-none' },
  )
  await database.close()
})
