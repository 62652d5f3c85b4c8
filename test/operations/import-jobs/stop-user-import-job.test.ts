import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import {
  StartUserImportJobCommand,
  StopUserImportJobCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import { DAY } from '../../../src/kernel/clock.ts'
import { storeImportJob } from '../../support/import-jobs.ts'
import { REGION, usePoolhouse } from '../../support/poolhouse.ts'
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
  POOL_NOT_FOUND,
  record,
  until,
  untilStatus,
} from './world.ts'

const house = usePoolhouse()
const root = house.client()

const STOPPED = 'The Import Job was stopped by the developer.'

const stop = (UserPoolId: string, JobId: string) =>
  root.send(new StopUserImportJobCommand({ UserPoolId, JobId }))

/** A job with a file, in this status and held by `holder`, whether or not that process runs. */
async function heldJob(status: 'Pending' | 'InProgress', holder: string) {
  const UserPoolId = await newImportPool(root)
  const file = csv(await headerOf(root, UserPoolId), [record('ada')])
  const { JobId } = await jobWithFile(house, UserPoolId, file)
  await house.storage.transaction(async ({ importJobs, importTurns }) => {
    const job = (await importJobs.lock({ userPoolId: UserPoolId, id: JobId })) ?? assert.fail('no job')
    await importJobs.save({ ...job, status, startedAt: Date.now() })
    assert.equal(await importTurns.take(REGION, job), true)
    assert.ok(await importTurns.claim({ holder, until: Date.now() + DAY }, Date.now()))
  })
  return { UserPoolId, JobId }
}

describe('access', () => {
  test('asks for a signature and for its IAM action', async () => {
    const { UserPoolId, JobId } = await heldJob('Pending', 'another process')
    const input = { UserPoolId, JobId }
    const unsigned = await house.call('StopUserImportJob', input, { signed: false })
    assert.equal(unsigned.json.__type, 'MissingAuthenticationTokenException')
    const allow = (Action: string) =>
      house.userWith({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action, Resource: '*' }] })
    const stranger = { credentials: await allow('cognito-idp:StartUserImportJob') }
    const denied = await house.call('StopUserImportJob', input, stranger)
    assert.equal(denied.json.__type, 'AccessDeniedException')
    const friend = { credentials: await allow('cognito-idp:StopUserImportJob') }
    assert.equal((await house.call('StopUserImportJob', input, friend)).status, 200)
  })
})

describe('validation', () => {
  test('asks for a pool and a job', async () => {
    const answer = await house.call('StopUserImportJob', {})
    assert.equal(answer.json.__type, 'InvalidParameterException')
    assert.match(answer.json.message, /^2 validation errors detected: /)
  })

  test('finds no pool and no job that does not exist', async () => {
    const UserPoolId = await newImportPool(root)
    await refuses(stop(MISSING_POOL, MISSING_JOB), 'ResourceNotFoundException', POOL_NOT_FOUND)
    await refuses(stop(UserPoolId, MISSING_JOB), 'ResourceNotFoundException', JOB_NOT_FOUND)
  })

  for (const status of ['Created', 'Stopping', 'Stopped', 'Succeeded', 'Failed', 'Expired'] as const) {
    test(`stops no job that is ${status}`, async () => {
      const UserPoolId = await newImportPool(root)
      const { id } = await storeImportJob(house.storage, UserPoolId, { status, createdAt: Date.now() })
      await refuses(stop(UserPoolId, id), 'PreconditionNotMetException', 'The Import Job is not in progress.')
    })
  }
})

describe('behaviour', () => {
  test('stops a pending job immediately', async () => {
    const { UserPoolId, JobId } = await heldJob('Pending', 'another process')
    const { UserImportJob } = await stop(UserPoolId, JobId)
    assert.deepEqual(endOf(UserImportJob ?? {}), ['Stopped', 0, 0, 0, STOPPED])
    assert.ok(UserImportJob?.CompletionDate instanceof Date)
    const { CompletionDate, ...rest } = await describeJob(root, UserPoolId, JobId)
    assert.ok(CompletionDate instanceof Date)
    assert.deepEqual(endOf(rest), ['Stopped', 0, 0, 0, STOPPED])
  })

  test('lets the process that works on a job end it', async () => {
    const { UserPoolId, JobId } = await heldJob('InProgress', 'another process')
    const { UserImportJob } = await stop(UserPoolId, JobId)
    assert.equal(UserImportJob?.Status, 'Stopping')
    assert.equal(UserImportJob?.CompletionDate, undefined)
    assert.equal((await describeJob(root, UserPoolId, JobId)).Status, 'Stopping')
    await house.storage.transaction(({ importTurns }) => importTurns.releaseAll('another process'))
    const job = await untilStatus(house, UserPoolId, JobId, 'Stopped')
    assert.deepEqual(endOf(job), ['Stopped', 0, 0, 0, STOPPED])
    assert.equal(await house.storage.stores.userPools.countUsers(UserPoolId), 0)
  })

  test('keeps what was imported before, and lets the next job start', async () => {
    const UserPoolId = await newImportPool(root)
    const header = await headerOf(root, UserPoolId)
    const users = Array.from({ length: 6000 }, (_, i) => record(`user${i}`))
    const { JobId } = await jobWithFile(house, UserPoolId, csv(header, users))
    await root.send(new StartUserImportJobCommand({ UserPoolId, JobId }))
    await until(async () => (await describeJob(root, UserPoolId, JobId)).ImportedUsers !== 0)
    await stop(UserPoolId, JobId)
    const job = await untilStatus(house, UserPoolId, JobId, 'Stopped')
    assert.equal(job.CompletionMessage, STOPPED)
    const imported = job.ImportedUsers ?? 0
    assert.ok(imported > 0 && imported < 6000, `${imported}`)
    assert.equal(await house.storage.stores.userPools.countUsers(UserPoolId), imported)
    const { job: next } = await importFile(house, UserPoolId, csv(header, users.slice(0, imported + 1)))
    assert.deepEqual(endOf(next), ['Succeeded', 1, imported, 0, 'Import Job Completed Successfully.'])
  })

  test('leaves an audit record of the job as it was returned', async () => {
    const { UserPoolId, JobId } = await heldJob('Pending', 'another process')
    await stop(UserPoolId, JobId)
    const events = await house.storage.stores.auditEvents.list({ limit: 99, eventName: 'StopUserImportJob' })
    assert.match(JSON.stringify(events.at(-1)), new RegExp(`"jobId":"${JobId}".*"status":"Stopped"`))
  })
})
