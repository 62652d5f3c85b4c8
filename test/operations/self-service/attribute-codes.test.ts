import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { DAY, HOUR } from '../../../src/kernel/clock.ts'
import { openJourneys, REFUSALS, type Refusal, wrong } from '../../support/journeys.ts'
import { CUT_OFF } from '../../support/poolhouse.ts'
import { list } from '../../support/pools.ts'
import { testTokenAccess, useGround } from './token-access.ts'

let serial = 0

const ground = useGround({ AliasAttributes: ['email'] })

const NOT_VERIFIABLE: Refusal = [
  'InvalidParameterException',
  'Invalid attribute name. Only phone_number and email can be verified.',
]

async function signedInUser(
  email = `user-${serial++}@example.com`,
  pool = ground.pool,
  ClientId = ground.client,
) {
  const { it } = ground
  const user = await it.member(pool, ClientId, { email })
  const AccessToken = await it.signIn(user)
  const ask = { AccessToken, AttributeName: 'email' }
  return {
    user,
    email,
    AccessToken,
    send: () => it.ok('GetUserAttributeVerificationCode', ask),
    async code() {
      await it.ok('GetUserAttributeVerificationCode', ask)
      return it.codeTo(email)
    },
    verify: (Code: string) => it.ok('VerifyUserAttribute', { ...ask, Code }),
    refusal: (Code: string) => it.refusal('VerifyUserAttribute', { ...ask, Code }),
    attributes: async () => (await it.look(pool, user.Username)).attributes,
  }
}

describe('GetUserAttributeVerificationCode', () => {
  testTokenAccess('GetUserAttributeVerificationCode', () => ground, { AttributeName: 'email' }, [
    'InvalidParameterException',
    'NotAuthorizedException',
    'PasswordResetRequiredException',
    'ResourceNotFoundException',
    'UserNotConfirmedException',
    'UserNotFoundException',
  ])

  test('mentions null for a missing name, but not for a missing token', async () => {
    const { it } = ground
    const { AccessToken } = await signedInUser()
    const missing = 'failed to satisfy constraint: Member must not be null'
    assert.deepEqual(await it.refusal('GetUserAttributeVerificationCode', { AccessToken }), [
      'InvalidParameterException',
      `1 validation error detected: Value null at 'attributeName' ${missing}`,
    ])
    assert.deepEqual(await it.refusal('GetUserAttributeVerificationCode', { AttributeName: 'email' }), [
      'InvalidParameterException',
      `1 validation error detected: Value at 'accessToken' ${missing}`,
    ])
  })

  test('sends a code and says where to', async () => {
    const user = await signedInUser('jane@example.com')
    assert.deepEqual(await user.send(), {
      CodeDeliveryDetails: { AttributeName: 'email', DeliveryMedium: 'EMAIL', Destination: 'j***@e***' },
    })
    assert.match(await ground.it.codeTo('jane@example.com'), /^\d{6}$/)
  })

  test('refuses other attributes, and a contact that the user does not have', async () => {
    const { AccessToken } = await signedInUser()
    const refusal = (AttributeName: string) =>
      ground.it.refusal('GetUserAttributeVerificationCode', { AccessToken, AttributeName })
    assert.deepEqual(await refusal('given_name'), NOT_VERIFIABLE)
    assert.deepEqual(await refusal('phone_number'), [
      'InvalidParameterException',
      'Attribute value for phone_number must not be null',
    ])
  })

  test('sends five codes an hour', async () => {
    const { AccessToken, send } = await signedInUser()
    for (let i = 0; i < 5; i++) await send()
    const input = { AccessToken, AttributeName: 'email' }
    assert.deepEqual(
      await ground.it.refusal('GetUserAttributeVerificationCode', input),
      REFUSALS.LimitExceededException,
    )
  })

  test('reports that the code could not be delivered', async () => {
    const cut = await openJourneys({ messages: CUT_OFF })
    const pool = await cut.newPool()
    const user = await cut.member(pool, await cut.newClient(pool), { email: 'a@example.com' })
    const input = { AccessToken: await cut.signIn(user), AttributeName: 'email' }
    assert.deepEqual(await cut.refusal('GetUserAttributeVerificationCode', input), [
      'CodeDeliveryFailureException',
      'The email could not be delivered.',
    ])
    await cut.close()
  })
})

describe('VerifyUserAttribute', () => {
  testTokenAccess('VerifyUserAttribute', () => ground, { AttributeName: 'email', Code: '123456' }, [
    'InvalidParameterException',
    'NotAuthorizedException',
    'PasswordResetRequiredException',
    'ResourceNotFoundException',
    'UserNotConfirmedException',
    'UserNotFoundException',
  ])

  test('verifies the address, which is an alias from then on', async () => {
    const user = await signedInUser()
    assert.deepEqual(await user.verify(await user.code()), {})
    assert.equal((await user.attributes()).email_verified, 'true')
    assert.equal((await ground.it.look(ground.pool, user.email)).attributes.sub, user.user.sub)
  })

  test('refuses a wrong code, then takes the right one, and that once', async () => {
    const user = await signedInUser()
    const code = await user.code()
    assert.deepEqual(await user.refusal(wrong(code)), REFUSALS.CodeMismatchException)
    await user.verify(code)
    assert.deepEqual(await user.refusal(code), REFUSALS.ExpiredCodeException)
  })

  test('refuses other attributes, and any code where none was sent', async () => {
    const { AccessToken, refusal } = await signedInUser()
    const input = { AccessToken, AttributeName: 'given_name', Code: '123456' }
    assert.deepEqual(await ground.it.refusal('VerifyUserAttribute', input), NOT_VERIFIABLE)
    assert.deepEqual(await refusal('123456'), REFUSALS.ExpiredCodeException)
  })

  test('refuses the code of an address that was changed since', async () => {
    const user = await signedInUser()
    const code = await user.code()
    const UserAttributes = list({ email: 'victim@example.com' })
    await ground.it.ok('UpdateUserAttributes', { AccessToken: user.AccessToken, UserAttributes })
    assert.deepEqual(await user.refusal(code), REFUSALS.ExpiredCodeException)
    assert.equal((await user.attributes()).email_verified, 'false')
  })

  test('moves an alias silently from its former holder', async () => {
    const first = await signedInUser('shared@example.com')
    await first.verify(await first.code())
    const second = await signedInUser('shared@example.com')
    await second.verify(await second.code())
    assert.equal((await ground.it.look(ground.pool, 'shared@example.com')).attributes.sub, second.user.sub)
    assert.equal((await first.attributes()).email_verified, 'false')
  })

  test("never takes another's username", async () => {
    const { it } = ground
    const pool = await it.newPool({
      UsernameAttributes: ['email'],
      AutoVerifiedAttributes: ['email'],
      UserAttributeUpdateSettings: { AttributesRequireVerificationBeforeUpdate: ['email'] },
    })
    const ClientId = await it.newClient(pool)
    const user = await it.member(pool, ClientId, {}, 'one@example.com')
    const AccessToken = await it.signIn(user)
    const UserAttributes = list({ email: 'two@example.com' })
    await it.ok('UpdateUserAttributes', { AccessToken, UserAttributes })
    const Code = await it.codeTo('two@example.com')
    await it.member(pool, ClientId, {}, 'two@example.com')
    const input = { AccessToken, AttributeName: 'email', Code }
    assert.deepEqual(await it.refusal('VerifyUserAttribute', input), [
      'AliasExistsException',
      'An account with the given email already exists.',
    ])
  })

  test('takes fifteen tries an hour', async () => {
    const user = await signedInUser()
    const code = await user.code()
    for (let i = 0; i < 15; i++)
      assert.deepEqual(await user.refusal(wrong(code)), REFUSALS.CodeMismatchException)
    assert.deepEqual(await user.refusal(code), REFUSALS.LimitExceededException)
  })

  test('takes a code for a day', async () => {
    const { it } = ground
    const user = await signedInUser()
    const code = await user.code()
    it.house.passTime(DAY)
    const AccessToken = await it.signIn(user.user)
    const input = { AccessToken, AttributeName: 'email', Code: code }
    assert.deepEqual(await it.refusal('VerifyUserAttribute', input), REFUSALS.ExpiredCodeException)
    it.house.passTime(HOUR)
  })
})
