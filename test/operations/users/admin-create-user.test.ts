import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import {
  AdminCreateUserCommand,
  type AdminCreateUserCommandInput,
  AdminGetUserCommand,
  AdminInitiateAuthCommand,
  AdminSetUserPasswordCommand,
  CreateUserPoolClientCommand,
  type CreateUserPoolCommandInput,
} from '@aws-sdk/client-cognito-identity-provider'
import { startPoolhouse, usePoolhouse } from '../../support/poolhouse.ts'
import { newPool } from '../../support/pools.ts'
import { refuses } from '../../support/refuses.ts'
import { Post, testUserOperation, USER_NOT_FOUND } from './world.ts'

const post = new Post()
const house = usePoolhouse({ messages: post })
const root = house.client()

const DAY = 24 * 60 * 60 * 1000
const TEXT_MESSAGES = {
  SmsConfiguration: { SnsCallerArn: 'arn:aws:iam::123456789012:role/sms', ExternalId: 'sms' },
} satisfies Partial<CreateUserPoolCommandInput>

const list = (attributes: Readonly<Record<string, string>>) =>
  Object.entries(attributes).map(([Name, Value]) => ({ Name, Value }))

type Rest = Omit<Partial<AdminCreateUserCommandInput>, 'UserPoolId' | 'Username' | 'UserAttributes'>

async function create(
  UserPoolId: string,
  Username: string,
  attributes: Readonly<Record<string, string>> = {},
  rest: Rest = {},
) {
  const { User } = await root.send(
    new AdminCreateUserCommand({ UserPoolId, Username, UserAttributes: list(attributes), ...rest }),
  )
  await house.settled()
  return User ?? assert.fail('no user')
}

const attributesOf = async (UserPoolId: string, Username: string) => {
  const { UserAttributes } = await root.send(new AdminGetUserCommand({ UserPoolId, Username }))
  return Object.fromEntries(UserAttributes?.map(({ Name, Value }) => [Name, Value]) ?? [])
}

async function newApp(UserPoolId: string, client = root): Promise<string> {
  const { UserPoolClient } = await client.send(
    new CreateUserPoolClientCommand({
      UserPoolId,
      ClientName: 'app',
      ExplicitAuthFlows: ['ALLOW_ADMIN_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
    }),
  )
  return UserPoolClient?.ClientId ?? assert.fail('no client')
}

/** Returns the name of the challenge, or fails like the sign-in. */
async function signIn(UserPoolId: string, USERNAME: string, PASSWORD: string, client = root, app?: string) {
  const { ChallengeName } = await client.send(
    new AdminInitiateAuthCommand({
      UserPoolId,
      ClientId: app ?? (await newApp(UserPoolId)),
      AuthFlow: 'ADMIN_USER_PASSWORD_AUTH',
      AuthParameters: { USERNAME, PASSWORD },
    }),
  )
  return ChallengeName
}

testUserOperation({
  operation: 'AdminCreateUser',
  house: () => house,
  rest: { MessageAction: 'SUPPRESS' },
  noPool: 'ResourceNotFoundException',
  malformed: 'InvalidParameterException',
  noUser: undefined,
})

describe('behaviour: the user', () => {
  test('is answered in the form of the service', async () => {
    const pool = await newPool(root)
    const { text } = await house.call('AdminCreateUser', {
      UserPoolId: pool,
      Username: 'owned-user',
      TemporaryPassword: 'Temporary-1',
      MessageAction: 'SUPPRESS',
    })
    assert.match(
      text,
      /^\{"User":\{"Attributes":\[\{"Name":"sub","Value":"[0-9a-f-]{36}"\}\],"Enabled":true,"UserCreateDate":[\d.]+E9,"UserLastModifiedDate":[\d.]+E9,"UserStatus":"FORCE_CHANGE_PASSWORD","Username":"owned-user"\}\}$/,
    )
  })

  test('has the attributes of the request, with no verification flag that was not sent', async () => {
    const pool = await newPool(root)
    const { Attributes } = await create(pool, 'alice', { given_name: 'Alice', email: 'alice@example.com' })
    assert.deepEqual(Attributes?.slice(0, -1), list({ email: 'alice@example.com', given_name: 'Alice' }))
    assert.equal(Attributes?.at(-1)?.Name, 'sub')
  })

  test('can be given verified contacts, immutable and developer-only attributes', async () => {
    const pool = await newPool(root, {
      Schema: [
        { Name: 'tenant', AttributeDataType: 'String', Mutable: false },
        { Name: 'tier', AttributeDataType: 'String', DeveloperOnlyAttribute: true },
      ],
    })
    const attributes = {
      email: 'alice@example.com',
      email_verified: 'True',
      'custom:tenant': 'owned',
      'dev:custom:tier': 'gold',
    }
    await create(pool, 'alice', attributes)
    const { sub, ...stored } = await attributesOf(pool, 'alice')
    assert.deepEqual(stored, attributes)
    assert.ok(sub)
  })

  test('may lack required attributes that can still be written later, and no others', async () => {
    const pool = await newPool(root, {
      Schema: [
        { Name: 'family_name', AttributeDataType: 'String', Required: true, Mutable: true },
        { Name: 'given_name', AttributeDataType: 'String', Required: true, Mutable: false },
      ],
    })
    await refuses(
      create(pool, 'alice'),
      'InvalidParameterException',
      'Attributes did not conform to the schema: name.givenName: The attribute name.givenName is required',
    )
    await create(pool, 'alice', { given_name: 'Alice' })
  })

  const refusals: [string, Readonly<Record<string, string>>, string][] = [
    [
      'unknown',
      { 'custom:x': '1' },
      'Attributes did not conform to the schema: Type for attribute {custom:x} could not be determined',
    ],
    [
      'too long',
      { birthdate: 'longer than ten' },
      'Attributes did not conform to the schema: birthdate: String must be no longer than 10 characters',
    ],
    ['the sub', { sub: 'mine' }, 'Cannot modify the non-mutable attribute sub'],
    ['no address', { email: 'alice' }, 'Invalid email address format.'],
    ['no number', { phone_number: '0123' }, 'Invalid phone number format.'],
    [
      'verified without an address',
      { email_verified: 'true' },
      'Email is required to verify/un-verify an email',
    ],
  ]
  for (const [what, attributes, message] of refusals) {
    test(`is refused with an attribute that is ${what}`, async () => {
      const pool = await newPool(root)
      await refuses(create(pool, 'alice', attributes), 'InvalidParameterException', message)
      const get = root.send(new AdminGetUserCommand({ UserPoolId: pool, Username: 'alice' }))
      await refuses(get, 'UserNotFoundException', USER_NOT_FOUND)
    })
  }
})

describe('behaviour: the name', () => {
  test('must not be taken, as a username, an alias or a sub', async () => {
    const pool = await newPool(root, { AliasAttributes: ['preferred_username'] })
    const { Attributes } = await create(pool, 'alice', { preferred_username: 'ally' })
    for (const name of ['alice', 'ally', Attributes?.at(-1)?.Value ?? '']) {
      await refuses(create(pool, name), 'UsernameExistsException', 'User account already exists')
    }
  })

  test('distinguishes case if the pool does', async () => {
    const minding = await newPool(root)
    await create(minding, 'alice')
    assert.equal((await create(minding, 'Alice')).Username, 'Alice')
    const careless = await newPool(root, { UsernameConfiguration: { CaseSensitive: false } })
    assert.equal((await create(careless, 'Alice')).Username, 'alice')
    await refuses(create(careless, 'ALICE'), 'UsernameExistsException', 'User account already exists')
  })

  test('must not look like an alias of another kind', async () => {
    const pool = await newPool(root, { AliasAttributes: ['email', 'phone_number'] })
    await refuses(
      create(pool, 'alice@example.com'),
      'InvalidParameterException',
      'Username cannot be of email format, since user pool is configured for email alias.',
    )
    await refuses(
      create(pool, '+4912345'),
      'InvalidParameterException',
      'Username cannot be of phone number format, since user pool is configured for phone number alias.',
    )
  })

  test('is an address or a number where users sign in by these, and the username is the sub', async () => {
    const pool = await newPool(root, { UsernameAttributes: ['email'] })
    const { Username, Attributes } = await create(pool, 'alice@example.com', { email: 'other@example.com' })
    assert.deepEqual(Attributes, list({ email: 'alice@example.com', sub: Username ?? '' }))
    await refuses(create(pool, 'alice'), 'InvalidParameterException', 'Username should be an email.')
    await refuses(
      create(pool, 'alice@example.com'),
      'UsernameExistsException',
      'An account with the given email already exists.',
    )
    const phones = await newPool(root, { UsernameAttributes: ['phone_number'] })
    await refuses(create(phones, 'alice'), 'InvalidParameterException', 'Username should be a phone number.')
    const both = await newPool(root, { UsernameAttributes: ['phone_number', 'email'] })
    await refuses(
      create(both, 'alice'),
      'InvalidParameterException',
      'Username should be either an email or a phone number.',
    )
    await create(both, '+4912345')
    await refuses(
      create(both, 'alice@example.com', { phone_number: '+4912345' }),
      'UsernameExistsException',
      'An account with the given phone_number already exists.',
    )
  })

  test('goes to one of many concurrent requests', async () => {
    const pool = await newPool(root, { AliasAttributes: ['email'] })
    const attributes = { email: 'same@example.com', email_verified: 'true' }
    const same = await Promise.allSettled(Array.from({ length: 5 }, () => create(pool, 'same')))
    const others = await Promise.allSettled(
      Array.from({ length: 5 }, (_, i) => create(pool, `other-${i}`, attributes)),
    )
    for (const outcomes of [same, others]) {
      assert.equal(outcomes.filter(({ status }) => status === 'fulfilled').length, 1)
    }
  })
})

describe('behaviour: an alias that is taken', () => {
  const verified = { email: 'alice@example.com', email_verified: 'true' }

  test('refuses the user, unless it is unverified', async () => {
    const pool = await newPool(root, { AliasAttributes: ['email'] })
    await create(pool, 'alice', verified)
    await refuses(
      create(pool, 'rival', verified),
      'UsernameExistsException',
      'An account with the given email already exists.',
    )
    await create(pool, 'rival', { email: 'alice@example.com' })
    assert.equal((await attributesOf(pool, 'alice@example.com')).email_verified, 'true')
  })

  test('is moved if the request says so, and unverified at its former user', async () => {
    const pool = await newPool(root, { AliasAttributes: ['email'] })
    await create(pool, 'alice', verified)
    const { Attributes } = await create(pool, 'rival', verified, { ForceAliasCreation: true })
    const { sub } = await attributesOf(pool, 'alice@example.com')
    assert.equal(sub, Attributes?.at(-1)?.Value)
    const { sub: _, ...left } = await attributesOf(pool, 'alice')
    assert.deepEqual(left, { email: 'alice@example.com', email_verified: 'false' })
  })

  test('is never moved if it is a username or a preferred username', async () => {
    const pool = await newPool(root, { AliasAttributes: ['preferred_username'] })
    await create(pool, 'alice', { preferred_username: 'ally' })
    await refuses(
      create(pool, 'rival', { preferred_username: 'ally' }, { ForceAliasCreation: true }),
      'UsernameExistsException',
      'An account with the given preferred_username already exists.',
    )
    const byEmail = await newPool(root, { UsernameAttributes: ['email', 'phone_number'] })
    await create(byEmail, 'alice@example.com')
    await refuses(
      create(byEmail, '+4912345', { email: 'alice@example.com' }, { ForceAliasCreation: true }),
      'UsernameExistsException',
      'An account with the given email already exists.',
    )
  })
})

describe('behaviour: the temporary password', () => {
  test('signs in to the challenge for a new one', async () => {
    const pool = await newPool(root)
    await create(pool, 'alice', {}, { TemporaryPassword: 'Temporary-1' })
    assert.equal(await signIn(pool, 'alice', 'Temporary-1'), 'NEW_PASSWORD_REQUIRED')
  })

  test('has to meet the policy, and the first violation is reported', async () => {
    const pool = await newPool(root)
    await refuses(
      create(pool, 'alice', {}, { TemporaryPassword: 'short' }),
      'InvalidPasswordException',
      'Password did not conform with password policy: Password not long enough',
    )
    await refuses(
      create(pool, 'alice', {}, { TemporaryPassword: 'long-enough-1' }),
      'InvalidPasswordException',
      'Password did not conform with password policy: Password must have uppercase characters',
    )
  })

  test('expires when the pool says', async () => {
    const own = await startPoolhouse()
    try {
      const pool = await newPool(own.client(), {
        Policies: { PasswordPolicy: { MinimumLength: 8, TemporaryPasswordValidityDays: 2 } },
      })
      const app = await newApp(pool, own.client())
      const input = { UserPoolId: pool, Username: 'alice', TemporaryPassword: 'Temporary-1' }
      await own.client().send(new AdminCreateUserCommand(input))
      // A new client for each call: the SDK would set its clock by the server's HTTP headers.
      const attempt = () => signIn(pool, 'alice', 'Temporary-1', own.client(), app)
      own.passTime(2 * DAY - 60_000)
      assert.equal(await attempt(), 'NEW_PASSWORD_REQUIRED')
      own.passTime(60_000)
      const expired = 'Temporary password has expired and must be reset by an administrator.'
      await refuses(attempt(), 'NotAuthorizedException', expired)
      await own.client().send(new AdminCreateUserCommand({ ...input, MessageAction: 'RESEND' }))
      assert.equal(await attempt(), 'NEW_PASSWORD_REQUIRED')
    } finally {
      await own.close()
    }
  })

  test('is not made where a code by e-mail signs in: the user is confirmed, and complete', async () => {
    const pool = await newPool(root, {
      Policies: { SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD', 'EMAIL_OTP'] } },
      Schema: [{ Name: 'family_name', AttributeDataType: 'String', Required: true, Mutable: true }],
    })
    const attributes = { email: 'alice@example.com', family_name: 'Example' }
    const { UserStatus } = await create(pool, 'alice', attributes, { DesiredDeliveryMediums: ['EMAIL'] })
    assert.equal(UserStatus, 'CONFIRMED')
    assert.equal(post.sent.at(-1)?.body, 'Your username is alice.')
    const carols = { email: 'carol@example.com', family_name: 'Example' }
    const carol = await create(pool, 'carol', carols, { TemporaryPassword: '' })
    assert.equal(carol.UserStatus, 'CONFIRMED')
    await refuses(
      create(pool, 'bob', { email: 'bob@example.com' }),
      'InvalidParameterException',
      'Attributes did not conform to the schema: name.familyName: The attribute name.familyName is required',
    )
    await refuses(
      create(pool, 'bob', { family_name: 'Example' }),
      'InvalidParameterException',
      'A user without a temporary password needs an email or phone_number that a sign-in code can be sent to.',
    )
    const invited = await create(pool, 'bob', {}, { TemporaryPassword: 'Temporary-1' })
    assert.equal(invited.UserStatus, 'FORCE_CHANGE_PASSWORD')
  })
})

describe('behaviour: the invitation', () => {
  test('goes by e-mail with a password that signs in', async () => {
    const pool = await newPool(root)
    const email = 'alice@example.com'
    await create(pool, 'alice', { email }, { DesiredDeliveryMediums: ['EMAIL'] })
    const message = post.sent.at(-1)
    assert.deepEqual([message?.channel, message?.to, message?.kind], ['EMAIL', email, 'invitation'])
    assert.equal(message?.subject, 'Your temporary password')
    const [, password = ''] =
      /^Your username is alice and temporary password is (\S+)\. $/.exec(message?.body ?? '') ?? []
    const plain = password.replace(/&#(\d+);/g, (_, point) => String.fromCodePoint(Number(point)))
    assert.equal(await signIn(pool, 'alice', plain), 'NEW_PASSWORD_REQUIRED')
  })

  test('names the address where that is what the user signs in with', async () => {
    const pool = await newPool(root, { UsernameAttributes: ['email'] })
    const rest: Rest = { DesiredDeliveryMediums: ['EMAIL'], TemporaryPassword: 'Temporary-1' }
    await create(pool, 'alice@example.com', {}, rest)
    const body = 'Your username is alice@example.com and temporary password is Temporary-1. '
    assert.equal(post.sent.at(-1)?.body, body)
  })

  test('goes by text message if no medium is named, and nowhere without a number', async () => {
    const pool = await newPool(root, TEXT_MESSAGES)
    const before = post.sent.length
    await create(pool, 'alice', { phone_number: '+4912345', email: 'alice@example.com' })
    assert.deepEqual(
      post.sent.slice(before).map(({ channel, to }) => [channel, to]),
      [['SMS', '+4912345']],
    )
    await create(pool, 'bob', { email: 'bob@example.com' })
    assert.equal(post.sent.length, before + 1)
  })

  test('goes both ways if both are named', async () => {
    const pool = await newPool(root, TEXT_MESSAGES)
    const before = post.sent.length
    const rest: Rest = { DesiredDeliveryMediums: ['SMS', 'EMAIL'] }
    await create(pool, 'alice', { phone_number: '+4912345', email: 'alice@example.com' }, rest)
    assert.deepEqual(
      post.sent
        .slice(before)
        .map(({ channel }) => channel)
        .sort(), // messages of one moment leave in any order
      ['EMAIL', 'SMS'],
    )
  })

  const NO_EMAIL = 'No email provided but desired delivery medium was Email'
  const NO_NUMBER = 'No phone number provided but desired delivery medium was SMS'
  const impossible: [string, Readonly<Record<string, string>>, Rest['DesiredDeliveryMediums'], string][] = [
    ['e-mail without an address', {}, ['EMAIL'], NO_EMAIL],
    ['e-mail with a number alone', { phone_number: '+4912345' }, ['EMAIL'], NO_EMAIL],
    ['both with a number alone', { phone_number: '+4912345' }, ['EMAIL', 'SMS'], NO_EMAIL],
    ['a text message without a number', {}, ['SMS'], NO_NUMBER],
    ['both with an address alone', { email: 'alice@example.com' }, ['SMS', 'EMAIL'], NO_NUMBER],
    ['both without any contact', {}, ['SMS', 'EMAIL'], NO_EMAIL],
  ]
  // D4
  for (const [what, attributes, DesiredDeliveryMediums, message] of impossible) {
    test(`is refused by ${what}, and no user is created`, async () => {
      const pool = await newPool(root, TEXT_MESSAGES)
      const sent = post.sent.length
      const creation = create(pool, 'alice', attributes, { DesiredDeliveryMediums })
      await refuses(creation, 'InvalidParameterException', message)
      await refuses(attributesOf(pool, 'alice'), 'UserNotFoundException', USER_NOT_FOUND)
      assert.equal(post.sent.length, sent)
    })
  }

  test('that is repeated needs the same contacts', async () => {
    const pool = await newPool(root, TEXT_MESSAGES)
    await create(pool, 'alice', { phone_number: '+4912345' }, { MessageAction: 'SUPPRESS' })
    const again: Rest = { MessageAction: 'RESEND', DesiredDeliveryMediums: ['EMAIL', 'SMS'] }
    await refuses(create(pool, 'alice', {}, again), 'InvalidParameterException', NO_EMAIL)
  })

  test('is not sent if it is suppressed', async () => {
    const pool = await newPool(root)
    const before = post.sent.length
    const rest: Rest = { MessageAction: 'SUPPRESS', DesiredDeliveryMediums: ['EMAIL'] }
    await create(pool, 'alice', { email: 'alice@example.com' }, rest)
    assert.equal(post.sent.length, before)
  })

  test('is reported if it cannot be sent, though the user is created', async () => {
    const pool = await newPool(root)
    post.fails = true
    const created = create(pool, 'alice', { email: 'a@example.com' }, { DesiredDeliveryMediums: ['EMAIL'] })
    await refuses(created, 'CodeDeliveryFailureException', 'The email could not be delivered.').finally(
      () => {
        post.fails = false
      },
    )
    assert.equal((await attributesOf(pool, 'alice')).email, 'a@example.com')
  })
})

describe('behaviour: the invitation again', () => {
  test('brings a new password, and leaves the attributes unchanged', async () => {
    const pool = await newPool(root)
    const suppressed: Rest = { MessageAction: 'SUPPRESS', TemporaryPassword: 'Temporary-1' }
    const first = await create(pool, 'alice', { email: 'alice@example.com' }, suppressed)
    const again: Rest = {
      MessageAction: 'RESEND',
      TemporaryPassword: 'Temporary-2',
      DesiredDeliveryMediums: ['EMAIL'],
    }
    const second = await create(pool, 'alice', { email: 'other@example.com' }, again)
    assert.deepEqual(second.Attributes, first.Attributes)
    assert.equal(post.sent.at(-1)?.to, 'alice@example.com')
    const body = 'Your username is alice and temporary password is Temporary-2. '
    assert.equal(post.sent.at(-1)?.body, body)
    assert.equal(await signIn(pool, 'alice', 'Temporary-2'), 'NEW_PASSWORD_REQUIRED')
    await refuses(
      signIn(pool, 'alice', 'Temporary-1'),
      'NotAuthorizedException',
      'Incorrect username or password.',
    )
  })

  test('is for users who have not followed the first one', async () => {
    const pool = await newPool(root)
    const again: Rest = { MessageAction: 'RESEND' }
    await refuses(create(pool, 'nobody', {}, again), 'UserNotFoundException', USER_NOT_FOUND)
    await create(pool, 'alice')
    await root.send(
      new AdminSetUserPasswordCommand({
        UserPoolId: pool,
        Username: 'alice',
        Password: 'Permanent-1',
        Permanent: true,
      }),
    )
    await refuses(
      create(pool, 'alice', {}, again),
      'UnsupportedUserStateException',
      'Resend not possible. alice status is not FORCE_CHANGE_PASSWORD',
    )
  })
})

describe('behaviour: the audit record', () => {
  const recordsOf = (eventName: string) =>
    house.storage.stores.auditEvents.list({ limit: 1000, eventName }).then(JSON.stringify)

  test('shows that a user was created, and hides name, attributes and password', async () => {
    const pool = await newPool(root)
    const rest: Rest = { TemporaryPassword: 'Never-Logged-1', DesiredDeliveryMediums: ['EMAIL'] }
    await create(pool, 'secretive', { email: 'secretive@example.com' }, rest)
    const records = await recordsOf('AdminCreateUser')
    assert.ok(records.includes(pool))
    assert.ok(records.includes('FORCE_CHANGE_PASSWORD'))
    assert.equal(/secretive|Never-Logged/.test(records), false)
    assert.equal(/secretive|Never-Logged/.test(house.logLines.join('')), false)
  })

  test('of a user who was refused names the error and shows no answer', async () => {
    const pool = await newPool(root)
    await create(pool, 'alice')
    await refuses(create(pool, 'alice'), 'UsernameExistsException', 'User account already exists')
    const events = await house.storage.stores.auditEvents.list({ limit: 1000, eventName: 'AdminCreateUser' })
    const { errorCode, errorMessage, responseElements } = events.at(-1)?.record ?? {}
    assert.deepEqual(
      [errorCode, errorMessage, responseElements],
      ['UsernameExistsException', 'User account already exists', null],
    )
  })
})
