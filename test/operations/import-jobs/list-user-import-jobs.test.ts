import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { ListUserImportJobsCommand } from '@aws-sdk/client-cognito-identity-provider'
import { DAY } from '../../../src/kernel/clock.ts'
import { storeImportJob } from '../../support/import-jobs.ts'
import { ACCOUNT, REGION, usePoolhouse } from '../../support/poolhouse.ts'
import { refuses } from '../../support/refuses.ts'
import { testAccess } from '../user-pools/signed-access.ts'
import { describeJob, MISSING_POOL, newImportPool, newJob, POOL_NOT_FOUND } from './world.ts'

const house = usePoolhouse()
const root = house.client()

const INVALID_TOKEN = 'Provided pagination token is invalid. Check the token and try your request again.'

const list = (UserPoolId: string, MaxResults = 60, PaginationToken?: string) =>
  root.send(new ListUserImportJobsCommand({ UserPoolId, MaxResults, PaginationToken }))

describe('access', () => {
  testAccess({
    operation: 'ListUserImportJobs',
    house: () => house,
    input: async () => ({ UserPoolId: await newImportPool(root), MaxResults: 1 }),
    resource: ({ UserPoolId }: { UserPoolId: string }) =>
      `arn:aws:cognito-idp:${REGION}:${ACCOUNT}:userpool/${UserPoolId}`,
  })
})

describe('validation', () => {
  test('asks for a number of jobs between 1 and 60', async () => {
    const UserPoolId = await newImportPool(root)
    const missing = await house.call('ListUserImportJobs', { UserPoolId })
    assert.match(missing.json.message, /Value null at 'maxResults'/)
    for (const [value, bound] of [
      [0, 'greater than or equal to 1'],
      [61, 'less than or equal to 60'],
    ] as const) {
      await refuses(
        list(UserPoolId, value),
        'InvalidParameterException',
        `1 validation error detected: Value '${value}' at 'maxResults' failed to satisfy constraint: Member must have value ${bound}`,
      )
    }
  })

  test('finds no pool that does not exist', async () => {
    await refuses(list(MISSING_POOL), 'ResourceNotFoundException', POOL_NOT_FOUND)
  })

  test('refuses a page token that is none, or of another pool', async () => {
    const [one, other] = [await newImportPool(root), await newImportPool(root)]
    await newJob(root, one)
    await newJob(root, one)
    const { PaginationToken } = await list(one, 1)
    await refuses(list(one, 1, 'token'), 'InvalidParameterException', INVALID_TOKEN)
    await refuses(list(other, 1, PaginationToken), 'InvalidParameterException', INVALID_TOKEN)
  })
})

describe('behaviour', () => {
  test('lists the jobs of the pool, the newest first, in pages', async () => {
    const UserPoolId = await newImportPool(root)
    await newJob(root, await newImportPool(root))
    const ids: string[] = []
    for (let i = 0; i < 5; i++) {
      ids.unshift((await newJob(root, UserPoolId)).JobId)
      house.passTime(1)
    }
    const listed: (string | undefined)[] = []
    const sizes: number[] = []
    for (let token: string | undefined; sizes.length === 0 || token !== undefined; ) {
      const page = await list(UserPoolId, 2, token)
      sizes.push(page.UserImportJobs?.length ?? 0)
      listed.push(...(page.UserImportJobs ?? []).map(({ JobId }) => JobId))
      token = page.PaginationToken
    }
    assert.deepEqual(listed, ids)
    assert.deepEqual(sizes, [2, 2, 1])
  })

  test('returns an empty list if there are none', async () => {
    const answer = await house.call('ListUserImportJobs', {
      UserPoolId: await newImportPool(root),
      MaxResults: 1,
    })
    assert.equal(answer.text, '{"UserImportJobs":[]}')
  })

  test('shows each job as it is described, including expired ones', async () => {
    const UserPoolId = await newImportPool(root)
    const { id } = await storeImportJob(house.storage, UserPoolId, { createdAt: Date.now() - DAY })
    const { UserImportJobs } = await list(UserPoolId)
    assert.deepEqual(UserImportJobs, [await describeJob(root, UserPoolId, id)])
    assert.equal(UserImportJobs?.[0]?.Status, 'Expired')
  })
})
