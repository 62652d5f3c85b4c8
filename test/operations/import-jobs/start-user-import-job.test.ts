import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import {
  AddCustomAttributesCommand,
  DeleteUserPoolCommand,
  StartUserImportJobCommand,
  UpdateUserPoolCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import { DAY, MINUTE } from '../../../src/kernel/clock.ts'
import { storeImportJob } from '../../support/import-jobs.ts'
import { REGION, usePoolhouse } from '../../support/poolhouse.ts'
import { newPool } from '../../support/pools.ts'
import { refuses } from '../../support/refuses.ts'
import {
  csv,
  describeJob,
  endOf,
  headerOf,
  importFile,
  JOB_NOT_FOUND,
  jobWithFile,
  MISSING_JOB,
  MISSING_POOL,
  newImportPool,
  newJob,
  POOL_NOT_FOUND,
  record,
  untilStatus,
} from './world.ts'

const house = usePoolhouse()
const root = house.client()

const start = (UserPoolId: string, JobId: string) =>
  root.send(new StartUserImportJobCommand({ UserPoolId, JobId }))

/** A job that is ready to start. */
async function readyJob(UserPoolId: string, users = 1) {
  const names = Array.from({ length: users }, (_, i) => record(`user${i}`))
  return jobWithFile(house, UserPoolId, csv(await headerOf(root, UserPoolId), names))
}

/** Lets another process of the region work on a job until `end` is called. */
async function othersJob(region = REGION) {
  const pool = await newImportPool(root)
  const job = await storeImportJob(house.storage, pool, { status: 'InProgress', uploadId: 'none' })
  const hold = { holder: 'another process', until: Date.now() + DAY }
  await house.storage.transaction(async ({ importTurns }) => {
    assert.equal(await importTurns.take(region, job), true)
    assert.deepEqual(await importTurns.claim(hold, Date.now()), { userPoolId: pool, id: job.id })
  })
  return { pool, end: () => house.storage.transaction(({ importTurns }) => importTurns.release(job)) }
}

describe('access', () => {
  test('asks for a signature and for its IAM action', async () => {
    const UserPoolId = await newImportPool(root)
    const { JobId } = await readyJob(UserPoolId)
    const input = { UserPoolId, JobId }
    const unsigned = await house.call('StartUserImportJob', input, { signed: false })
    assert.equal(unsigned.json.__type, 'MissingAuthenticationTokenException')
    const allow = (Action: string) =>
      house.userWith({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action, Resource: '*' }] })
    const stranger = { credentials: await allow('cognito-idp:StopUserImportJob') }
    const denied = await house.call('StartUserImportJob', input, stranger)
    assert.equal(denied.json.__type, 'AccessDeniedException')
    const friend = { credentials: await allow('cognito-idp:StartUserImportJob') }
    assert.equal((await house.call('StartUserImportJob', input, friend)).status, 200)
    await untilStatus(house, UserPoolId, JobId, 'Succeeded')
  })
})

describe('validation', () => {
  test('asks for a pool and a job', async () => {
    const answer = await house.call('StartUserImportJob', {})
    assert.equal(answer.json.__type, 'InvalidParameterException')
    assert.match(answer.json.message, /^2 validation errors detected: /)
  })

  test('finds no pool and no job that does not exist', async () => {
    const UserPoolId = await newImportPool(root)
    await refuses(start(MISSING_POOL, MISSING_JOB), 'ResourceNotFoundException', POOL_NOT_FOUND)
    await refuses(start(UserPoolId, MISSING_JOB), 'ResourceNotFoundException', JOB_NOT_FOUND)
  })

  test('asks for a file', async () => {
    const UserPoolId = await newImportPool(root)
    const { JobId } = await newJob(root, UserPoolId)
    await refuses(
      start(UserPoolId, JobId),
      'PreconditionNotMetException',
      `No csv file was uploaded for ${JobId}`,
    )
  })

  test('asks for a pool that verifies an attribute', async () => {
    const UserPoolId = await newPool(root)
    const { JobId } = await readyJob(UserPoolId)
    await refuses(
      start(UserPoolId, JobId),
      'PreconditionNotMetException',
      'At least one of the auto verified attributes must be configured.',
    )
  })

  for (const status of ['Pending', 'InProgress', 'Stopping', 'Stopped', 'Succeeded', 'Failed'] as const) {
    test(`starts no job that is ${status}`, async () => {
      const UserPoolId = await newImportPool(root)
      const { id } = await storeImportJob(house.storage, UserPoolId, { status })
      await refuses(
        start(UserPoolId, id),
        'PreconditionNotMetException',
        'The Import Job has already been started.',
      )
    })
  }

  test('starts no job that has waited for a day, whose file is deleted', async () => {
    const UserPoolId = await newImportPool(root)
    const createdAt = Date.now() - DAY
    const { id } = await storeImportJob(house.storage, UserPoolId, { createdAt, uploadId: 'kept' })
    await refuses(start(UserPoolId, id), 'PreconditionNotMetException', 'The Import Job has expired.')
  })

  test('starts no second job while one is running in the region, in whichever pool', async () => {
    const UserPoolId = await newImportPool(root)
    const { JobId } = await readyJob(UserPoolId)
    const others = await othersJob()
    await refuses(
      start(UserPoolId, JobId),
      'PreconditionNotMetException',
      'Another import job is in progress.',
    )
    assert.equal((await describeJob(root, UserPoolId, JobId)).Status, 'Created')
    await others.end()
    await start(UserPoolId, JobId)
    await untilStatus(house, UserPoolId, JobId, 'Succeeded')
  })

  test('is not hindered by a job of another region', async () => {
    const others = await othersJob('eu-west-1')
    const UserPoolId = await newImportPool(root)
    const { JobId } = await readyJob(UserPoolId)
    await start(UserPoolId, JobId)
    await untilStatus(house, UserPoolId, JobId, 'Succeeded')
    await others.end()
  })
})

describe('behaviour', () => {
  test('answers a job that is pending, and leaves an audit record of it', async () => {
    const UserPoolId = await newImportPool(root)
    const { JobId, StartDate, ...job } = await readyJob(UserPoolId)
    const { UserImportJob } = await start(UserPoolId, JobId)
    const { StartDate: startDate, ...started } = UserImportJob ?? {}
    assert.equal(StartDate, undefined)
    assert.ok(startDate instanceof Date)
    assert.deepEqual(started, { ...job, JobId, Status: 'Pending' })
    const events = await house.storage.stores.auditEvents.list({ limit: 99, eventName: 'StartUserImportJob' })
    assert.match(JSON.stringify(events.at(-1)), new RegExp(`"jobId":"${JobId}".*"status":"Pending"`))
    await untilStatus(house, UserPoolId, JobId, 'Succeeded')
  })

  test('imports the users of the file', async () => {
    const UserPoolId = await newImportPool(root)
    const { JobId } = await readyJob(UserPoolId, 450)
    await start(UserPoolId, JobId)
    const job = await untilStatus(house, UserPoolId, JobId, 'Succeeded')
    assert.deepEqual(endOf(job), ['Succeeded', 450, 0, 0, 'Import Job Completed Successfully.'])
    assert.equal(await house.storage.stores.userPools.countUsers(UserPoolId), 450)
  })

  test('continues what a process left behind, from the row that it had reached', async () => {
    const UserPoolId = await newImportPool(root)
    const { JobId } = await readyJob(UserPoolId, 3)
    const { stores } = house.storage
    const firstRow = csv(await headerOf(root, UserPoolId), [record('user0')]).length + 1
    const hold = { holder: 'a process that died', until: Date.now() + 50 }
    await house.storage.transaction(async ({ importJobs, importTurns }) => {
      const job = (await importJobs.lock({ userPoolId: UserPoolId, id: JobId })) ?? assert.fail('no job')
      await importJobs.save({
        ...job,
        status: 'InProgress',
        counts: { imported: 1, skipped: 0, failed: 0 },
        position: { byte: firstRow, line: 3 },
      })
      assert.equal(await importTurns.take(REGION, job), true)
      assert.ok(await importTurns.claim(hold, Date.now()))
    })
    const job = await untilStatus(house, UserPoolId, JobId, 'Succeeded')
    assert.deepEqual(endOf(job), ['Succeeded', 3, 0, 0, 'Import Job Completed Successfully.'])
    assert.equal(await stores.userPools.countUsers(UserPoolId), 2)
  })

  test('fails if no user could be imported', async () => {
    const UserPoolId = await newImportPool(root)
    const file = csv(await headerOf(root, UserPoolId), [record('ada', { email_verified: 'FALSE' })])
    const { job } = await importFile(house, UserPoolId, file)
    assert.deepEqual(endOf(job), [
      'Failed',
      0,
      0,
      1,
      'Too many users have failed or been skipped during the import.',
    ])
  })

  test('fails at the five hundred thousand and first user, and keeps those before', async () => {
    const UserPoolId = await newImportPool(root)
    const { JobId } = await readyJob(UserPoolId, 3)
    await house.storage.transaction(async ({ importJobs }) => {
      const job = (await importJobs.lock({ userPoolId: UserPoolId, id: JobId })) ?? assert.fail('no job')
      await importJobs.save({ ...job, counts: { imported: 499_990, skipped: 7, failed: 1 } })
    })
    await start(UserPoolId, JobId)
    const job = await untilStatus(house, UserPoolId, JobId, 'Failed')
    assert.deepEqual(endOf(job), ['Failed', 499_992, 7, 1, 'The CSV file has more than 500000 users.'])
    assert.equal(await house.storage.stores.userPools.countUsers(UserPoolId), 2)
  })

  test('succeeds with a file without users', async () => {
    const UserPoolId = await newImportPool(root)
    const { job } = await importFile(house, UserPoolId, csv(await headerOf(root, UserPoolId), []))
    assert.deepEqual(endOf(job), ['Succeeded', 0, 0, 0, 'Import Job Completed Successfully.'])
  })

  test('allows no change of the pool until the job has ended', async () => {
    const { pool: UserPoolId, end } = await othersJob()
    const refusal = [
      'UserImportInProgressException',
      `User pool ${UserPoolId} has an import job in progress.`,
    ] as const
    const CustomAttributes = [{ Name: 'x', AttributeDataType: 'String' as const }]
    await refuses(root.send(new UpdateUserPoolCommand({ UserPoolId })), ...refusal)
    await refuses(root.send(new DeleteUserPoolCommand({ UserPoolId })), ...refusal)
    await refuses(root.send(new AddCustomAttributesCommand({ UserPoolId, CustomAttributes })), ...refusal)
    await end()
  })

  test('deletes the data of jobs that are never started', async () => {
    const UserPoolId = await newImportPool(root)
    const { JobId } = await readyJob(UserPoolId)
    const key = { userPoolId: UserPoolId, id: JobId }
    const file = { job: key, uploadId: (await house.storage.stores.importJobs.find(key))?.uploadId ?? '' }
    assert.ok(await house.storage.stores.importFiles.readChunk(file, 0))
    house.passTime(DAY + MINUTE)
    const other = await newImportPool(root)
    await importFile(house, other, csv(await headerOf(root, other), [record('ada')])) // makes the runner look
    await untilStatus(house, UserPoolId, JobId, 'Expired')
    assert.equal((await house.storage.stores.importJobs.find(key))?.status, 'Expired')
    assert.equal(await house.storage.stores.importFiles.readChunk(file, 0), undefined)
  })
})
