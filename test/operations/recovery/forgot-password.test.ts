import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import type { SecondFactor } from '../../../src/domain/factors/mfa-settings.ts'
import { HOUR } from '../../../src/kernel/clock.ts'
import {
  HIDING,
  openJourneys,
  REFUSALS,
  type SignedUp,
  useJourneys,
  VERIFY_BOTH,
} from '../../support/journeys.ts'
import { newMfaPool, setMfa } from '../../support/mfa.ts'
import { CUT_OFF } from '../../support/poolhouse.ts'
import { changeUser } from '../sign-in/fixtures.ts'

const it = useJourneys()
let pool: string
let client: string
let hiding: string

const CONTACTS = { email: 'owner@example.com', phone_number: '+15555550123' }
const VERIFIED = { email_verified: 'true', phone_number_verified: 'true' }
const UNREACHABLE = [
  'InvalidParameterException',
  'Cannot reset password for the user as there is no registered/verified email or phone_number',
]

before(async () => {
  pool = await it.newPool()
  client = await it.newClient(pool)
  hiding = await it.newClient(pool, HIDING)
})

/** A member of a pool, with these flags of verified contacts. */
async function owner(flags: Record<string, string>, UserPoolId = pool, ClientId = client) {
  const user = await it.member(UserPoolId, ClientId, CONTACTS)
  const UserAttributes = Object.entries(flags).map(([Name, Value]) => ({ Name, Value }))
  await it.administrate('AdminUpdateUserAttributes', { UserPoolId, Username: user.Username, UserAttributes })
  return user
}

const forget = ({ ClientId, Username }: SignedUp) => it.ok('ForgotPassword', { ClientId, Username })
const refusal = ({ ClientId, Username }: Pick<SignedUp, 'ClientId' | 'Username'>) =>
  it.refusal('ForgotPassword', { ClientId, Username })

const byEmail = { AttributeName: 'email', DeliveryMedium: 'EMAIL', Destination: 'o***@e***' }
const bySms = { AttributeName: 'phone_number', DeliveryMedium: 'SMS', Destination: '+*******0123' }

describe('access', () => {
  test('is open to all callers who know a client and its secret', async () => {
    assert.deepEqual(await refusal({ ClientId: 'unknown', Username: 'a' }), [
      'ResourceNotFoundException',
      'User pool client unknown does not exist.',
    ])
    const ClientId = await it.newClient(pool, { GenerateSecret: true })
    assert.deepEqual(await refusal({ ClientId, Username: 'a' }), [
      'NotAuthorizedException',
      `Client ${ClientId} is configured with secret but SECRET_HASH was not received`,
    ])
  })
})

describe('validation', () => {
  test('asks for client and username', async () => {
    const [name, message] = await it.refusal('ForgotPassword', {})
    assert.equal(name, 'InvalidParameterException')
    assert.match(message, /^2 validation errors detected: /)
  })
})

describe('behaviour', () => {
  test('sends a code over the verified channel with the highest priority', async () => {
    assert.deepEqual((await forget(await owner(VERIFIED))).CodeDeliveryDetails, byEmail)
    const { CodeDeliveryDetails } = await forget(await owner({ phone_number_verified: 'true' }))
    assert.deepEqual(CodeDeliveryDetails, bySms)
    const code = await it.codeTo(CONTACTS.phone_number)
    const [message] = await it.messagesTo(CONTACTS.phone_number)
    assert.equal(message, `Your verification code is ${code}.`)
  })

  test('follows the priorities of the pool', async () => {
    const RecoveryMechanisms = [
      { Name: 'verified_email', Priority: 2 },
      { Name: 'verified_phone_number', Priority: 1 },
    ]
    const phoneFirst = await it.newPool({ ...VERIFY_BOTH, AccountRecoverySetting: { RecoveryMechanisms } })
    const user = await owner(VERIFIED, phoneFirst, await it.newClient(phoneFirst))
    assert.deepEqual((await forget(user)).CodeDeliveryDetails, bySms)
  })

  test('goes past the channels of second factors', async () => {
    const mfaPool = await newMfaPool(it.house.client(), 'OPTIONAL', 'se')
    const user = await owner(VERIFIED, mfaPool, await it.newClient(mfaPool))
    const activate = (...activated: SecondFactor[]) =>
      changeUser(it.house, mfaPool, user.sub, { mfa: { activated } })
    await activate('EMAIL_OTP')
    assert.deepEqual((await forget(user)).CodeDeliveryDetails, bySms)
    await activate('SMS_MFA', 'SOFTWARE_TOKEN_MFA')
    assert.deepEqual((await forget(user)).CodeDeliveryDetails, byEmail)
    await activate('SMS_MFA', 'EMAIL_OTP')
    assert.deepEqual(await refusal(user), UNREACHABLE)
    await setMfa(it.house.client(), mfaPool, 'OFF', '')
    assert.deepEqual((await forget(user)).CodeDeliveryDetails, byEmail)
  })

  test('goes past the channels that a sign-in would ask for, where the pool demands a second factor', async () => {
    const mfaPool = await newMfaPool(it.house.client(), 'ON', 'te')
    const user = await owner(VERIFIED, mfaPool, await it.newClient(mfaPool))
    assert.deepEqual((await forget(user)).CodeDeliveryDetails, bySms)
    await setMfa(it.house.client(), mfaPool, 'ON', 'ste')
    assert.deepEqual(await refusal(user), UNREACHABLE)
    // With a preferred app, codes by e-mail and text message are no way in.
    const app = { secret: Buffer.alloc(32, 1), name: undefined, lastUsedStep: 0 }
    await it.house.storage.transaction((stores) => stores.softwareTokens.setVerified(mfaPool, user.sub, app))
    const mfa = { activated: ['SOFTWARE_TOKEN_MFA'], preferred: 'SOFTWARE_TOKEN_MFA' } as const
    await changeUser(it.house, mfaPool, user.sub, { mfa })
    assert.deepEqual((await forget(user)).CodeDeliveryDetails, byEmail)
  })

  test("has the pool's own words", async () => {
    const worded = await it.newPool({
      VerificationMessageTemplate: { EmailMessage: '<b>Reset: {####}</b>', EmailSubject: 'Reset' },
    })
    await forget(await owner(VERIFIED, worded, await it.newClient(worded)))
    assert.equal((await it.messagesTo(CONTACTS.email))[0], `Reset: ${await it.codeTo(CONTACTS.email)}`)
  })

  test('refuses users who cannot be reached, or are disabled, missing or only invited', async () => {
    assert.deepEqual(await refusal(await owner({})), UNREACHABLE)
    for (const disabled of [await owner(VERIFIED), await owner({})]) {
      await it.administrate('AdminDisableUser', { UserPoolId: pool, Username: disabled.Username })
      assert.deepEqual(await refusal(disabled), ['NotAuthorizedException', 'User is disabled.'])
    }
    assert.deepEqual(await refusal({ ClientId: client, Username: 'nobody' }), REFUSALS.UserNotFoundException)
    await it.administrate('AdminCreateUser', {
      UserPoolId: pool,
      Username: 'invited',
      MessageAction: 'SUPPRESS',
    })
    assert.deepEqual(await refusal({ ClientId: client, Username: 'invited' }), [
      'NotAuthorizedException',
      'User password cannot be reset in the current state.',
    ])
  })

  test('refuses all users if only administrators reset passwords', async () => {
    const strict = await it.newPool({
      AccountRecoverySetting: { RecoveryMechanisms: [{ Name: 'admin_only', Priority: 1 }] },
    })
    assert.deepEqual(await refusal(await owner(VERIFIED, strict, await it.newClient(strict))), [
      'NotAuthorizedException',
      'Contact administrator to reset password.',
    ])
  })

  test('reports a delivery if users are hidden, whether or not the user exists', async () => {
    const silent = await owner({}, pool, hiding)
    const disabled = await owner(VERIFIED, pool, hiding)
    await it.administrate('AdminDisableUser', { UserPoolId: pool, Username: disabled.Username })
    const sent = (await it.messagesTo(CONTACTS.email)).length
    for (const Username of [silent.Username, disabled.Username, 'nobody']) {
      const first = await forget({ ClientId: hiding, Username, sub: '' })
      assert.match(first.CodeDeliveryDetails.Destination, /^[a-z]\*{3}@[a-z]\*{3}$/)
      assert.deepEqual(await forget({ ClientId: hiding, Username, sub: '' }), first)
    }
    assert.equal((await it.messagesTo(CONTACTS.email)).length, sent)
  })

  test('takes twenty tries an hour, together with those of a new password', async () => {
    const user = await owner(VERIFIED, pool, hiding)
    for (const Username of [user.Username, 'nobody-else']) {
      const someone = { ClientId: hiding, Username, sub: '' }
      for (let i = 0; i < 10; i++) await forget(someone)
      const attempt = { ClientId: hiding, Username, ConfirmationCode: '0', Password: 'Other-Horse-8' }
      for (let i = 0; i < 10; i++) {
        assert.deepEqual(await it.refusal('ConfirmForgotPassword', attempt), [
          'CodeMismatchException',
          'Invalid verification code provided, please try again.',
        ])
      }
      assert.deepEqual(await refusal(someone), REFUSALS.LimitExceededException)
      assert.deepEqual(await it.refusal('ConfirmForgotPassword', attempt), REFUSALS.LimitExceededException)
    }
    it.house.passTime(HOUR)
    await forget(user)
  })

  test('reports that the code could not be delivered, by mail or text message', async () => {
    const cut = await openJourneys({ messages: CUT_OFF })
    const UserPoolId = await cut.newPool()
    const ClientId = await cut.newClient(UserPoolId)
    const named = { UserPoolId, Username: (await cut.member(UserPoolId, ClientId, CONTACTS)).Username }
    for (const [flag, message] of [
      ['phone_number_verified', 'The SMS message could not be delivered.'],
      ['email_verified', 'The email could not be delivered.'],
    ] as const) {
      const UserAttributes = [{ Name: flag, Value: 'true' }]
      await cut.administrate('AdminUpdateUserAttributes', { ...named, UserAttributes })
      assert.deepEqual(await cut.refusal('ForgotPassword', { ClientId, Username: named.Username }), [
        'CodeDeliveryFailureException',
        message,
      ])
    }
    await cut.close()
  })
})
