import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { DescribeUserImportJobCommand } from '@aws-sdk/client-cognito-identity-provider'
import { DAY } from '../../../src/kernel/clock.ts'
import { storeImportJob } from '../../support/import-jobs.ts'
import { ACCOUNT, REGION, usePoolhouse } from '../../support/poolhouse.ts'
import { refuses } from '../../support/refuses.ts'
import { testAccess } from '../user-pools/signed-access.ts'
import {
  csv,
  describeJob,
  headerOf,
  importFile,
  JOB_NOT_FOUND,
  MISSING_JOB,
  MISSING_POOL,
  newImportPool,
  newJob,
  POOL_NOT_FOUND,
  record,
} from './world.ts'

const house = usePoolhouse()
const root = house.client()

describe('access', () => {
  testAccess({
    operation: 'DescribeUserImportJob',
    house: () => house,
    input: async () => {
      const UserPoolId = await newImportPool(root)
      return { UserPoolId, JobId: (await newJob(root, UserPoolId)).JobId }
    },
    resource: ({ UserPoolId }: { UserPoolId: string }) =>
      `arn:aws:cognito-idp:${REGION}:${ACCOUNT}:userpool/${UserPoolId}`,
  })
})

describe('validation', () => {
  test('refuses an id that is none', async () => {
    const UserPoolId = await newImportPool(root)
    await refuses(
      root.send(new DescribeUserImportJobCommand({ UserPoolId, JobId: 'job-1' })),
      'InvalidParameterException',
      "1 validation error detected: Value 'job-1' at 'jobId' failed to satisfy constraint: Member must satisfy regular expression pattern: import-[0-9a-zA-Z-]+",
    )
  })

  test('finds no pool and no job that does not exist', async () => {
    const UserPoolId = await newImportPool(root)
    await refuses(describeJob(root, MISSING_POOL, MISSING_JOB), 'ResourceNotFoundException', POOL_NOT_FOUND)
    await refuses(describeJob(root, UserPoolId, MISSING_JOB), 'ResourceNotFoundException', JOB_NOT_FOUND)
  })

  test('finds no job of another pool', async () => {
    const { JobId } = await newJob(root, await newImportPool(root))
    await refuses(
      describeJob(root, await newImportPool(root), JobId),
      'ResourceNotFoundException',
      `User import job ${JobId} does not exist.`,
    )
  })
})

describe('behaviour', () => {
  test('returns the job as it was created', async () => {
    const UserPoolId = await newImportPool(root)
    const { $metadata: _, ...job } = { $metadata: 0, ...(await newJob(root, UserPoolId)) }
    assert.deepEqual(await describeJob(root, UserPoolId, job.JobId), job)
  })

  test('shows the results of the rows, and when', async () => {
    const UserPoolId = await newImportPool(root)
    const header = await headerOf(root, UserPoolId)
    const begin = Math.floor(Date.now() / 1000) * 1000
    const { job } = await importFile(
      house,
      UserPoolId,
      csv(header, [record('ada'), record('ada'), record('bob', { email: '' })]),
    )
    assert.equal(job.Status, 'Succeeded')
    assert.deepEqual([job.ImportedUsers, job.SkippedUsers, job.FailedUsers], [1, 1, 1])
    assert.equal(job.CompletionMessage, 'Import Job Completed Successfully.')
    const times = [begin, job.CreationDate, job.StartDate, job.CompletionDate].map(Number)
    assert.deepEqual(
      [...times].sort((a, b) => a - b),
      times,
    )
  })

  test('shows progress while rows are imported', async () => {
    const UserPoolId = await newImportPool(root)
    const { id } = await storeImportJob(house.storage, UserPoolId, {
      status: 'InProgress',
      counts: { imported: 7, skipped: 5, failed: 3 },
    })
    const job = await describeJob(root, UserPoolId, id)
    assert.deepEqual(
      [job.Status, job.ImportedUsers, job.SkippedUsers, job.FailedUsers],
      ['InProgress', 7, 5, 3],
    )
  })

  test('shows a job that was not started for a day as expired', async () => {
    const UserPoolId = await newImportPool(root)
    const { id } = await storeImportJob(house.storage, UserPoolId, { createdAt: Date.now() - DAY })
    const { id: younger } = await storeImportJob(house.storage, UserPoolId, {
      createdAt: Date.now() - DAY + 60_000,
    })
    assert.equal((await describeJob(root, UserPoolId, id)).Status, 'Expired')
    assert.equal((await describeJob(root, UserPoolId, younger)).Status, 'Created')
  })
})
