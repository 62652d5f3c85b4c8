import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { openJourneys, type Refusal, VERIFY_BOTH } from '../../support/journeys.ts'
import { CUT_OFF } from '../../support/poolhouse.ts'
import { list } from '../../support/pools.ts'
import { testTokenAccess, useGround } from './token-access.ts'

const SCHEMA = [
  { Name: 'team', AttributeDataType: 'String', Mutable: true },
  { Name: 'tenant', AttributeDataType: 'String', Mutable: false },
  { Name: 'family_name', AttributeDataType: 'String', Mutable: true, Required: false },
]

const ground = useGround({ Schema: SCHEMA })

testTokenAccess('UpdateUserAttributes', () => ground, { UserAttributes: [] }, [
  'InvalidParameterException',
  'NotAuthorizedException',
  'PasswordResetRequiredException',
  'ResourceNotFoundException',
  'UserNotConfirmedException',
  'UserNotFoundException',
])

/** A signed-in user, and what the user may do. */
async function signedInUser(
  attributes: Record<string, string> = { given_name: 'Alice' },
  pool = ground.pool,
  ClientId = ground.client,
) {
  const { it } = ground
  const user = await it.member(pool, ClientId, attributes)
  const AccessToken = await it.signIn(user)
  return {
    user,
    AccessToken,
    update: (UserAttributes: object[]) => it.ok('UpdateUserAttributes', { AccessToken, UserAttributes }),
    refusal: (changes: Record<string, string>) =>
      it.refusal('UpdateUserAttributes', { AccessToken, UserAttributes: list(changes) }),
    attributes: async () => (await it.look(pool, user.Username)).attributes,
  }
}

const invalid = (message: string): Refusal => ['InvalidParameterException', message]
const UNWRITABLE: Refusal = ['NotAuthorizedException', 'A client attempted to write unauthorized attribute']

describe('validation', () => {
  const rows: [string, Record<string, string>, string][] = [
    [
      'an immutable attribute',
      { 'custom:tenant': 'x' },
      'user.custom:tenant: Attribute cannot be updated.\n',
    ],
    [
      'an unknown attribute',
      { 'custom:unknown': 'x' },
      'user.custom:unknown: Attribute does not exist in the schema.\n',
    ],
    [
      'a verification flag',
      { email_verified: 'true' },
      'Cannot modify the non-mutable attribute email_verified',
    ],
    ['the sub', { sub: 'x' }, 'Cannot modify the non-mutable attribute sub'],
    [
      'a value that is too long',
      { birthdate: 'also-not-a-date' },
      'user.birthdate: String must be no longer than 10 characters\n',
    ],
    ['an e-mail address of the wrong form', { email: 'a' }, 'Invalid email address format.'],
  ]
  for (const [what, change, message] of rows) {
    test(`refuses ${what}, and with it the rest of the request`, async () => {
      const user = await signedInUser()
      assert.deepEqual(await user.refusal({ given_name: 'changed', ...change }), invalid(message))
      assert.equal((await user.attributes()).given_name, 'Alice')
    })
  }

  test('refuses attributes that the client may not write, before anything else', async () => {
    const { it, pool } = ground
    const narrow = await it.newClient(pool, { WriteAttributes: ['given_name'] })
    const user = await signedInUser({}, pool, narrow)
    for (const name of ['custom:team', 'custom:unknown', 'custom:tenant', 'sub']) {
      assert.deepEqual(await user.refusal({ [name]: 'x' }), UNWRITABLE, name)
    }
    assert.deepEqual(await user.update(list({ given_name: 'x' })), {})
  })
})

describe('behaviour', () => {
  test('stores the attributes that the client may write by default, including custom ones', async () => {
    const user = await signedInUser()
    assert.deepEqual(await user.update(list({ given_name: 'Ada', 'custom:team': 'blue' })), {})
    const { given_name, 'custom:team': team } = await user.attributes()
    assert.deepEqual([given_name, team], ['Ada', 'blue'])
  })

  test('checks only the length of a birthdate, and of a name sent twice only the last value', async () => {
    const user = await signedInUser()
    await user.update([
      { Name: 'birthdate', Value: 'short' },
      { Name: 'birthdate', Value: 'not-a-date' },
      { Name: 'given_name', Value: 'first' },
      { Name: 'given_name', Value: 'second' },
    ])
    const { birthdate, given_name } = await user.attributes()
    assert.deepEqual([birthdate, given_name], ['not-a-date', 'second'])
  })

  test('removes an attribute with an empty value', async () => {
    const user = await signedInUser()
    assert.deepEqual(await user.update([{ Name: 'given_name', Value: '' }]), {})
    assert.equal((await user.attributes()).given_name, undefined)
  })

  test('makes a changed address unverified, and sends nothing if the pool verifies nothing', async () => {
    const { it, pool } = ground
    const user = await signedInUser({ email: 'old@example.com' })
    const UserAttributes = [{ Name: 'email_verified', Value: 'true' }]
    const Username = user.user.Username
    await it.administrate('AdminUpdateUserAttributes', { UserPoolId: pool, Username, UserAttributes })
    assert.deepEqual(await user.update(list({ email: 'new@example.com' })), {})
    const { email, email_verified } = await user.attributes()
    assert.deepEqual([email, email_verified], ['new@example.com', 'false'])
    assert.deepEqual(await it.messagesTo('new@example.com'), [])
  })

  test('sends a code to each changed contact that the pool verifies', async () => {
    const { it } = ground
    const pool = await it.newPool(VERIFY_BOTH)
    const user = await signedInUser({}, pool, await it.newClient(pool))
    const changes = { email: 'both@example.com', phone_number: '+15555550177', given_name: 'A' }
    assert.deepEqual(await user.update(list(changes)), {
      CodeDeliveryDetailsList: [
        { AttributeName: 'email', DeliveryMedium: 'EMAIL', Destination: 'b***@e***' },
        { AttributeName: 'phone_number', DeliveryMedium: 'SMS', Destination: '+*******0177' },
      ],
    })
    for (const [AttributeName, to] of Object.entries({
      email: changes.email,
      phone_number: '+15555550177',
    })) {
      const Code = await it.codeTo(to)
      await it.ok('VerifyUserAttribute', { AccessToken: user.AccessToken, AttributeName, Code })
      assert.equal((await user.attributes())[`${AttributeName}_verified`], 'true')
    }
  })

  test('keeps the old address in use until the new one is verified, if the pool is so configured', async () => {
    const { it } = ground
    const pool = await it.newPool({
      AutoVerifiedAttributes: ['email'],
      AliasAttributes: ['email'],
      UserAttributeUpdateSettings: { AttributesRequireVerificationBeforeUpdate: ['email'] },
    })
    const ClientId = await it.newClient(pool)
    const signedUp = await it.signUp(ClientId, { email: 'first@example.com' })
    const ConfirmationCode = await it.codeTo('first@example.com')
    await it.ok('ConfirmSignUp', { ClientId, Username: signedUp.Username, ConfirmationCode })
    const AccessToken = await it.signIn(signedUp)
    const UserAttributes = list({ email: 'second@example.com' })
    const { CodeDeliveryDetailsList } = await it.ok('UpdateUserAttributes', { AccessToken, UserAttributes })
    assert.equal(CodeDeliveryDetailsList[0].Destination, 's***@e***')
    const before = await it.look(pool, 'first@example.com')
    assert.deepEqual(
      [before.attributes.email, before.attributes.email_verified],
      ['first@example.com', 'true'],
    )
    const Code = await it.codeTo('second@example.com')
    await it.ok('VerifyUserAttribute', { AccessToken, AttributeName: 'email', Code })
    assert.equal((await it.look(pool, 'second@example.com')).attributes.sub, signedUp.sub)
  })

  test("refuses an address that is another's username, and a preferred username that is another's", async () => {
    const { it } = ground
    const addresses = await it.newPool({ UsernameAttributes: ['email'] })
    const ClientId = await it.newClient(addresses)
    await it.member(addresses, ClientId, {}, 'taken@example.com')
    const user = await it.member(addresses, ClientId, {}, 'free@example.com')
    const AccessToken = await it.signIn(user)
    const UserAttributes = list({ email: 'taken@example.com' })
    assert.deepEqual(await it.refusal('UpdateUserAttributes', { AccessToken, UserAttributes }), [
      'AliasExistsException',
      'An account with the given email already exists.',
    ])

    const aliases = await it.newPool({ AliasAttributes: ['email', 'preferred_username'] })
    const client = await it.newClient(aliases)
    await it.member(aliases, client, {}, 'bob')
    const alice = await signedInUser({}, aliases, client)
    assert.deepEqual(await alice.refusal({ preferred_username: 'bob' }), [
      'AliasExistsException',
      'User account already exists for the alias.',
    ])
    assert.deepEqual(
      await alice.refusal({ preferred_username: 'b@example.com' }),
      invalid('Username cannot be of email format, since user pool is configured for email alias.'),
    )
  })

  test('reports that a code could not be delivered, and keeps the change', async () => {
    const cut = await openJourneys({ messages: CUT_OFF })
    const pool = await cut.newPool({ AutoVerifiedAttributes: ['email'] })
    const user = await cut.member(pool, await cut.newClient(pool))
    const AccessToken = await cut.signIn(user)
    const UserAttributes = list({ email: 'a@example.com' })
    assert.deepEqual(await cut.refusal('UpdateUserAttributes', { AccessToken, UserAttributes }), [
      'CodeDeliveryFailureException',
      'The email could not be delivered.',
    ])
    assert.equal((await cut.look(pool, user.Username)).attributes.email, 'a@example.com')
    await cut.close()
  })
})
