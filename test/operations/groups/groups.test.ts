import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import {
  CreateGroupCommand,
  DeleteGroupCommand,
  GetGroupCommand,
  ListGroupsCommand,
  UpdateGroupCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import { ACCOUNT, REGION, usePoolhouse } from '../../support/poolhouse.ts'
import { newPool } from '../../support/pools.ts'
import { refuses } from '../../support/refuses.ts'

const house = usePoolhouse()
const root = house.client()

const ROLE = `arn:aws:iam::${ACCOUNT}:role/reader`
const GROUP_NOT_FOUND = ['ResourceNotFoundException', 'Group not found.'] as const
const POOL_NOT_FOUND = ['ResourceNotFoundException', 'User pool us-east-1_Missing00 does not exist.'] as const

async function create(UserPoolId: string, GroupName: string, rest = {}) {
  const { Group } = await root.send(new CreateGroupCommand({ UserPoolId, GroupName, ...rest }))
  return Group ?? assert.fail('no group')
}

async function get(UserPoolId: string, GroupName: string) {
  const { Group } = await root.send(new GetGroupCommand({ UserPoolId, GroupName }))
  return Group ?? assert.fail('no group')
}

describe('CreateGroup', () => {
  test('returns the group with what was set, in the order of the wire', async () => {
    const pool = await newPool(root)
    const answer = await house.call('CreateGroup', {
      UserPoolId: pool,
      GroupName: 'reader',
      Description: 'reader role',
      Precedence: 10,
      RoleArn: ROLE,
    })
    assert.match(
      answer.text,
      new RegExp(
        `^\\{"Group":\\{"CreationDate":1\\.\\d+E9,"Description":"reader role","GroupName":"reader","LastModifiedDate":1\\.\\d+E9,"Precedence":10,"RoleArn":"${ROLE}","UserPoolId":"${pool}"\\}\\}$`,
      ),
    )
  })

  test('leaves out what was not set, and echoes a precedence of 0', async () => {
    const pool = await newPool(root)
    const bare = await create(pool, 'z-default')
    assert.deepEqual(Object.keys(bare).sort(), [
      'CreationDate',
      'GroupName',
      'LastModifiedDate',
      'UserPoolId',
    ])
    assert.equal((await create(pool, 'first', { Precedence: 0 })).Precedence, 0)
  })

  test('refuses a name that the pool has and keeps the old group', async () => {
    const pool = await newPool(root)
    await create(pool, 'reader', { Description: 'old' })
    await refuses(
      create(pool, 'reader', { Description: 'new' }),
      'GroupExistsException',
      'A group with the name already exists.',
    )
    assert.equal((await get(pool, 'reader')).Description, 'old')
  })

  test('refuses a precedence below 0', async () => {
    await refuses(
      create(await newPool(root), 'reader', { Precedence: -1 }),
      'InvalidParameterException',
      "1 validation error detected: Value '-1' at 'precedence' failed to satisfy constraint: Member must have value greater than or equal to 0",
    )
  })

  test('finds no pool that does not exist', async () => {
    await refuses(create('us-east-1_Missing00', 'reader'), ...POOL_NOT_FOUND)
  })

  test('asks for iam:PassRole before it looks at the name, and only with a role', async () => {
    const pool = await newPool(root)
    await create(pool, 'taken')
    const user = await house.userWith(
      { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'cognito-idp:*', Resource: '*' }] },
      'manager',
    )
    const call = (operation: string, rest: object) =>
      house.call(operation, { UserPoolId: pool, GroupName: 'taken', ...rest }, { credentials: user })
    const denial = {
      __type: 'AccessDeniedException',
      Message: `User: arn:aws:iam::${ACCOUNT}:user/manager is not authorized to perform: iam:PassRole on resource: ${ROLE} because no identity-based policy allows the iam:PassRole action`,
    }
    assert.deepEqual((await call('CreateGroup', { RoleArn: ROLE })).json, denial)
    assert.deepEqual((await call('UpdateGroup', { GroupName: 'missing', RoleArn: ROLE })).json, denial)
    assert.equal((await call('CreateGroup', { GroupName: 'fresh' })).status, 200)
    assert.equal((await call('UpdateGroup', { Description: 'd' })).status, 200)
    await root.send(new UpdateGroupCommand({ UserPoolId: pool, GroupName: 'taken', RoleArn: ROLE }))
    assert.deepEqual((await call('UpdateGroup', { RoleArn: ROLE })).json, denial)
  })

  // D13
  test('a role of another account is refused before the group is searched', async () => {
    const pool = await newPool(root)
    await create(pool, 'taken')
    const RoleArn = ROLE.replace(ACCOUNT, '999999999999')
    const denial = { __type: 'AccessDeniedException', Message: 'Cross-account pass role is not allowed.' }
    for (const [operation, GroupName] of [
      ['CreateGroup', 'taken'],
      ['CreateGroup', 'new'],
      ['UpdateGroup', 'missing'],
      ['UpdateGroup', 'taken'],
    ] as const) {
      const { json } = await house.call(operation, { UserPoolId: pool, GroupName, RoleArn })
      assert.deepEqual(json, denial)
    }
  })

  test('names an explicit deny of iam:PassRole and stores nothing', async () => {
    const pool = await newPool(root)
    const user = await house.clientAs({
      Version: '2012-10-17',
      Statement: [
        { Effect: 'Allow', Action: '*', Resource: '*' },
        { Effect: 'Deny', Action: 'iam:PassRole', Resource: '*' },
      ],
    })
    await assert.rejects(
      user.send(new CreateGroupCommand({ UserPoolId: pool, GroupName: 'reader', RoleArn: ROLE })),
      /with an explicit deny in an identity-based policy$/,
    )
    await refuses(get(pool, 'reader'), ...GROUP_NOT_FOUND)
  })

  test('answers LimitExceededException beyond ten thousand groups', async () => {
    const pool = await newPool(root)
    await house.storage.transaction(async (stores) => {
      for (let i = 0; i < 10_000; i++) {
        await stores.groups.insert({ userPoolId: pool, groupName: `g${i}`, createdAt: 0, modifiedAt: 0 })
      }
    })
    await refuses(
      create(pool, 'one-more'),
      'LimitExceededException',
      'A user pool cannot have more than 10000 groups.',
    )
    await refuses(get(pool, 'one-more'), ...GROUP_NOT_FOUND)
  })
})

describe('GetGroup, DeleteGroup', () => {
  test('find no group that does not exist', async () => {
    const pool = await newPool(root)
    await refuses(get(pool, 'missing'), ...GROUP_NOT_FOUND)
    const remove = () => root.send(new DeleteGroupCommand({ UserPoolId: pool, GroupName: 'reader' }))
    await create(pool, 'reader')
    await remove()
    await refuses(remove(), ...GROUP_NOT_FOUND)
    await refuses(get(pool, 'reader'), ...GROUP_NOT_FOUND)
  })

  test('DeleteGroup answers no body', async () => {
    const pool = await newPool(root)
    await create(pool, 'reader')
    const answer = await house.call('DeleteGroup', { UserPoolId: pool, GroupName: 'reader' })
    assert.deepEqual([answer.status, answer.text], [200, ''])
  })

  test('find no pool that does not exist', async () => {
    await refuses(get('us-east-1_Missing00', 'x'), ...POOL_NOT_FOUND)
    await refuses(
      root.send(new DeleteGroupCommand({ UserPoolId: 'us-east-1_Missing00', GroupName: 'x' })),
      ...POOL_NOT_FOUND,
    )
  })

  test('report denials with the message of IAM', async () => {
    const pool = await newPool(root)
    await create(pool, 'reader')
    const stranger = await house.userWith(
      {
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Action: 'cognito-idp:ListUserPools', Resource: '*' }],
      },
      'outsider',
    )
    for (const operation of ['DeleteGroup', 'GetGroup']) {
      const answer = await house.call(
        operation,
        { UserPoolId: pool, GroupName: 'reader' },
        { credentials: stranger },
      )
      assert.equal(
        answer.json.Message,
        `User: arn:aws:iam::${ACCOUNT}:user/outsider is not authorized to perform: cognito-idp:${operation} on resource: arn:aws:cognito-idp:${REGION}:${ACCOUNT}:userpool/${pool} because no identity-based policy allows the cognito-idp:${operation} action`,
      )
    }
    assert.equal((await get(pool, 'reader')).GroupName, 'reader')
  })
})

describe('UpdateGroup', () => {
  async function updated(change: object): Promise<{ before: object; after: object; moved: boolean }> {
    const pool = await newPool(root)
    const before = await create(pool, 'reader', { Description: 'd', Precedence: 3, RoleArn: ROLE })
    await new Promise((resolve) => setTimeout(resolve, 3))
    await house.call('UpdateGroup', { UserPoolId: pool, GroupName: 'reader', ...change })
    const after = await get(pool, 'reader')
    const moved = after.LastModifiedDate?.getTime() !== before.LastModifiedDate?.getTime()
    const { LastModifiedDate: _, ...was } = before
    const { LastModifiedDate: __, ...is } = after
    return { before: was, after: is, moved }
  }

  const rows: [title: string, change: object, effect: object, moved: boolean][] = [
    ['keeps what is not sent', { Precedence: 7 }, { Precedence: 7 }, true],
    ['changes the description alone', { Description: 'new' }, { Description: 'new' }, true],
    ['moves the date for a description that is there already', { Description: 'd' }, {}, true],
    ['keeps the description where an empty one is sent', { Description: '' }, {}, false],
    ['takes null for absent', { RoleArn: null, Precedence: null, Description: null }, {}, false],
  ]
  for (const [title, change, effect, moves] of rows) {
    test(title, async () => {
      const { before, after, moved } = await updated(change)
      assert.deepEqual(after, { ...before, ...effect })
      assert.equal(moved, moves)
    })
  }

  test('refuses an empty role by its length and its form', async () => {
    const pool = await newPool(root)
    await create(pool, 'reader', { RoleArn: ROLE })
    await refuses(
      root.send(new UpdateGroupCommand({ UserPoolId: pool, GroupName: 'reader', RoleArn: '' })),
      'InvalidParameterException',
      "2 validation errors detected: Value '' at 'roleArn' failed to satisfy constraint: Member must have length greater than or equal to 20; Value '' at 'roleArn' failed to satisfy constraint: Member must satisfy regular expression pattern: arn:[\\w+=/,.@-]+:[\\w+=/,.@-]+:([\\w+=/,.@-]*)?:[0-9]+:[\\w+=/,.@-]+(:[\\w+=/,.@-]+)?(:[\\w+=/,.@-]+)?",
    )
    assert.equal((await get(pool, 'reader')).RoleArn, ROLE)
  })

  test('finds no group and no pool that do not exist', async () => {
    const pool = await newPool(root)
    await refuses(
      root.send(new UpdateGroupCommand({ UserPoolId: pool, GroupName: 'missing', Description: 'd' })),
      ...GROUP_NOT_FOUND,
    )
    await refuses(
      root.send(new UpdateGroupCommand({ UserPoolId: 'us-east-1_Missing00', GroupName: 'x' })),
      ...POOL_NOT_FOUND,
    )
  })
})

describe('ListGroups', () => {
  test('returns an empty list if there are none', async () => {
    const answer = await house.call('ListGroups', { UserPoolId: await newPool(root) })
    assert.equal(answer.text, '{"Groups":[]}')
  })

  test('pages through all groups, with a new token for each page and none on the last', async () => {
    const pool = await newPool(root)
    for (const name of ['a', 'b', 'c']) await create(pool, name)
    const names: (string | undefined)[] = []
    const tokens = new Set<string>()
    let NextToken: string | undefined
    do {
      const page = await root.send(new ListGroupsCommand({ UserPoolId: pool, Limit: 1, NextToken }))
      assert.equal(page.Groups?.length, 1)
      names.push(...(page.Groups ?? []).map(({ GroupName }) => GroupName))
      NextToken = page.NextToken
      if (NextToken) tokens.add(NextToken)
    } while (NextToken)
    assert.deepEqual(names.sort(), ['a', 'b', 'c'])
    assert.equal(tokens.size, 2)
    for (const token of tokens) assert.match(token, /^AAQA-[\w-]{731}$/)
  })

  test('refuses a token that it did not make for this list', async () => {
    const [pool, other] = [await newPool(root), await newPool(root)]
    for (const name of ['a', 'b']) await create(other, name)
    const { NextToken } = await root.send(new ListGroupsCommand({ UserPoolId: other, Limit: 1 }))
    for (const token of ['invalid', NextToken]) {
      await refuses(
        root.send(new ListGroupsCommand({ UserPoolId: pool, NextToken: token })),
        'InvalidParameterException',
        'Provided pagination token is invalid. Check the token and try your request again.',
      )
    }
  })

  test('refuses a limit of 0 and of 61', async () => {
    const pool = await newPool(root)
    await refuses(
      root.send(new ListGroupsCommand({ UserPoolId: pool, Limit: 0 })),
      'InvalidParameterException',
      "1 validation error detected: Value '0' at 'maxResults' failed to satisfy constraint: Member must have value greater than or equal to 1",
    )
    await refuses(
      root.send(new ListGroupsCommand({ UserPoolId: pool, Limit: 61 })),
      'InvalidParameterException',
      "1 validation error detected: Value '61' at 'limit' failed to satisfy constraint: Member must have value less than or equal to 60",
    )
  })

  test('finds no pool that does not exist', async () => {
    await refuses(root.send(new ListGroupsCommand({ UserPoolId: 'us-east-1_Missing00' })), ...POOL_NOT_FOUND)
  })
})
