import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import {
  CreateResourceServerCommand,
  type CreateResourceServerCommandInput,
  CreateUserPoolClientCommand,
  DeleteResourceServerCommand,
  DescribeResourceServerCommand,
  DescribeUserPoolClientCommand,
  ListResourceServersCommand,
  UpdateResourceServerCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import type { OperationName } from '../../../src/contract/generated/types.ts'
import { usePoolhouse } from '../../support/poolhouse.ts'
import { createClient, newPool, poolArn } from '../../support/pools.ts'
import { refuses } from '../../support/refuses.ts'
import { lastRecord } from '../clients/clients.ts'
import { NO_POOL, POOL_NOT_FOUND } from '../domains/fixtures.ts'
import { testAccess } from '../user-pools/signed-access.ts'

const house = usePoolhouse()
const root = house.client()

const READ = { ScopeName: 'read', ScopeDescription: 'Reads orders' }
const WRITE = { ScopeName: 'write', ScopeDescription: 'Writes orders' }
const NOT_FOUND = ['ResourceNotFoundException', 'Resource server missing does not exist.'] as const

type Rest = Partial<CreateResourceServerCommandInput>

async function create(UserPoolId: string, Identifier: string, rest: Rest = {}) {
  const command = new CreateResourceServerCommand({ UserPoolId, Identifier, Name: 'Orders', ...rest })
  const { ResourceServer } = await root.send(command)
  return ResourceServer ?? assert.fail('no resource server')
}

async function describeServer(UserPoolId: string, Identifier: string) {
  const { ResourceServer } = await root.send(new DescribeResourceServerCommand({ UserPoolId, Identifier }))
  return ResourceServer ?? assert.fail('no resource server')
}

function update(UserPoolId: string, Identifier: string, rest: Rest = {}) {
  return root.send(new UpdateResourceServerCommand({ UserPoolId, Identifier, Name: 'Orders', ...rest }))
}

function remove(UserPoolId: string, Identifier: string) {
  return root.send(new DeleteResourceServerCommand({ UserPoolId, Identifier }))
}

describe('access', () => {
  const inputs: Partial<Record<OperationName, object>> = {
    CreateResourceServer: { Identifier: 'new', Name: 'New' },
    DescribeResourceServer: { Identifier: 'orders' },
    UpdateResourceServer: { Identifier: 'orders', Name: 'New' },
    DeleteResourceServer: { Identifier: 'orders' },
    ListResourceServers: { MaxResults: 1 },
  }
  for (const [operation, input] of Object.entries(inputs) as [OperationName, object][]) {
    describe(operation, () => {
      testAccess({
        operation,
        house: () => house,
        async input() {
          const UserPoolId = await newPool(root)
          await create(UserPoolId, 'orders')
          return { UserPoolId, ...input }
        },
        resource: ({ UserPoolId }) => poolArn(UserPoolId),
      })
    })
  }
})

describe('CreateResourceServer', () => {
  test('returns the resource server with its scopes in the given order', async () => {
    const UserPoolId = await newPool(root)
    const made = await create(UserPoolId, 'https://orders.example/v1', { Scopes: [WRITE, READ] })
    const expected = {
      UserPoolId,
      Identifier: 'https://orders.example/v1',
      Name: 'Orders',
      Scopes: [WRITE, READ],
    }
    assert.deepEqual(made, expected)
    assert.deepEqual(await describeServer(UserPoolId, 'https://orders.example/v1'), expected)
    const record = await lastRecord(house, 'CreateResourceServer')
    assert.equal(record.responseElements.resourceServer.identifier, 'https://orders.example/v1')
  })

  test('shows an empty list where there are no scopes', async () => {
    assert.deepEqual((await create(await newPool(root), 'orders')).Scopes, [])
  })

  test('refuses an identifier with a space', async () => {
    await refuses(
      create(await newPool(root), 'my orders'),
      'InvalidParameterException',
      "1 validation error detected: Value 'my orders' at 'identifier' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\x21\\x23-\\x5B\\x5D-\\x7E]+",
    )
  })

  test('refuses more than a hundred scopes, and shows them all', async () => {
    const Scopes = Array.from({ length: 101 }, (_, n) => ({ ScopeName: `s${n}`, ScopeDescription: 'd' }))
    const shown = Scopes.map(
      ({ ScopeName }) => `ResourceServerScopeType(scopeName=${ScopeName}, scopeDescription=d)`,
    )
    await refuses(
      create(await newPool(root), 'orders', { Scopes }),
      'InvalidParameterException',
      `1 validation error detected: Value '[${shown.join(', ')}]' at 'scopes' failed to satisfy constraint: Member must have length less than or equal to 100`,
    )
  })

  test('refuses a slash in the name of a scope, and a scope twice', async () => {
    const UserPoolId = await newPool(root)
    await assert.rejects(
      create(UserPoolId, 'orders', { Scopes: [{ ...READ, ScopeName: 'a/b' }] }),
      /at 'scopes\.1\.member\.scopeName' failed to satisfy constraint: Member must satisfy regular expression/,
    )
    await refuses(
      create(UserPoolId, 'orders', { Scopes: [READ, { ...WRITE, ScopeName: 'read' }] }),
      'InvalidParameterException',
      'The scope read occurs more than once in the request.',
    )
  })

  test('refuses an identifier that the pool has, or that is reserved', async () => {
    const UserPoolId = await newPool(root)
    await create(UserPoolId, 'orders', { Scopes: [READ] })
    await refuses(
      create(UserPoolId, 'orders'),
      'InvalidParameterException',
      `orders already exists in user pool ${UserPoolId}.`,
    )
    assert.deepEqual((await describeServer(UserPoolId, 'orders')).Scopes, [READ])
    for (const identifier of ['aws.cognito', 'aws.cognito/dcr']) {
      await refuses(
        create(UserPoolId, identifier),
        'InvalidParameterException',
        `The resource server identifier ${identifier} is reserved.`,
      )
    }
    await create(UserPoolId, 'aws.cognitos')
  })

  test('answers LimitExceededException beyond 25 in a pool', async () => {
    const UserPoolId = await newPool(root)
    for (let n = 0; n < 25; n++) await create(UserPoolId, `server-${n}`)
    const text = 'The limit of 25 resource servers in this user pool is reached.'
    await refuses(create(UserPoolId, 'one-more'), 'LimitExceededException', text)
    await assert.rejects(describeServer(UserPoolId, 'one-more'), { name: 'ResourceNotFoundException' })
  })

  test('finds no pool that does not exist', () => refuses(create(NO_POOL, 'orders'), ...POOL_NOT_FOUND))
})

describe('DescribeResourceServer, DeleteResourceServer', () => {
  test('find neither a resource server nor a pool that does not exist', async () => {
    const UserPoolId = await newPool(root)
    await refuses(describeServer(UserPoolId, 'missing'), ...NOT_FOUND)
    await refuses(remove(UserPoolId, 'missing'), ...NOT_FOUND)
    await refuses(describeServer(NO_POOL, 'missing'), ...POOL_NOT_FOUND)
    await refuses(remove(NO_POOL, 'missing'), ...POOL_NOT_FOUND)
  })

  test('check the identifier', async () => {
    for (const operation of ['DescribeResourceServer', 'DeleteResourceServer'] as const) {
      const answer = await house.call(operation, { UserPoolId: await newPool(root), Identifier: 'a b' })
      assert.match(answer.json.message, /^1 validation error detected: Value 'a b' at 'identifier' /)
    }
  })

  test('DeleteResourceServer answers no body', async () => {
    const UserPoolId = await newPool(root)
    await create(UserPoolId, 'orders')
    const answer = await house.call('DeleteResourceServer', { UserPoolId, Identifier: 'orders' })
    assert.deepEqual([answer.status, answer.text], [200, ''])
    await assert.rejects(describeServer(UserPoolId, 'orders'), { name: 'ResourceNotFoundException' })
  })
})

describe('UpdateResourceServer', () => {
  test('replaces name and scopes; scopes that are left out are removed', async () => {
    const UserPoolId = await newPool(root)
    const made = await create(UserPoolId, 'orders', { Scopes: [READ] })
    const { ResourceServer } = await update(UserPoolId, 'orders', { Name: 'New', Scopes: [WRITE] })
    assert.deepEqual(ResourceServer, { ...made, Name: 'New', Scopes: [WRITE] })
    await update(UserPoolId, 'orders')
    assert.deepEqual(await describeServer(UserPoolId, 'orders'), { ...made, Scopes: [] })
  })

  test('asks for a name, and refuses a scope twice', async () => {
    const UserPoolId = await newPool(root)
    await create(UserPoolId, 'orders', { Scopes: [READ] })
    const answer = await house.call('UpdateResourceServer', { UserPoolId, Identifier: 'orders' })
    assert.match(
      answer.json.message,
      /Value null at 'name' failed to satisfy constraint: Member must not be null$/,
    )
    const text = 'The scope read occurs more than once in the request.'
    await refuses(update(UserPoolId, 'orders', { Scopes: [READ, READ] }), 'InvalidParameterException', text)
    assert.deepEqual((await describeServer(UserPoolId, 'orders')).Scopes, [READ])
  })

  test('finds neither a resource server nor a pool that does not exist', async () => {
    await refuses(update(await newPool(root), 'missing'), ...NOT_FOUND)
    await refuses(update(NO_POOL, 'missing'), ...POOL_NOT_FOUND)
  })
})

describe('ListResourceServers', () => {
  test('pages through all resource servers, each with its scopes', async () => {
    const UserPoolId = await newPool(root)
    const made = []
    for (const name of ['c', 'a', 'b']) made.push(await create(UserPoolId, name, { Scopes: [READ] }))
    const first = await root.send(new ListResourceServersCommand({ UserPoolId, MaxResults: 2 }))
    const { NextToken } = first
    const rest = await root.send(new ListResourceServersCommand({ UserPoolId, MaxResults: 2, NextToken }))
    assert.deepEqual(
      [...(first.ResourceServers ?? []), ...(rest.ResourceServers ?? [])],
      [made[1], made[2], made[0]],
    )
    assert.equal(rest.NextToken, undefined)
    await refuses(
      root.send(new ListResourceServersCommand({ UserPoolId, MaxResults: 2, NextToken: 'made-up' })),
      'InvalidParameterException',
      'Provided pagination token is invalid. Check the token and try your request again.',
    )
  })

  for (const MaxResults of [undefined, 0]) {
    test(`asks for a page of at least one, not of ${MaxResults}`, async () => {
      const UserPoolId = await newPool(root)
      await refuses(
        root.send(new ListResourceServersCommand({ UserPoolId, MaxResults })),
        'InvalidParameterException',
        "1 validation error detected: Value '0' at 'maxResults' failed to satisfy constraint: Member must have value greater than or equal to 1",
      )
    })
  }

  test('finds no pool that does not exist', () =>
    refuses(
      root.send(new ListResourceServersCommand({ UserPoolId: NO_POOL, MaxResults: 1 })),
      ...POOL_NOT_FOUND,
    ))
})

describe('the scopes of a resource server', () => {
  const machine = (AllowedOAuthScopes: string[]) => ({
    GenerateSecret: true,
    AllowedOAuthFlowsUserPoolClient: true,
    AllowedOAuthFlows: ['client_credentials' as const],
    AllowedOAuthScopes,
  })

  test('can be given to clients of the pool, and stay when the resource server is deleted', async () => {
    const UserPoolId = await newPool(root)
    await create(UserPoolId, 'https://orders.example/v1', { Scopes: [READ] })
    const scope = 'https://orders.example/v1/read'
    const { ClientId } = await createClient(root, UserPoolId, machine([scope]))
    await remove(UserPoolId, 'https://orders.example/v1')
    const { UserPoolClient } = await root.send(new DescribeUserPoolClientCommand({ UserPoolId, ClientId }))
    assert.deepEqual(UserPoolClient?.AllowedOAuthScopes, [scope])
  })

  for (const scope of ['orders/write', 'other/read', 'orders', 'read', 'orders/', '/read']) {
    test(`do not include ${scope}`, async () => {
      const UserPoolId = await newPool(root)
      await create(UserPoolId, 'orders', { Scopes: [READ] })
      await create(await newPool(root), 'other', { Scopes: [READ] })
      await refuses(
        root.send(new CreateUserPoolClientCommand({ UserPoolId, ClientName: 'c', ...machine([scope]) })),
        'ScopeDoesNotExistException',
        `Invalid scope requested: ${scope}`,
      )
    })
  }
})
