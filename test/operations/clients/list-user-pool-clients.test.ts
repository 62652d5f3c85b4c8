import assert from 'node:assert/strict'
import { beforeEach, describe, test } from 'node:test'
import {
  ListUserPoolClientsCommand,
  type ListUserPoolClientsCommandInput,
  paginateListUserPoolClients,
} from '@aws-sdk/client-cognito-identity-provider'
import { usePoolhouse } from '../../support/poolhouse.ts'
import { createClient, newPool } from '../../support/pools.ts'
import { refuses } from '../../support/refuses.ts'
import { testAccess } from '../user-pools/signed-access.ts'
import { asRegistered, fillWithClients, NO_POOL, NO_POOL_TEXT, poolArn } from './clients.ts'

const BAD_TOKEN = 'Provided pagination token is invalid. Check the token and try your request again.'

const house = usePoolhouse()
const root = house.client()
let UserPoolId: string
beforeEach(async () => {
  UserPoolId = await newPool(root)
})

const list = (input: Partial<ListUserPoolClientsCommandInput> = {}) =>
  root.send(new ListUserPoolClientsCommand({ UserPoolId, ...input }))

describe('access', () => {
  testAccess({
    operation: 'ListUserPoolClients',
    house: () => house,
    input: async () => ({ UserPoolId }),
    resource: poolArn,
  })
})

describe('validation', () => {
  for (const [MaxResults, rule] of [
    [0, 'value greater than or equal to 1'],
    [61, 'value less than or equal to 60'],
  ] as const) {
    test(`refuses pages of ${MaxResults}`, () =>
      refuses(
        list({ MaxResults }),
        'InvalidParameterException',
        `1 validation error detected: Value '${MaxResults}' at 'maxResults' failed to satisfy constraint: Member must have ${rule}`,
      ))
  }

  test('refuses an unknown pool', () =>
    refuses(list({ UserPoolId: NO_POOL }), 'ResourceNotFoundException', NO_POOL_TEXT))

  test('refuses a token that is invented, of another pool or of another filter', async () => {
    const other = await newPool(root)
    for (let i = 0; i < 2; i++) await createClient(root, other)
    const { NextToken } = await list({ UserPoolId: other, MaxResults: 1 })
    assert.ok(NextToken)
    await refuses(list({ NextToken: 'invalid' }), 'InvalidParameterException', BAD_TOKEN)
    await refuses(list({ NextToken }), 'InvalidParameterException', BAD_TOKEN)
    await refuses(
      list({ UserPoolId: other, NextToken, ClientType: 'DCR' }),
      'InvalidParameterException',
      BAD_TOKEN,
    )
  })
})

describe('behaviour', () => {
  test('answers an empty list for a new pool', async () => {
    const answer = await house.call('ListUserPoolClients', { UserPoolId, MaxResults: 60 })
    assert.equal(answer.text, '{"UserPoolClients":[]}')
  })

  test('shows id, name and pool of each client and nothing else', async () => {
    const { ClientId } = await createClient(root, UserPoolId, { ClientName: 'the one', GenerateSecret: true })
    const answer = await house.call('ListUserPoolClients', { UserPoolId })
    assert.equal(
      answer.text,
      `{"UserPoolClients":[{"ClientId":"${ClientId}","ClientName":"the one","UserPoolId":"${UserPoolId}"}]}`,
    )
  })

  test('leaves out clients of other pools', async () => {
    await createClient(root, await newPool(root))
    assert.deepEqual((await list()).UserPoolClients, [])
  })

  test('has pages that make up the list, without an empty one at its end', async () => {
    const ids: (string | undefined)[] = []
    for (let i = 0; i < 4; i++) ids.push((await createClient(root, UserPoolId)).ClientId)
    const pages: (string | undefined)[][] = []
    for await (const page of paginateListUserPoolClients({ client: root, pageSize: 2 }, { UserPoolId })) {
      pages.push((page.UserPoolClients ?? []).map(({ ClientId }) => ClientId))
    }
    assert.deepEqual(pages, [ids.slice().sort().slice(0, 2), ids.slice().sort().slice(2)])
  })

  test('continues after the last client of a page even if that one was deleted', async () => {
    const ids: string[] = []
    for (let i = 0; i < 3; i++) ids.push((await createClient(root, UserPoolId)).ClientId)
    const [first = '', ...others] = ids.sort()
    const { NextToken } = await list({ MaxResults: 1 })
    await house.storage.stores.clients.delete(first)
    const { UserPoolClients } = await list({ NextToken })
    assert.deepEqual(
      UserPoolClients?.map(({ ClientId }) => ClientId),
      others,
    )
  })

  test('has 60 clients on a page if the request gives no number', async () => {
    const { ClientId } = await createClient(root, UserPoolId)
    await fillWithClients(house, ClientId, 61)
    const { UserPoolClients, NextToken } = await list()
    assert.equal(UserPoolClients?.length, 60)
    assert.match(NextToken ?? '', /^AAQA-[\w-]+$/)
  })

  test('can be narrowed to one type of client', async () => {
    const { ClientId } = await createClient(root, UserPoolId)
    const registered = await asRegistered(house, ClientId)
    const idsOf = async (ClientType: 'REGULAR' | 'DCR') =>
      (await list({ ClientType })).UserPoolClients?.map(({ ClientId }) => ClientId)
    assert.deepEqual(await idsOf('REGULAR'), [ClientId])
    assert.deepEqual(await idsOf('DCR'), [registered])
  })
})
