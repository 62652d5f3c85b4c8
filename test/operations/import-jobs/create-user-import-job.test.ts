import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { CreateUserImportJobCommand } from '@aws-sdk/client-cognito-identity-provider'
import { importJobOf } from '../../support/import-jobs.ts'
import { PUBLIC_URL, usePoolhouse } from '../../support/poolhouse.ts'
import { refuses } from '../../support/refuses.ts'
import { MISSING_POOL, newImportPool, newJob, POOL_NOT_FOUND, ROLE } from './world.ts'

const house = usePoolhouse()
const root = house.client()

const input = async () => ({
  UserPoolId: await newImportPool(root),
  JobName: 'job',
  CloudWatchLogsRoleArn: ROLE,
})

describe('access', () => {
  test('asks for a signature', async () => {
    const answer = await house.call('CreateUserImportJob', await input(), { signed: false })
    assert.equal(answer.json.__type, 'MissingAuthenticationTokenException')
  })

  const denialFor = async (allowed: string) => {
    const credentials = await house.userWith({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: allowed, Resource: '*' }],
    })
    return house.call('CreateUserImportJob', await input(), { credentials })
  }

  test('asks for its IAM action', async () => {
    const answer = await denialFor('iam:PassRole')
    assert.equal(answer.json.__type, 'AccessDeniedException')
    assert.match(
      answer.json.Message,
      /perform: cognito-idp:CreateUserImportJob on resource: arn:aws:cognito-idp/,
    )
  })

  test('asks for the right to hand on the role of the log', async () => {
    const answer = await denialFor('cognito-idp:CreateUserImportJob')
    assert.equal(answer.json.__type, 'AccessDeniedException')
    assert.ok(answer.json.Message.includes(`perform: iam:PassRole on resource: ${ROLE}`))
  })

  test('works with these two rights', async () => {
    const credentials = await house.userWith({
      Version: '2012-10-17',
      Statement: [
        { Effect: 'Allow', Action: ['iam:PassRole', 'cognito-idp:CreateUserImportJob'], Resource: '*' },
      ],
    })
    assert.equal((await house.call('CreateUserImportJob', await input(), { credentials })).status, 200)
  })
})

describe('validation', () => {
  test('asks for a name, a pool and a role', async () => {
    const answer = await house.call('CreateUserImportJob', {})
    assert.equal(answer.json.__type, 'InvalidParameterException')
    for (const member of ['jobName', 'userPoolId', 'cloudWatchLogsRoleArn']) {
      assert.match(answer.json.message, new RegExp(`Value null at '${member}'`))
    }
  })

  test('takes four hashing algorithms', async () => {
    const answer = await house.call('CreateUserImportJob', {
      ...(await input()),
      PasswordHashingAlgorithm: 'MD5',
    })
    assert.equal(answer.json.__type, 'InvalidParameterException')
    assert.match(
      answer.json.message,
      /Value 'MD5' at 'passwordHashingAlgorithm' failed to satisfy constraint/,
    )
  })

  test('finds no pool that does not exist', async () => {
    await refuses(
      root.send(new CreateUserImportJobCommand({ ...(await input()), UserPoolId: MISSING_POOL })),
      'ResourceNotFoundException',
      POOL_NOT_FOUND,
    )
  })

  test('refuses the thousand and first job of a pool', async () => {
    const good = await input()
    await house.storage.transaction(async (stores) => {
      for (let i = 0; i < 999; i++) await stores.importJobs.insert(importJobOf(good.UserPoolId))
    })
    await root.send(new CreateUserImportJobCommand(good))
    await refuses(
      root.send(new CreateUserImportJobCommand(good)),
      'LimitExceededException',
      'The limit of 1000 user import jobs in this user pool is reached.',
    )
  })
})

describe('behaviour', () => {
  test('answers a job that waits for its file', async () => {
    const UserPoolId = await newImportPool(root)
    const job = await newJob(root, UserPoolId, {
      JobName: 'first import',
      PasswordHashingAlgorithm: 'BCRYPT',
    })
    const { CreationDate, JobId, PreSignedUrl, ...rest } = job
    assert.deepEqual(rest, {
      JobName: 'first import',
      UserPoolId,
      Status: 'Created',
      CloudWatchLogsRoleArn: ROLE,
      ImportedUsers: 0,
      SkippedUsers: 0,
      FailedUsers: 0,
      PasswordHashingAlgorithm: 'BCRYPT',
    })
    assert.ok(CreationDate instanceof Date)
    assert.match(JobId, /^import-[0-9A-Za-z]{10}$/)
    assert.ok(PreSignedUrl.startsWith(`${PUBLIC_URL}/user-import-files/${UserPoolId}/${JobId}?`))
    assert.ok(PreSignedUrl.length <= 2048)
  })

  test('lets several jobs of one name wait', async () => {
    const UserPoolId = await newImportPool(root)
    const [one, other] = [await newJob(root, UserPoolId), await newJob(root, UserPoolId)]
    assert.notEqual(one.JobId, other.JobId)
  })

  test('leaves an audit record that shows the job but not its address', async () => {
    const UserPoolId = await newImportPool(root)
    const { JobId, PreSignedUrl } = await newJob(root, UserPoolId)
    const events = await house.storage.stores.auditEvents.list({
      limit: 1000,
      eventName: 'CreateUserImportJob',
    })
    const text = JSON.stringify(events.find((event) => JSON.stringify(event).includes(JobId)))
    assert.match(text, /"status":"Created"/)
    assert.equal(text.includes(new URL(PreSignedUrl).searchParams.get('signature') ?? '?'), false)
  })
})
