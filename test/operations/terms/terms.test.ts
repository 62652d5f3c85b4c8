import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import {
  CreateTermsCommand,
  type CreateTermsCommandInput,
  DeleteTermsCommand,
  DeleteUserPoolClientCommand,
  DescribeTermsByClientCommand,
  DescribeTermsCommand,
  ListTermsCommand,
  UpdateTermsCommand,
  type UpdateTermsCommandInput,
} from '@aws-sdk/client-cognito-identity-provider'
import type { OperationName } from '../../../src/contract/generated/types.ts'
import { usePoolhouse } from '../../support/poolhouse.ts'
import { newClient, newPool, poolArn } from '../../support/pools.ts'
import { refuses } from '../../support/refuses.ts'
import { CLIENT_NOT_FOUND, NO_CLIENT, NO_POOL, POOL_NOT_FOUND } from '../branding/fixtures.ts'
import { lastRecord } from '../clients/clients.ts'
import { testAccess } from '../user-pools/signed-access.ts'

const house = usePoolhouse()
const root = house.client()

const NO_ID = '12345678-1234-4234-8234-123456789012'
const NOT_FOUND = ['ResourceNotFoundException', 'Terms does not exist.'] as const
const Links = { 'cognito:default': 'https://example.com/terms', 'cognito:french': 'https://example.com/fr' }
const FIXED = { TermsSource: 'LINK', Enforcement: 'NONE' } as const

async function client() {
  const UserPoolId = await newPool(root)
  return { UserPoolId, ClientId: (await newClient(root, UserPoolId)).id }
}

type Owner = Awaited<ReturnType<typeof client>>

async function create(owner: Owner, TermsName = 'terms-of-use', rest: Partial<CreateTermsCommandInput> = {}) {
  const command = new CreateTermsCommand({ ...owner, ...FIXED, TermsName, Links, ...rest })
  const { Terms } = await root.send(command)
  return Terms ?? assert.fail('no terms')
}

async function describeTerms(UserPoolId: string, TermsId = '') {
  return (await root.send(new DescribeTermsCommand({ UserPoolId, TermsId }))).Terms
}

async function ofClient(owner: Owner, TermsName: string) {
  return (await root.send(new DescribeTermsByClientCommand({ ...owner, TermsName }))).Terms
}

async function update(UserPoolId: string, TermsId = '', rest: Partial<UpdateTermsCommandInput> = {}) {
  return (await root.send(new UpdateTermsCommand({ UserPoolId, TermsId, ...rest }))).Terms
}

describe('access', () => {
  const withId = async (owner: Owner) => ({
    UserPoolId: owner.UserPoolId,
    TermsId: (await create(owner)).TermsId,
  })
  const inputs: Partial<Record<OperationName, (owner: Owner) => Promise<object>>> = {
    CreateTerms: async (owner) => ({ ...owner, ...FIXED, TermsName: 'privacy-policy', Links }),
    DescribeTerms: withId,
    DescribeTermsByClient: async (owner) => {
      await withId(owner)
      return { ...owner, TermsName: 'terms-of-use' }
    },
    UpdateTerms: withId,
    DeleteTerms: withId,
    ListTerms: async ({ UserPoolId }) => ({ UserPoolId }),
  }
  for (const [operation, inputOf] of Object.entries(inputs)) {
    describe(operation, () => {
      testAccess({
        operation: operation as OperationName,
        house: () => house,
        input: async () => inputOf(await client()),
        resource: ({ UserPoolId }) => poolArn(UserPoolId),
      })
    })
  }
})

describe('CreateTerms', () => {
  test('returns the document, which is then described by id and by client', async () => {
    const owner = await client()
    const { TermsId, CreationDate, LastModifiedDate, ...rest } = await create(owner)
    assert.deepEqual(rest, { ...owner, ...FIXED, TermsName: 'terms-of-use', Links })
    assert.match(TermsId ?? '', /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
    assert.deepEqual(CreationDate, LastModifiedDate)
    const made = { ...rest, TermsId, CreationDate, LastModifiedDate }
    assert.deepEqual(await describeTerms(owner.UserPoolId, TermsId), made)
    assert.deepEqual(await ofClient(owner, 'terms-of-use'), made)
    const record = await lastRecord(house, 'CreateTerms')
    assert.equal(record.responseElements.terms.termsId, TermsId)
  })

  test('shows an empty object where there are no links', async () => {
    assert.deepEqual((await create(await client(), 'privacy-policy', { Links: undefined })).Links, {})
  })

  test('refuses other names, languages, sources and enforcements', async () => {
    const owner = await client()
    const refusal = async (change: object) => {
      const input = { ...owner, ...FIXED, TermsName: 'terms-of-use', Links, ...change }
      const { json } = await house.call('CreateTerms', input)
      assert.equal(json.__type, 'InvalidParameterException')
      return json.message
    }
    assert.match(
      await refusal({ TermsName: 'terms' }),
      /^1 validation error detected: Value 'terms' at 'termsName' .* \^\(terms-of-use\|privacy-policy\)\$$/,
    )
    assert.match(await refusal({ Links: {} }), /at 'links' .* length greater than or equal to 1$/)
    assert.match(await refusal({ Links: { 'cognito:latin': 'https://example.com' } }), /at 'links' /)
    assert.match(await refusal({ TermsSource: 'TEXT' }), /Value 'TEXT' at 'termsSource' .*\[LINK\]$/)
    assert.match(await refusal({ Enforcement: 'ALL' }), /Value 'ALL' at 'enforcement' .*\[NONE\]$/)
  })

  for (const url of ['javascript:alert(1)', 'data:text/html,x', 'example.com/terms', 'ftp://example.com']) {
    test(`refuses the link ${url}`, async () => {
      await refuses(
        create(await client(), 'terms-of-use', { Links: { 'cognito:default': url } }),
        'InvalidParameterException',
        `${url} is not a URL with https or http.`,
      )
    })
  }

  test('refuses a second document of a name, for one client', async () => {
    const owner = await client()
    await create(owner)
    await refuses(create(owner), 'TermsExistsException', `Terms already exist for client ${owner.ClientId}`)
    await create(owner, 'privacy-policy')
    await create({ ...owner, ClientId: (await newClient(root, owner.UserPoolId)).id })
  })

  test('answers LimitExceededException beyond forty in a pool', async () => {
    const owner = await client()
    for (let n = 0; n < 20; n++) {
      const other = { ...owner, ClientId: (await newClient(root, owner.UserPoolId)).id }
      await create(other)
      await create(other, 'privacy-policy')
    }
    const text = 'The limit of 40 terms documents in this user pool is reached.'
    await refuses(create(owner), 'LimitExceededException', text)
    await refuses(ofClient(owner, 'terms-of-use'), ...NOT_FOUND)
  })

  test('finds neither a client nor a pool that does not exist', async () => {
    const { UserPoolId } = await client()
    await refuses(create({ UserPoolId, ClientId: NO_CLIENT }), ...CLIENT_NOT_FOUND)
    await refuses(create({ UserPoolId: NO_POOL, ClientId: NO_CLIENT }), ...POOL_NOT_FOUND)
  })
})

describe('DescribeTerms, DescribeTermsByClient', () => {
  test('check id, pool and name', async () => {
    const { UserPoolId, ClientId } = await client()
    const byId = await house.call('DescribeTerms', { UserPoolId, TermsId: 'x' })
    assert.match(byId.json.message, /^1 validation error detected: Value 'x' at 'termsId' /)
    const byClient = await house.call('DescribeTermsByClient', { UserPoolId, ClientId, TermsName: 'x' })
    assert.match(byClient.json.message, /^1 validation error detected: Value 'x' at 'termsName' /)
  })

  test('find no document, client or pool that does not exist', async () => {
    const owner = await client()
    const { UserPoolId, ClientId } = owner
    await refuses(describeTerms(UserPoolId, NO_ID), ...NOT_FOUND)
    await refuses(describeTerms(UserPoolId, (await create(await client())).TermsId), ...NOT_FOUND)
    await refuses(describeTerms(NO_POOL, NO_ID), ...POOL_NOT_FOUND)
    await refuses(ofClient(owner, 'privacy-policy'), ...NOT_FOUND)
    await refuses(ofClient({ UserPoolId, ClientId: NO_CLIENT }, 'privacy-policy'), ...CLIENT_NOT_FOUND)
    await refuses(ofClient({ UserPoolId: NO_POOL, ClientId }, 'privacy-policy'), ...POOL_NOT_FOUND)
  })
})

describe('UpdateTerms', () => {
  test('replaces the links and keeps what is left out', async () => {
    const owner = await client()
    const made = await create(owner)
    house.passTime(1000)
    const links = { 'cognito:default': 'https://example.com/new' }
    const updated = await update(owner.UserPoolId, made.TermsId, { Links: links })
    assert.deepEqual(updated, { ...made, Links: links, LastModifiedDate: updated?.LastModifiedDate })
    assert.notDeepEqual(updated?.LastModifiedDate, made.LastModifiedDate)
    const renamed = await update(owner.UserPoolId, made.TermsId, { TermsName: 'privacy-policy' })
    assert.deepEqual([renamed?.TermsName, renamed?.Links], ['privacy-policy', links])
  })

  test('refuses a name that the client has, a link to a script, and a bad id', async () => {
    const owner = await client()
    const { UserPoolId } = owner
    const { TermsId } = await create(owner)
    await create(owner, 'privacy-policy')
    await refuses(
      update(UserPoolId, TermsId, { TermsName: 'privacy-policy' }),
      'TermsExistsException',
      `Terms already exist for client ${owner.ClientId}`,
    )
    await refuses(
      update(UserPoolId, TermsId, { Links: { 'cognito:default': 'javascript:x' } }),
      'InvalidParameterException',
      'javascript:x is not a URL with https or http.',
    )
    await assert.rejects(update(UserPoolId, 'x'), /Value 'x' at 'termsId' /)
    await update(UserPoolId, TermsId, { TermsName: 'terms-of-use' })
  })

  test('finds neither a document nor a pool that does not exist', async () => {
    await refuses(update((await client()).UserPoolId, NO_ID), ...NOT_FOUND)
    await refuses(update(NO_POOL, NO_ID), ...POOL_NOT_FOUND)
  })
})

describe('DeleteTerms', () => {
  const remove = (UserPoolId: string, TermsId: string) =>
    root.send(new DeleteTermsCommand({ UserPoolId, TermsId }))

  test('answers no body; a document also goes with its client', async () => {
    const owner = await client()
    const { UserPoolId } = owner
    const { TermsId } = await create(owner)
    const answer = await house.call('DeleteTerms', { UserPoolId, TermsId })
    assert.deepEqual([answer.status, answer.text], [200, ''])
    const again = await create(owner)
    await root.send(new DeleteUserPoolClientCommand(owner))
    await refuses(describeTerms(UserPoolId, again.TermsId), ...NOT_FOUND)
  })

  test('checks the id, and finds neither a document nor a pool that does not exist', async () => {
    const { UserPoolId } = await client()
    await assert.rejects(remove(UserPoolId, 'x'), /Value 'x' at 'termsId' /)
    await refuses(remove(UserPoolId, NO_ID), ...NOT_FOUND)
    await refuses(remove(NO_POOL, NO_ID), ...POOL_NOT_FOUND)
  })
})

describe('ListTerms', () => {
  test('pages through the documents of a pool', async () => {
    const owner = await client()
    const { UserPoolId } = owner
    const made = [await create(owner), await create(owner, 'privacy-policy')]
    const expected = made
      .map(({ TermsId, TermsName, Enforcement, CreationDate, LastModifiedDate }) => ({
        TermsId,
        TermsName,
        Enforcement,
        CreationDate,
        LastModifiedDate,
      }))
      .sort((a, b) => ((a.TermsId ?? '') < (b.TermsId ?? '') ? -1 : 1))
    const first = await root.send(new ListTermsCommand({ UserPoolId, MaxResults: 1 }))
    const { NextToken } = first
    const rest = await root.send(new ListTermsCommand({ UserPoolId, MaxResults: 1, NextToken }))
    assert.deepEqual([...(first.Terms ?? []), ...(rest.Terms ?? [])], expected)
    assert.equal(rest.NextToken, undefined)
    assert.deepEqual((await root.send(new ListTermsCommand({ UserPoolId }))).Terms, expected)
  })

  test('refuses a page of 61, and a token that it did not make', async () => {
    const { UserPoolId } = await client()
    await assert.rejects(
      root.send(new ListTermsCommand({ UserPoolId, MaxResults: 61 })),
      /Value '61' at 'maxResults' failed to satisfy constraint: Member must have value less than or equal to 60/,
    )
    await refuses(
      root.send(new ListTermsCommand({ UserPoolId, NextToken: 'made-up' })),
      'InvalidParameterException',
      'Provided pagination token is invalid. Check the token and try your request again.',
    )
  })

  test('finds no pool that does not exist', () =>
    refuses(root.send(new ListTermsCommand({ UserPoolId: NO_POOL })), ...POOL_NOT_FOUND))
})
