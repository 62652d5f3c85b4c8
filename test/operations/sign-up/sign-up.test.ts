import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import { secretHash } from '../../../src/domain/credentials/secret-hash.ts'
import { openJourneys, type Refusal, useJourneys, VERIFY_BOTH } from '../../support/journeys.ts'
import { CUT_OFF } from '../../support/poolhouse.ts'
import { list, PASSWORD } from '../../support/pools.ts'

const it = useJourneys()
let pool: string
let client: string

const RECORDED_SCHEMA = [
  { Name: 'team', AttributeDataType: 'String', Mutable: true },
  { Name: 'tenant', AttributeDataType: 'String', Mutable: false },
  { Name: 'family_name', AttributeDataType: 'String', Mutable: true, Required: true },
]

before(async () => {
  pool = await it.newPool({ Schema: RECORDED_SCHEMA })
  client = await it.newClient(pool)
})

const request = (attributes: Record<string, string>, more: object = {}) => ({
  ClientId: client,
  Username: 'alice',
  Password: PASSWORD,
  UserAttributes: list(attributes),
  ...more,
})
const invalid = (message: string): Refusal => ['InvalidParameterException', message]

describe('access', () => {
  test('is open to all callers who know a client', async () => {
    assert.deepEqual(await it.refusal('SignUp', { ClientId: 'unknown', Username: 'a', Password: PASSWORD }), [
      'ResourceNotFoundException',
      'User pool client unknown does not exist.',
    ])
    const headers = { authorization: 'intentionally-invalid-probe' }
    const input = request({ family_name: 'Example' }, { Username: 'open' })
    assert.equal((await it.house.call('SignUp', input, { signed: false, headers })).status, 200)
  })

  test("asks for the secret hash of a client with a secret, by either of the client's secrets", async () => {
    const { UserPoolClient } = await it.administrate('CreateUserPoolClient', {
      UserPoolId: pool,
      ClientName: 'secret',
      GenerateSecret: true,
    })
    const { ClientId, ClientSecret } = UserPoolClient
    const { ClientSecretDescriptor } = await it.administrate('AddUserPoolClientSecret', {
      UserPoolId: pool,
      ClientId,
    })
    const input = (Username: string, SecretHash?: string) =>
      request({ family_name: 'Example' }, { ClientId, Username, SecretHash })
    assert.deepEqual(await it.refusal('SignUp', input('hash')), [
      'NotAuthorizedException',
      `Client ${ClientId} is configured with secret but SECRET_HASH was not received`,
    ])
    assert.deepEqual(await it.refusal('SignUp', input('hash', secretHash(ClientSecret, 'other', ClientId))), [
      'NotAuthorizedException',
      `Unable to verify secret hash for client ${ClientId}`,
    ])
    for (const secret of [ClientSecret, ClientSecretDescriptor.ClientSecretValue]) {
      const name = `hash-${secret.slice(0, 8)}`
      await it.ok('SignUp', input(name, secretHash(secret, name, ClientId)))
    }
  })
})

describe('validation', () => {
  test('asks for a client and a username', async () => {
    assert.deepEqual(
      await it.refusal('SignUp', { Password: PASSWORD }),
      invalid(
        "2 validation errors detected: Value at 'clientId' failed to satisfy constraint: Member must not be null; Value at 'username' failed to satisfy constraint: Member must not be null",
      ),
    )
  })

  const family = { family_name: 'Example' }
  const rows: [string, Record<string, string>, string][] = [
    [
      'a required attribute that is missing',
      { email: 'a@example.com' },
      'Attributes did not conform to the schema: name.familyName: The attribute name.familyName is required',
    ],
    [
      'a verification flag',
      { ...family, email: 'a@example.com', email_verified: 'true' },
      'Cannot modify the non-mutable attribute email_verified',
    ],
    ['the sub', { ...family, sub: 'x' }, 'Cannot modify the non-mutable attribute sub'],
    [
      'an unknown attribute',
      { ...family, 'custom:unknown': 'x' },
      'Attributes did not conform to the schema: Type for attribute {custom:unknown} could not be determined',
    ],
    ['an e-mail address of the wrong form', { ...family, email: 'a' }, 'Invalid email address format.'],
    ['a phone number of the wrong form', { ...family, phone_number: '555' }, 'Invalid phone number format.'],
  ]
  for (const [what, attributes, message] of rows) {
    test(`refuses ${what}`, async () => {
      assert.deepEqual(await it.refusal('SignUp', request(attributes)), invalid(message))
    })
  }

  test('refuses attributes that the client may not write, before it looks at the schema', async () => {
    const narrow = await it.newClient(pool, {
      ReadAttributes: ['given_name'],
      WriteAttributes: ['given_name', 'family_name'],
    })
    for (const attributes of [{ 'custom:team': 'x' }, { 'custom:unknown': 'x' }, { sub: 'x' }]) {
      assert.deepEqual(await it.refusal('SignUp', request(attributes, { ClientId: narrow })), [
        'NotAuthorizedException',
        'A client attempted to write unauthorized attribute',
      ])
    }
  })

  test('refuses a password against the policy, and reports only the first rule', async () => {
    assert.deepEqual(await it.refusal('SignUp', request(family, { Password: 'short' })), [
      'InvalidPasswordException',
      'Password did not conform with policy: Password not long enough',
    ])
  })

  test('asks for a password unless codes alone sign in', async () => {
    const { Password: _, ...without } = request(family)
    assert.deepEqual(await it.refusal('SignUp', without), invalid('Password is required to sign up.'))
  })

  test('refuses everyone if only administrators create users', async () => {
    const closed = await it.newPool({ AdminCreateUserConfig: { AllowAdminCreateUserOnly: true } })
    const ClientId = await it.newClient(closed)
    assert.deepEqual(await it.refusal('SignUp', request({}, { ClientId })), [
      'NotAuthorizedException',
      'SignUp is not permitted for this user pool',
    ])
  })

  test('refuses names of the form of an alias, and an alias that comes too early', async () => {
    const aliases = await it.newPool({ AliasAttributes: ['email', 'phone_number', 'preferred_username'] })
    const ClientId = await it.newClient(aliases)
    assert.deepEqual(
      await it.refusal('SignUp', request({}, { ClientId, Username: 'a@example.com' })),
      invalid('Username cannot be of email format, since user pool is configured for email alias.'),
    )
    assert.deepEqual(
      await it.refusal('SignUp', request({}, { ClientId, Username: '+15555550100' })),
      invalid(
        'Username cannot be of phone number format, since user pool is configured for phone number alias.',
      ),
    )
    assert.deepEqual(
      await it.refusal('SignUp', request({ preferred_username: 'ally' }, { ClientId })),
      invalid(
        'Preferred username cannot be provided for unconfirmed account, since user pool is configured for preferred username alias.',
      ),
    )
  })
})

describe('behaviour', () => {
  test('creates an unconfirmed user and answers as recorded, if nothing is verified', async () => {
    const attributes = {
      given_name: 'Alice',
      family_name: 'Example',
      email: 'alice@example.com',
      'custom:team': 'initial',
      'custom:tenant': 'owned',
    }
    const answer = await it.house.call('SignUp', request(attributes), { signed: false })
    assert.equal(answer.text, `{"UserConfirmed":false,"UserSub":"${answer.json.UserSub}"}`)
    assert.equal(answer.text.length, 72)
    const user = await it.look(pool, 'alice')
    assert.equal(user.status, 'UNCONFIRMED')
    assert.deepEqual(user.attributes, { ...attributes, email_verified: 'false', sub: answer.json.UserSub })
    assert.deepEqual(await it.messagesTo('alice@example.com'), [])
  })

  test('refuses a username that is taken', async () => {
    await it.signUp(client, { family_name: 'Example' }, 'taken')
    const again = request({ family_name: 'Example' }, { Username: 'taken' })
    assert.deepEqual(await it.refusal('SignUp', again), ['UsernameExistsException', 'User already exists'])
  })

  test('sends a code to the contact that the pool verifies', async () => {
    const verifying = await it.newPool({ AutoVerifiedAttributes: ['email'] })
    const ClientId = await it.newClient(verifying)
    const answer = await it.ok('SignUp', request({ email: 'code@test.com' }, { ClientId }))
    assert.deepEqual(answer.CodeDeliveryDetails, {
      AttributeName: 'email',
      DeliveryMedium: 'EMAIL',
      Destination: 'c***@t***',
    })
    const code = await it.codeTo('code@test.com')
    assert.deepEqual(await it.messagesTo('code@test.com'), [`Your verification code is ${code}.`])
  })

  test('sends it by text message if the pool verifies both and the user gave both', async () => {
    const both = await it.newPool(VERIFY_BOTH)
    const ClientId = await it.newClient(both)
    const contacts = { email: 'both@example.com', phone_number: '+17411174114' }
    const answer = await it.ok('SignUp', request(contacts, { ClientId }))
    assert.deepEqual(answer.CodeDeliveryDetails, {
      AttributeName: 'phone_number',
      DeliveryMedium: 'SMS',
      Destination: '+*******4114',
    })
    assert.match(await it.codeTo('+17411174114'), /^\d{6}$/)
    assert.deepEqual(await it.messagesTo('both@example.com'), [])
  })

  test('takes an address as the username in pools where addresses are usernames', async () => {
    const addresses = await it.newPool({ UsernameAttributes: ['email'] })
    const ClientId = await it.newClient(addresses)
    const named = (Username: string) => request({}, { ClientId, Username })
    assert.deepEqual(await it.refusal('SignUp', named('alice')), invalid('Username should be an email.'))
    const { UserSub } = await it.ok('SignUp', named('a@example.com'))
    const { attributes } = await it.look(addresses, 'a@example.com')
    assert.deepEqual(attributes, { email: 'a@example.com', email_verified: 'false', sub: UserSub })
    assert.deepEqual(await it.refusal('SignUp', named('a@example.com')), [
      'UsernameExistsException',
      'An account with the given email already exists.',
    ])
  })

  test('needs no password if a code to a verified contact signs in', async () => {
    const passwordless = await it.newPool({
      AutoVerifiedAttributes: ['email'],
      Policies: { SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD', 'EMAIL_OTP'] } },
      UserPoolTier: 'ESSENTIALS',
    })
    const ClientId = await it.newClient(passwordless)
    const { Password: _, ...without } = request({ email: 'a@example.com' }, { ClientId })
    await it.ok('SignUp', without)
    await it.ok('SignUp', { ...without, Username: 'carol', Password: '' })
    const unreachable = { ...without, Username: 'bob', UserAttributes: [] }
    assert.deepEqual(await it.refusal('SignUp', unreachable), invalid('Password is required to sign up.'))
  })

  test('leaves an audit record of the answer, which shows nothing about the user', async () => {
    const sub = (await it.signUp(client, { family_name: 'Auditable' }, 'audited')).sub
    const events = await it.house.storage.stores.auditEvents.list({ limit: 1000, eventName: 'SignUp' })
    const record = events
      .map((event) => event.record)
      .find(({ responseElements }) => {
        return (responseElements as { userSub?: string } | null)?.userSub === sub
      })
    assert.deepEqual(record?.responseElements, { userConfirmed: false, userSub: sub })
    const text = JSON.stringify(events)
    for (const secret of [PASSWORD, 'Auditable', 'audited']) assert.ok(!text.includes(secret), secret)
  })

  test('reports that the code could not be delivered, and keeps the user', async () => {
    const cut = await openJourneys({ messages: CUT_OFF })
    const UserPoolId = await cut.newPool({ AutoVerifiedAttributes: ['email'] })
    const input = request({ email: 'a@example.com' }, { ClientId: await cut.newClient(UserPoolId) })
    assert.deepEqual(await cut.refusal('SignUp', input), [
      'CodeDeliveryFailureException',
      'The email could not be delivered.',
    ])
    assert.equal((await cut.look(UserPoolId, 'alice')).status, 'UNCONFIRMED')
    await cut.close()
  })
})
