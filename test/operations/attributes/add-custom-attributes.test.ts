import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import {
  AddCustomAttributesCommand,
  CreateUserPoolClientCommand,
  CreateUserPoolCommand,
  DescribeUserPoolClientCommand,
  DescribeUserPoolCommand,
  type SchemaAttributeType,
} from '@aws-sdk/client-cognito-identity-provider'
import { storeImportJob } from '../../support/import-jobs.ts'
import { ACCOUNT, REGION, usePoolhouse } from '../../support/poolhouse.ts'
import { newPool } from '../../support/pools.ts'
import { refuses } from '../../support/refuses.ts'

const house = usePoolhouse()
const root = house.client()

function add(UserPoolId: string, ...CustomAttributes: SchemaAttributeType[]) {
  return root.send(new AddCustomAttributesCommand({ UserPoolId, CustomAttributes }))
}

async function customAttributes(UserPoolId: string): Promise<SchemaAttributeType[]> {
  const { UserPool } = await root.send(new DescribeUserPoolCommand({ UserPoolId }))
  return (UserPool?.SchemaAttributes ?? []).filter(({ Name }) => /^(dev:)?custom:/.test(Name ?? ''))
}

const text = (Name: string, rest: Partial<SchemaAttributeType> = {}): SchemaAttributeType => ({
  Name,
  AttributeDataType: 'String',
  ...rest,
})
const number = (Name: string, MinValue?: string, MaxValue?: string): SchemaAttributeType => ({
  Name,
  AttributeDataType: 'Number',
  NumberAttributeConstraints: {
    ...(MinValue !== undefined && { MinValue }),
    ...(MaxValue !== undefined && { MaxValue }),
  },
})

describe('access', () => {
  test('asks for a signature', async () => {
    const answer = await house.call('AddCustomAttributes', {}, { signed: false })
    assert.equal(answer.status, 400)
    assert.equal(
      answer.text,
      '{"__type":"MissingAuthenticationTokenException","message":"Missing Authentication Token"}',
    )
  })

  test('asks for an IAM action on the ARN of the pool', async () => {
    const pool = await newPool(root)
    const stranger = await house.userWith(
      {
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Action: 'cognito-idp:Describe*', Resource: '*' }],
      },
      'stranger',
    )
    const answer = await house.call(
      'AddCustomAttributes',
      { UserPoolId: pool, CustomAttributes: [text('x')] },
      { credentials: stranger },
    )
    const arn = `arn:aws:cognito-idp:${REGION}:${ACCOUNT}:userpool/${pool}`
    assert.equal(answer.status, 400)
    assert.deepEqual(answer.json, {
      __type: 'AccessDeniedException',
      Message: `User: arn:aws:iam::${ACCOUNT}:user/stranger is not authorized to perform: cognito-idp:AddCustomAttributes on resource: ${arn} because no identity-based policy allows the cognito-idp:AddCustomAttributes action`,
    })
    assert.deepEqual(await customAttributes(pool), [])
  })

  test('lets a user add to the pools that its policy names and to no other', async () => {
    const [mine, other] = [await newPool(root), await newPool(root)]
    const owner = await house.clientAs({
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Action: 'cognito-idp:AddCustomAttributes',
          Resource: `arn:aws:cognito-idp:*:${ACCOUNT}:userpool/${mine}`,
        },
      ],
    })
    const command = (UserPoolId: string) =>
      new AddCustomAttributesCommand({ UserPoolId, CustomAttributes: [text('x')] })
    await owner.send(command(mine))
    await assert.rejects(owner.send(command(other)), { name: 'AccessDeniedException' })
  })

  test('knows the tags of no pool of another region', async () => {
    const elsewhere = house.client(undefined, { region: 'eu-west-1' })
    const { UserPool } = await elsewhere.send(
      new CreateUserPoolCommand({ PoolName: 'elsewhere', UserPoolTags: { env: 'dev' } }),
    )
    const user = await house.clientAs({
      Version: '2012-10-17',
      Statement: {
        Effect: 'Allow',
        Action: 'cognito-idp:*',
        Resource: '*',
        Condition: { StringEquals: { 'aws:ResourceTag/env': 'dev' } },
      },
    })
    const denied = user.send(
      new AddCustomAttributesCommand({ UserPoolId: UserPool?.Id, CustomAttributes: [text('x')] }),
    )
    await assert.rejects(denied, /because no identity-based policy allows/)
  })

  test('honours a deny by the tags of the pool', async () => {
    const { UserPool } = await root.send(
      new CreateUserPoolCommand({ PoolName: 'tagged', UserPoolTags: { env: 'prod' } }),
    )
    const user = await house.clientAs({
      Version: '2012-10-17',
      Statement: [
        { Effect: 'Allow', Action: 'cognito-idp:*', Resource: '*' },
        {
          Effect: 'Deny',
          Action: 'cognito-idp:AddCustomAttributes',
          Resource: '*',
          Condition: { StringEquals: { 'aws:ResourceTag/env': 'prod' } },
        },
      ],
    })
    const denied = user.send(
      new AddCustomAttributesCommand({ UserPoolId: UserPool?.Id, CustomAttributes: [text('x')] }),
    )
    await assert.rejects(denied, /with an explicit deny in an identity-based policy$/)
    await user.send(
      new AddCustomAttributesCommand({ UserPoolId: await newPool(root), CustomAttributes: [text('x')] }),
    )
  })

  test('denies before it reveals whether the pool exists', async () => {
    const stranger = await house.clientAs({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: 'cognito-idp:ListUserPools', Resource: '*' }],
    })
    await assert.rejects(
      stranger.send(
        new AddCustomAttributesCommand({ UserPoolId: 'us-east-1_Missing00', CustomAttributes: [text('x')] }),
      ),
      { name: 'AccessDeniedException' },
    )
  })
})

describe('validation', () => {
  const violation = (rest: string) => `1 validation error detected: Value ${rest}`
  const cases: [title: string, attributes: SchemaAttributeType[], message: string][] = [
    [
      'refuses a name of 21 characters',
      [text('a'.repeat(21))],
      violation(
        `'${'a'.repeat(21)}' at 'customAttributes.1.member.name' failed to satisfy constraint: Member must have length less than or equal to 20`,
      ),
    ],
    [
      'refuses white space in a name',
      [text('ok'), text('a b')],
      violation(
        `'a b' at 'customAttributes.2.member.name' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}]+`,
      ),
    ],
    [
      'refuses an attribute without a name',
      [{ AttributeDataType: 'String' }],
      violation(
        `null at 'customAttributes.1.member.name' failed to satisfy constraint: Member must not be null`,
      ),
    ],
    [
      'refuses an empty name by its length and its form',
      [text('')],
      `2 validation errors detected: Value '' at 'customAttributes.1.member.name' failed to satisfy constraint: Member must have length greater than or equal to 1; Value '' at 'customAttributes.1.member.name' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}]+`,
    ],
    [
      'refuses an unknown data type',
      [text('x', { AttributeDataType: 'Text' as 'String' })],
      violation(
        `'Text' at 'customAttributes.1.member.attributeDataType' failed to satisfy constraint: Member must satisfy enum value set: [Boolean, Number, String, DateTime]`,
      ),
    ],
    [
      'refuses an empty list',
      [],
      violation(
        `'[]' at 'customAttributes' failed to satisfy constraint: Member must have length greater than or equal to 1`,
      ),
    ],
  ]
  for (const [title, attributes, message] of cases) {
    test(title, async () => {
      await refuses(add(await newPool(root), ...attributes), 'InvalidParameterException', message)
    })
  }

  test('refuses 26 attributes in one call and shows all of them', async () => {
    const attributes = Array.from({ length: 26 }, (_, i) => text(`c${i}`))
    const shown = attributes.map(
      ({ Name }) =>
        `SchemaAttributeType(name=${Name}, attributeDataType=String, developerOnlyAttribute=null, mutable=null, required=null, numberAttributeConstraints=null, stringAttributeConstraints=null)`,
    )
    await refuses(
      add(await newPool(root), ...attributes),
      'InvalidParameterException',
      violation(
        `'[${shown.join(', ')}]' at 'customAttributes' failed to satisfy constraint: Member must have length less than or equal to 25`,
      ),
    )
  })

  test('refuses a malformed pool id before it looks for the pool', async () => {
    await refuses(
      add('YOUR-USER-POOL-ID', text('x')),
      'InvalidParameterException',
      violation(
        `'YOUR-USER-POOL-ID' at 'userPoolId' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\w-]+_[0-9a-zA-Z]+`,
      ),
    )
    await refuses(
      add(`us-east-1_${'a'.repeat(46)}`, text('x')),
      'InvalidParameterException',
      violation(
        `'us-east-1_${'a'.repeat(46)}' at 'userPoolId' failed to satisfy constraint: Member must have length less than or equal to 55`,
      ),
    )
  })

  test('reports all violations together, in the order of the model', async () => {
    const answer = await house.call('AddCustomAttributes', { CustomAttributes: [{ AttributeDataType: 'x' }] })
    assert.equal(
      answer.json.message,
      "3 validation errors detected: Value null at 'userPoolId' failed to satisfy constraint: Member must not be null; Value null at 'customAttributes.1.member.name' failed to satisfy constraint: Member must not be null; Value 'x' at 'customAttributes.1.member.attributeDataType' failed to satisfy constraint: Member must satisfy enum value set: [Boolean, Number, String, DateTime]",
    )
  })

  test('counts code points, not UTF-16 units', async () => {
    const pool = await newPool(root)
    const name = '\u{1f600}'.repeat(20)
    await add(pool, text(name))
    assert.equal((await customAttributes(pool))[0]?.Name, `custom:${name}`)
  })

  test('reports a wrong JSON type before anything else', async () => {
    const answer = await house.call('AddCustomAttributes', { UserPoolId: 7, CustomAttributes: [] })
    assert.equal(answer.status, 400)
    assert.deepEqual(answer.json, {
      __type: 'SerializationException',
      Message: 'NUMBER_VALUE can not be converted to a String',
    })
  })
})

describe('behaviour', () => {
  test('answers 200 with an empty object', async () => {
    const answer = await house.call('AddCustomAttributes', {
      UserPoolId: await newPool(root),
      CustomAttributes: [text('x')],
    })
    assert.equal(answer.status, 200)
    assert.equal(answer.text, '{}')
    assert.equal(answer.headers.get('content-type'), 'application/x-amz-json-1.1')
    assert.match(answer.headers.get('x-amzn-requestid') ?? '', /^[0-9a-f-]{36}$/)
  })

  test('adds all four data types, each with the constraints member that it shows', async () => {
    const pool = await newPool(root)
    await add(
      pool,
      text('s'),
      text('s2', { StringAttributeConstraints: { MinLength: '0', MaxLength: '0256' } }),
      number('n'),
      number('n2', '-1.5', '150'),
      { Name: 'b', AttributeDataType: 'Boolean' },
      { Name: 'd', AttributeDataType: 'DateTime' },
    )
    const added = { DeveloperOnlyAttribute: false, Mutable: true, Required: false }
    assert.deepEqual(await customAttributes(pool), [
      { ...added, Name: 'custom:s', AttributeDataType: 'String', StringAttributeConstraints: {} },
      {
        ...added,
        Name: 'custom:s2',
        AttributeDataType: 'String',
        StringAttributeConstraints: { MinLength: '0', MaxLength: '0256' },
      },
      { ...added, Name: 'custom:n', AttributeDataType: 'Number', NumberAttributeConstraints: {} },
      {
        ...added,
        Name: 'custom:n2',
        AttributeDataType: 'Number',
        NumberAttributeConstraints: { MinValue: '-1.5', MaxValue: '150' },
      },
      { ...added, Name: 'custom:b', AttributeDataType: 'Boolean' },
      { ...added, Name: 'custom:d', AttributeDataType: 'DateTime' },
    ])
  })

  test('shows half a constraint as half', async () => {
    const pool = await newPool(root)
    await add(
      pool,
      text('s', { StringAttributeConstraints: { MaxLength: '10' } }),
      text('blank', { StringAttributeConstraints: { MinLength: '', MaxLength: '5' } }),
    )
    const shown = (await customAttributes(pool)).map(({ StringAttributeConstraints: c }) => c)
    assert.deepEqual(shown, [{ MaxLength: '10' }, { MaxLength: '5' }])
  })

  test('drops constraints of another data type', async () => {
    const pool = await newPool(root)
    await add(
      pool,
      { ...number('n', '1'), StringAttributeConstraints: { MinLength: 'x' } },
      text('s', { NumberAttributeConstraints: { MinValue: 'x' } }),
      { Name: 'b', AttributeDataType: 'Boolean', StringAttributeConstraints: { MaxLength: '1' } },
    )
    const [first, second, third] = await customAttributes(pool)
    assert.equal(first?.StringAttributeConstraints, undefined)
    assert.equal(second?.NumberAttributeConstraints, undefined)
    assert.equal(third?.StringAttributeConstraints, undefined)
  })

  test('keeps Mutable false if it is given', async () => {
    const pool = await newPool(root)
    await add(pool, text('fixed', { Mutable: false }))
    assert.equal((await customAttributes(pool))[0]?.Mutable, false)
  })

  test('puts its prefix before any name', async () => {
    const pool = await newPool(root)
    await add(pool, text('custom:x'), text('x', { DeveloperOnlyAttribute: true }), text('sub'), text('name'))
    const names = (await customAttributes(pool)).map(({ Name }) => Name)
    assert.deepEqual(names, ['custom:custom:x', 'dev:custom:x', 'custom:sub', 'custom:name'])
  })

  test('distinguishes upper and lower case', async () => {
    const pool = await newPool(root)
    await add(pool, text('Dept'), text('dept'))
    assert.equal((await customAttributes(pool)).length, 2)
  })

  const refusals: [title: string, attribute: SchemaAttributeType, message: string][] = [
    [
      'refuses a missing data type',
      { Name: 'x' },
      'Invalid AttributeDataType input, consider using the provided AttributeDataType enum.',
    ],
    [
      'refuses a required attribute',
      text('x', { Required: true }),
      'Required custom attributes are not supported currently.',
    ],
    [
      'refuses a smallest length above the largest',
      text('level', { StringAttributeConstraints: { MinLength: '10', MaxLength: '9' } }),
      "Attribute custom:level cannot have a max length shorter than it's min length",
    ],
    [
      'refuses a smallest value above the largest',
      number('n2', '2.50', '2.4999'),
      "Attribute custom:n2 cannot have a max value smaller than it's min value",
    ],
    [
      'compares bounds that are equal as doubles',
      number('n3', '90071992547409930001', '90071992547409930000'),
      "Attribute custom:n3 cannot have a max value smaller than it's min value",
    ],
    [
      'refuses a length over 2048',
      text('x', { StringAttributeConstraints: { MaxLength: '2049' } }),
      'user.custom:x: String attributes cannot have a length of more than 2048',
    ],
    [
      'refuses a smallest length over 2048',
      text('x', { StringAttributeConstraints: { MinLength: '99999999999999999999' } }),
      'user.custom:x: String attributes cannot have a length of more than 2048',
    ],
    [
      'refuses a length that is no number',
      text('x', { StringAttributeConstraints: { MaxLength: 'ten' } }),
      'Invalid StringAttributeConstraints for schema attribute custom:x',
    ],
    [
      'refuses a negative length',
      text('x', { StringAttributeConstraints: { MinLength: '-1' } }),
      'Invalid StringAttributeConstraints for schema attribute custom:x',
    ],
    [
      'refuses a bound that is no number',
      number('x', 'many'),
      'Invalid NumberAttributeConstraints for schema attribute custom:x',
    ],
    [
      'refuses a bound beyond every finite number',
      number('x', undefined, '9'.repeat(400)),
      'Invalid NumberAttributeConstraints for schema attribute custom:x',
    ],
    [
      'names a developer-only attribute in full',
      text('x', { DeveloperOnlyAttribute: true, StringAttributeConstraints: { MaxLength: '-' } }),
      'Invalid StringAttributeConstraints for schema attribute dev:custom:x',
    ],
  ]
  for (const [title, attribute, message] of refusals) {
    test(`${title}, and then adds none of the call's attributes`, async () => {
      const pool = await newPool(root)
      await refuses(add(pool, text('good'), attribute), 'InvalidParameterException', message)
      assert.deepEqual(await customAttributes(pool), [])
    })
  }

  test('accepts bounds that are equal', async () => {
    const pool = await newPool(root)
    await add(
      pool,
      text('s', { StringAttributeConstraints: { MinLength: '3', MaxLength: '3' } }),
      number('n', '7', '7.0'),
    )
    assert.equal((await customAttributes(pool)).length, 2)
  })

  test('refuses a name that the pool has', async () => {
    const pool = await newPool(root)
    await add(pool, text('banana'), text('fig', { DeveloperOnlyAttribute: true }))
    await refuses(
      add(pool, text('other'), text('banana')),
      'InvalidParameterException',
      'custom:banana: Existing attribute already has name custom:banana.',
    )
    await refuses(
      add(pool, text('fig', { DeveloperOnlyAttribute: true })),
      'InvalidParameterException',
      'custom:fig: Existing attribute already has name dev:custom:fig.',
    )
    assert.equal((await customAttributes(pool)).length, 2)
  })

  test('refuses a name twice in one call', async () => {
    const pool = await newPool(root)
    await refuses(
      add(pool, text('dept'), text('dept')),
      'InvalidParameterException',
      'Duplicate custom attribute names custom:dept are not allowed in a user pool schema.',
    )
    assert.deepEqual(await customAttributes(pool), [])
  })

  test('reports the first failing attribute only, in the order of the request', async () => {
    const bad = [{ Name: 'a' }, text('b', { Required: true })]
    await refuses(
      add(await newPool(root), ...bad),
      'InvalidParameterException',
      'Invalid AttributeDataType input, consider using the provided AttributeDataType enum.',
    )
    await refuses(
      add(await newPool(root), ...bad.reverse()),
      'InvalidParameterException',
      'Required custom attributes are not supported currently.',
    )
  })

  test('takes 25 attributes per call and 50 per pool, including developer-only ones', async () => {
    const pool = await newPool(root)
    const names = (prefix: string, rest: Partial<SchemaAttributeType> = {}) =>
      Array.from({ length: 25 }, (_, i) => text(`${prefix}${i}`, rest))
    await add(pool, ...names('a'))
    await add(pool, ...names('b', { DeveloperOnlyAttribute: true }))
    assert.equal((await customAttributes(pool)).length, 50)
    await refuses(
      add(pool, text('c')),
      'InvalidParameterException',
      'A user pool cannot have more than 50 custom attributes.',
    )
    assert.equal((await customAttributes(pool)).length, 50)
  })

  test('finds no pool that does not exist, and none of another region', async () => {
    await refuses(
      add('us-east-1_FooBar123', text('x')),
      'ResourceNotFoundException',
      'User pool us-east-1_FooBar123 does not exist.',
    )
    const pool = await newPool(root)
    const answer = await house.call(
      'AddCustomAttributes',
      { UserPoolId: pool, CustomAttributes: [text('x')] },
      { region: 'eu-west-1' },
    )
    assert.deepEqual(answer.json, {
      __type: 'ResourceNotFoundException',
      message: `User pool ${pool} does not exist.`,
    })
  })

  test('moves the date of the last change and leaves that of the creation', async () => {
    const pool = await newPool(root)
    const dates = async () => (await root.send(new DescribeUserPoolCommand({ UserPoolId: pool }))).UserPool
    const before = await dates()
    await new Promise((resolve) => setTimeout(resolve, 5))
    await add(pool, text('x'))
    const after = await dates()
    assert.deepEqual(after?.CreationDate, before?.CreationDate)
    assert.ok(Number(after?.LastModifiedDate) > Number(before?.LastModifiedDate))
  })

  test('leaves the lists of app clients unchanged', async () => {
    const pool = await newPool(root)
    await add(pool, text('old'))
    const { UserPoolClient } = await root.send(
      new CreateUserPoolClientCommand({
        UserPoolId: pool,
        ClientName: 'app',
        ReadAttributes: ['custom:old'],
        WriteAttributes: ['custom:old'],
      }),
    )
    await add(pool, text('new'))
    const described = await root.send(
      new DescribeUserPoolClientCommand({ UserPoolId: pool, ClientId: UserPoolClient?.ClientId }),
    )
    assert.deepEqual(described.UserPoolClient?.WriteAttributes, ['custom:old'])
    assert.deepEqual(described.UserPoolClient?.LastModifiedDate, UserPoolClient?.LastModifiedDate)
  })

  for (const status of ['Pending', 'InProgress', 'Stopping', 'Created', 'Succeeded'] as const) {
    const blocks = ['Pending', 'InProgress', 'Stopping'].includes(status)
    test(`${blocks ? 'waits for' : 'does not wait for'} an import job that is ${status}`, async () => {
      const pool = await newPool(root)
      await storeImportJob(house.storage, pool, { status })
      const adding = add(pool, text('x'))
      if (!blocks) return void (await adding)
      await refuses(
        adding,
        'UserImportInProgressException',
        `User pool ${pool} has an import job in progress.`,
      )
      assert.deepEqual(await customAttributes(pool), [])
    })
  }

  test('leaves an audit record with the change, and one that names the error where nothing changed', async () => {
    const pool = await newPool(root)
    const answer = await house.call('AddCustomAttributes', {
      UserPoolId: pool,
      CustomAttributes: [text('x')],
    })
    await house.call('AddCustomAttributes', { UserPoolId: pool, CustomAttributes: [text('x')] })
    const events = await house.storage.stores.auditEvents.list({
      limit: 1000,
      eventName: 'AddCustomAttributes',
    })
    const records = events.map(({ record }) => record as Record<string, unknown>)
    const [record, refusal, ...more] = records.filter(
      ({ requestParameters }) => (requestParameters as { userPoolId?: string } | null)?.userPoolId === pool,
    )
    assert.deepEqual(more, [])
    assert.equal(record?.errorCode, undefined)
    assert.equal(refusal?.errorCode, 'InvalidParameterException')
    assert.equal(record?.requestID, answer.headers.get('x-amzn-requestid'))
    assert.deepEqual(record?.requestParameters, {
      userPoolId: pool,
      customAttributes: [{ name: 'x', attributeDataType: 'String' }],
    })
    assert.equal(record?.readOnly, false)
    assert.equal(record?.responseElements, null)
  })
})
