import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import {
  AdminGetUserCommand,
  AdminUpdateUserAttributesCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import { usePoolhouse } from '../../support/poolhouse.ts'
import { inviteUser, newPool } from '../../support/pools.ts'
import { refuses } from '../../support/refuses.ts'
import { ALICE, alicesPool, Post, testUserOperation, USER_NOT_FOUND } from './world.ts'

const post = new Post()
const house = usePoolhouse({ messages: post })
const root = house.client()

type Values = Readonly<Record<string, string>>

async function update(
  UserPoolId: string,
  entries: Values | [string, string][],
  Username = 'alice',
): Promise<void> {
  await root.send(
    new AdminUpdateUserAttributesCommand({
      UserPoolId,
      Username,
      UserAttributes: (Array.isArray(entries) ? entries : Object.entries(entries)).map(([Name, Value]) => ({
        Name,
        Value,
      })),
    }),
  )
  await house.settled()
}

async function attributesOf(UserPoolId: string, Username = 'alice'): Promise<Record<string, string>> {
  const { UserAttributes } = await root.send(new AdminGetUserCommand({ UserPoolId, Username }))
  const listed = UserAttributes?.filter(({ Name }) => Name !== 'sub') ?? []
  return Object.fromEntries(listed.map(({ Name = '', Value = '' }) => [Name, Value]))
}

describe('AdminUpdateUserAttributes', () => {
  testUserOperation({
    operation: 'AdminUpdateUserAttributes',
    house: () => house,
    noPool: 'ResourceNotFoundException',
    malformed: 'InvalidParameterException',
    noUser: 'UserNotFoundException',
    rest: { UserAttributes: [{ Name: 'name', Value: 'Alice' }] },
  })

  test('sets attributes, including developer-only ones, and returns an empty object', async () => {
    const pool = await alicesPool(root)
    const UserAttributes = [
      { Name: 'given_name', Value: 'Alicia' },
      { Name: 'dev:custom:tier', Value: 'gold' },
    ]
    const answer = await house.call('AdminUpdateUserAttributes', {
      UserPoolId: pool,
      Username: 'alice',
      UserAttributes,
    })
    assert.equal(answer.text, '{}')
    assert.deepEqual(await attributesOf(pool), { ...ALICE, given_name: 'Alicia', 'dev:custom:tier': 'gold' })
  })

  const refusals: [string, Values, string][] = [
    [
      'an immutable attribute',
      { 'custom:tenant': 'owned' },
      'user.custom:tenant: Attribute cannot be updated.\n',
    ],
    ['the sub', { sub: 'x' }, 'user.sub: Attribute cannot be updated.\n'],
    ['an unknown attribute', { 'custom:x': '1' }, 'user.custom:x: Attribute does not exist in the schema.\n'],
    [
      'too long a value',
      { birthdate: 'also-not-a-date' },
      'user.birthdate: String must be no longer than 10 characters\n',
    ],
    [
      'a required attribute without value',
      { family_name: '' },
      'user.family_name: Required attribute cannot be deleted.\n',
    ],
    [
      'several',
      { 'custom:x': '1', family_name: '' },
      'user.custom:x: Attribute does not exist in the schema.\nuser.family_name: Required attribute cannot be deleted.\n',
    ],
    ['no number', { 'custom:age': 'old' }, 'user.custom:age: The attribute is not a valid number\n'],
    ['no address', { email: 'alice' }, 'Invalid email address format.'],
    ['no phone number', { phone_number: '0123' }, 'Invalid phone number format.'],
    [
      'a flag without contact',
      { phone_number_verified: 'true' },
      'Phone Number is required to verify/un-verify a phone number',
    ],
  ]
  for (const [what, values, message] of refusals) {
    test(`refuses ${what}, and then stores nothing`, async () => {
      const pool = await alicesPool(root)
      await refuses(update(pool, { given_name: 'Other', ...values }), 'InvalidParameterException', message)
      assert.deepEqual(await attributesOf(pool), ALICE)
    })
  }

  test('checks and stores only the last of equal names', async () => {
    const pool = await alicesPool(root)
    await update(pool, [
      ['birthdate', 'much too long'],
      ['birthdate', 'not-a-date'],
      ['given_name', 'first'],
      ['given_name', 'second'],
    ])
    const { birthdate, given_name } = await attributesOf(pool)
    assert.deepEqual({ birthdate, given_name }, { birthdate: 'not-a-date', given_name: 'second' })
  })

  test('removes an attribute by an empty value, or none', async () => {
    const pool = await alicesPool(root)
    await update(pool, { given_name: '' })
    await root.send(
      new AdminUpdateUserAttributesCommand({
        UserPoolId: pool,
        Username: 'alice',
        UserAttributes: [{ Name: 'custom:team', Value: undefined }],
      }),
    )
    const { given_name, 'custom:team': team, ...rest } = ALICE
    assert.deepEqual(await attributesOf(pool), rest)
    assert.ok(given_name && team)
  })

  test('unverifies a new address unless the request says that it is verified', async () => {
    const pool = await alicesPool(root)
    await update(pool, { email: 'new@example.com' })
    assert.equal((await attributesOf(pool)).email_verified, 'false')
    await update(pool, { email: 'newer@example.com', email_verified: 'true' })
    assert.equal((await attributesOf(pool)).email_verified, 'true')
    await update(pool, { email: 'newer@example.com' })
    assert.equal((await attributesOf(pool)).email_verified, 'true')
  })
})

describe('AdminUpdateUserAttributes and aliases', () => {
  const verified = (email: string) => ({ email, email_verified: 'true' })

  test('gives an alias to a verified address, and gives up the former one', async () => {
    const pool = await alicesPool(root, { AliasAttributes: ['email'] })
    await update(pool, verified('new@example.com'))
    assert.equal((await attributesOf(pool, 'new@example.com')).given_name, 'Alice')
    await refuses(attributesOf(pool, 'alice@example.com'), 'UserNotFoundException', USER_NOT_FOUND)
    await update(pool, { email_verified: 'false' })
    await refuses(attributesOf(pool, 'new@example.com'), 'UserNotFoundException', USER_NOT_FOUND)
  })

  test('refuses an address that is the alias of another user, once it is to be verified', async () => {
    const pool = await alicesPool(root, { AliasAttributes: ['email'] })
    await inviteUser(root, pool, 'bob', { family_name: 'B' })
    await refuses(
      update(pool, verified('alice@example.com'), 'bob'),
      'AliasExistsException',
      'An account with the given email already exists.',
    )
    assert.deepEqual(await attributesOf(pool, 'bob'), { family_name: 'B' })
    await update(pool, { email: 'alice@example.com' }, 'bob')
    await refuses(
      update(pool, { email_verified: 'true' }, 'bob'),
      'AliasExistsException',
      'An account with the given email already exists.',
    )
    assert.equal((await attributesOf(pool, 'alice@example.com')).given_name, 'Alice')
  })

  test('refuses a preferred username that is taken as username or alias, or looks like another alias', async () => {
    const pool = await alicesPool(root, { AliasAttributes: ['email', 'preferred_username'] })
    await inviteUser(root, pool, 'bob', { family_name: 'B', preferred_username: 'bobby' })
    for (const name of ['bob', 'bobby']) {
      await refuses(
        update(pool, { preferred_username: name }),
        'AliasExistsException',
        'User account already exists for the alias.',
      )
    }
    await refuses(
      update(pool, { preferred_username: 'a@example.com' }),
      'InvalidParameterException',
      'Username cannot be of email format, since user pool is configured for email alias.',
    )
    assert.deepEqual(await attributesOf(pool), ALICE)
    await update(pool, { preferred_username: 'alice' })
    await update(pool, { preferred_username: 'ally' })
    assert.equal((await attributesOf(pool, 'ally')).given_name, 'Alice')
  })

  test('moves the name under which a user of a pool without usernames is found, verified or not', async () => {
    const pool = await newPool(root, { UsernameAttributes: ['email'] })
    await inviteUser(root, pool, 'alice@example.com')
    await inviteUser(root, pool, 'bob@example.com')
    await refuses(
      update(pool, { email: 'bob@example.com' }, 'alice@example.com'),
      'AliasExistsException',
      'An account with the given email already exists.',
    )
    await update(pool, { email: 'new@example.com' }, 'alice@example.com')
    assert.equal((await attributesOf(pool, 'new@example.com')).email_verified, 'false')
    await refuses(attributesOf(pool, 'alice@example.com'), 'UserNotFoundException', USER_NOT_FOUND)
  })
})

describe('AdminUpdateUserAttributes and codes', () => {
  test('sends a code to a new address in pools that verify addresses, not if it is declared verified', async () => {
    const pool = await alicesPool(root, { AutoVerifiedAttributes: ['email'] })
    const before = post.sent.length
    await update(pool, { email: 'new@example.com' })
    const [message, ...others] = post.sent.slice(before)
    assert.deepEqual([message?.to, message?.kind, others], ['new@example.com', 'update-attribute', []])
    assert.match(post.lastCode(), /^\d{6}$/)
    await update(pool, { email: 'newer@example.com', email_verified: 'true' })
    await update(pool, { given_name: 'Other', email: 'newer@example.com' })
    assert.equal(post.sent.length, before + 1)
  })

  test('sends none in other pools', async () => {
    const pool = await alicesPool(root)
    const before = post.sent.length
    await update(pool, { email: 'new@example.com' })
    assert.equal(post.sent.length, before)
  })

  test('keeps the former address in use until the new one is verified, if the pool is so configured', async () => {
    const pool = await alicesPool(root, {
      AutoVerifiedAttributes: ['email'],
      UserAttributeUpdateSettings: { AttributesRequireVerificationBeforeUpdate: ['email'] },
    })
    await update(pool, { email: 'new@example.com', given_name: 'Other' })
    assert.equal(post.sent.at(-1)?.to, 'new@example.com')
    assert.deepEqual(await attributesOf(pool), { ...ALICE, given_name: 'Other' })
    await update(pool, { email: 'newer@example.com', email_verified: 'true' })
    assert.equal((await attributesOf(pool)).email, 'newer@example.com')
  })

  test('refuses to wait for an address by which another user signs in', async () => {
    const pool = await newPool(root, {
      UsernameAttributes: ['email'],
      AutoVerifiedAttributes: ['email'],
      UserAttributeUpdateSettings: { AttributesRequireVerificationBeforeUpdate: ['email'] },
    })
    await inviteUser(root, pool, 'alice@example.com')
    await inviteUser(root, pool, 'bob@example.com')
    await refuses(
      update(pool, { email: 'bob@example.com' }, 'alice@example.com'),
      'AliasExistsException',
      'An account with the given email already exists.',
    )
  })

  test('reports a code that cannot be sent with the error of its channel, though the change is made', async () => {
    const pool = await alicesPool(root, { AutoVerifiedAttributes: ['email'] })
    post.fails = true
    const failing = refuses(
      update(pool, { email: 'new@example.com' }),
      'InvalidEmailRoleAccessPolicyException',
      'The email could not be delivered.',
    )
    await failing.finally(() => {
      post.fails = false
    })
    assert.equal((await attributesOf(pool)).email, 'new@example.com')
    const SmsConfiguration = { SnsCallerArn: 'arn:aws:iam::123456789012:role/sms', ExternalId: 'sms' }
    const byPhone = await alicesPool(root, { AutoVerifiedAttributes: ['phone_number'], SmsConfiguration })
    post.fails = true
    const failingByPhone = refuses(
      update(byPhone, { phone_number: '+4912345' }),
      'InvalidSmsRoleAccessPolicyException',
      'The SMS message could not be delivered.',
    )
    await failingByPhone.finally(() => {
      post.fails = false
    })
  })
})
