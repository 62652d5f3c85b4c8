import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { forEachAddress } from '../../support/databases.ts'
import {
  openGround as openTokenGround,
  type Ground as TokenGround,
  testTokenAccess,
} from '../self-service/token-access.ts'
import { testUserOperation } from '../users/world.ts'
import { EVERY_FACTOR, type Ground, openGround } from './ground.ts'

// GetUserAuthFactors and AdminGetUserAuthFactors.

const CONTACTS = { email: 'jane@example.com', phone_number: '+15555550100' }

describe('GetUserAuthFactors', () => {
  let ground: TokenGround
  before(async () => {
    ground = await openTokenGround()
  })
  after(() => ground.it.close())

  testTokenAccess('GetUserAuthFactors', () => ground, {}, [
    'InvalidParameterException',
    'NotAuthorizedException',
    'PasswordResetRequiredException',
    'ResourceNotFoundException',
    'UserNotConfirmedException',
    'UserNotFoundException',
  ])
})

describe('AdminGetUserAuthFactors', () => {
  let ground: Ground
  before(async () => {
    ground = await openGround()
  })
  after(() => ground.it.close())

  testUserOperation({
    operation: 'AdminGetUserAuthFactors',
    house: () => ground.it.house,
    noPool: 'ResourceNotFoundException',
    malformed: 'InvalidParameterException',
    noUser: 'UserNotFoundException',
  })
})

forEachAddress((newAddress) => {
  const database = newAddress()
  let ground: Ground
  before(async () => {
    ground = await openGround({ database })
  })
  after(() => ground.it.close())

  /** What both operations answer. */
  async function factorsOf(
    pool: string,
    { Username, AccessToken }: Record<'Username' | 'AccessToken', string>,
  ) {
    const { it } = ground
    const own = await it.house.call('GetUserAuthFactors', { AccessToken }, { signed: false })
    const shown = await it.house.call('AdminGetUserAuthFactors', { UserPoolId: pool, Username })
    assert.equal(own.text, shown.text)
    return own.text
  }

  async function signedIn(pool: string, attributes = {}) {
    const user = await ground.it.member(pool, await ground.it.newClient(pool), attributes)
    return { ...user, AccessToken: await ground.it.signIn(user) }
  }

  test('the password alone in a plain pool, and no settings where none are chosen', async () => {
    const pool = await ground.newFactorPool({})
    const user = await signedIn(pool, CONTACTS)
    assert.equal(
      await factorsOf(pool, user),
      `{"ConfiguredUserAuthFactors":["PASSWORD"],"Username":"${user.Username}"}`,
    )
  })

  test('the first factors of the pool that the user has', async () => {
    const AllowedFirstAuthFactors = ['PASSWORD', 'EMAIL_OTP', 'SMS_OTP', 'WEB_AUTHN']
    const Policies = { SignInPolicy: { AllowedFirstAuthFactors } }
    const settings = { Policies, UserPoolTier: 'ESSENTIALS' }
    const { SmsConfiguration } = EVERY_FACTOR.SmsMfaConfiguration
    const pool = await ground.newFactorPool({}, { ...settings, SmsConfiguration })
    const both = JSON.parse(await factorsOf(pool, await signedIn(pool, CONTACTS)))
    assert.deepEqual(both.ConfiguredUserAuthFactors, ['PASSWORD', 'EMAIL_OTP', 'SMS_OTP'])
    const none = JSON.parse(await factorsOf(pool, await signedIn(pool)))
    assert.deepEqual(none.ConfiguredUserAuthFactors, ['PASSWORD'])
  })

  test('activated second factors, with the settings that are chosen', async () => {
    const user = await ground.signedIn(CONTACTS)
    const { AccessToken } = user
    await ground.setUpToken(AccessToken)
    await ground.it.ok('SetUserMFAPreference', {
      AccessToken,
      SMSMfaSettings: { Enabled: true },
      SoftwareTokenMfaSettings: { Enabled: true, PreferredMfa: true },
    })
    assert.deepEqual(JSON.parse(await factorsOf(ground.pool, user)), {
      Username: user.Username,
      PreferredMfaSetting: 'SOFTWARE_TOKEN_MFA',
      UserMFASettingList: ['SMS_MFA', 'SOFTWARE_TOKEN_MFA'],
      ConfiguredUserAuthFactors: ['PASSWORD', 'SMS_OTP', 'SOFTWARE_TOKEN'],
    })
  })
})
