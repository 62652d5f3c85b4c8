import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { CreateUserPoolCommand, ListUserPoolsCommand } from '@aws-sdk/client-cognito-identity-provider'
import { ACCOUNT, usePoolhouse } from '../../support/poolhouse.ts'
import { refuses } from '../../support/refuses.ts'
import { testAccess } from './signed-access.ts'

const house = usePoolhouse()
const root = house.client()

const badToken = 'Provided pagination token is invalid. Check the token and try your request again.'

describe('access', () => {
  testAccess({
    operation: 'ListUserPools',
    house: () => house,
    input: async () => ({ MaxResults: 1 }),
    resource: () => '*',
  })
})

describe('validation', () => {
  for (const [MaxResults, constraint] of [
    [0, 'greater than or equal to 1'],
    [61, 'less than or equal to 60'],
  ] as const) {
    test(`refuses pages of ${MaxResults} pools`, () =>
      refuses(
        root.send(new ListUserPoolsCommand({ MaxResults })),
        'InvalidParameterException',
        `1 validation error detected: Value '${MaxResults}' at 'maxResults' failed to satisfy constraint: Member must have value ${constraint}`,
      ))
  }

  test('asks for the size of a page', async () => {
    const answer = await house.call('ListUserPools', {})
    assert.match(
      answer.json.message,
      /at 'maxResults' failed to satisfy constraint: Member must not be null$/,
    )
  })

  test('refuses a token that it did not make', async () => {
    for (const NextToken of ['invalid', 'AAQA-invalid']) {
      await refuses(
        root.send(new ListUserPoolsCommand({ MaxResults: 1, NextToken })),
        'InvalidParameterException',
        badToken,
      )
    }
  })

  test('refuses a token of another region', async () => {
    for (const PoolName of ['one', 'two']) await root.send(new CreateUserPoolCommand({ PoolName }))
    const { NextToken } = await root.send(new ListUserPoolsCommand({ MaxResults: 1 }))
    assert.ok(NextToken)
    const answer = await house.call('ListUserPools', { MaxResults: 1, NextToken }, { region: 'eu-west-1' })
    assert.deepEqual(answer.json, { __type: 'InvalidParameterException', message: badToken })
  })
})

describe('behaviour', () => {
  test('shows a pool with its triggers and dates and without its settings', async () => {
    const region = 'eu-north-1'
    const PreSignUp = `arn:aws:lambda:${region}:${ACCOUNT}:function:f`
    const { json } = await house.call(
      'CreateUserPool',
      { PoolName: 'listed', LambdaConfig: { PreSignUp } },
      { region },
    )
    const { Id, CreationDate, LastModifiedDate } = json.UserPool
    const list = await house.call('ListUserPools', { MaxResults: 60 }, { region })
    assert.deepEqual(list.json, {
      UserPools: [{ CreationDate, Id, LambdaConfig: { PreSignUp }, LastModifiedDate, Name: 'listed' }],
    })
  })

  test('an empty region has an empty list', async () => {
    const list = await house.call('ListUserPools', { MaxResults: 1 }, { region: 'sa-east-1' })
    assert.equal(list.text, '{"UserPools":[]}')
  })

  for (const size of [1, 2, 3, 5, 6]) {
    test(`pages of ${size} join up to the whole list, without an empty page at the end`, async () => {
      const region = `ca-west-${size}`
      const created = new Set<string>()
      for (let i = 0; i < 6; i++) {
        created.add((await house.call('CreateUserPool', { PoolName: 'p' }, { region })).json.UserPool.Id)
      }
      const listed: string[] = []
      let NextToken: string | undefined
      do {
        const page = (await house.call('ListUserPools', { MaxResults: size, NextToken }, { region })).json
        assert.ok(page.UserPools.length > 0 && page.UserPools.length <= size)
        listed.push(...page.UserPools.map(({ Id }: { Id: string }) => Id))
        NextToken = page.NextToken
      } while (NextToken)
      assert.equal(listed.length, 6)
      assert.deepEqual(new Set(listed), created)
    })
  }
})
