import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { forEachAddress } from '../../support/databases.ts'
import {
  openGround as openTokenGround,
  type Ground as TokenGround,
  testTokenAccess,
} from '../self-service/token-access.ts'
import { testUserOperation } from '../users/world.ts'
import { type Ground, openGround } from './ground.ts'

// SetUserSettings and AdminSetUserSettings.

const SMS_OPTION = [{ DeliveryMedium: 'SMS', AttributeName: 'phone_number' }]
const NO_OPTIONS = { MFAOptions: [] }

describe('SetUserSettings', () => {
  let ground: TokenGround
  before(async () => {
    ground = await openTokenGround()
  })
  after(() => ground.it.close())

  testTokenAccess('SetUserSettings', () => ground, NO_OPTIONS, [
    'InvalidParameterException',
    'NotAuthorizedException',
    'PasswordResetRequiredException',
    'ResourceNotFoundException',
    'UserNotConfirmedException',
    'UserNotFoundException',
  ])
})

describe('AdminSetUserSettings', () => {
  let ground: Ground
  before(async () => {
    ground = await openGround()
  })
  after(() => ground.it.close())

  testUserOperation({
    operation: 'AdminSetUserSettings',
    house: () => ground.it.house,
    rest: NO_OPTIONS,
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

  for (const operation of ['SetUserSettings', 'AdminSetUserSettings'] as const) {
    const isAdmin = operation === 'AdminSetUserSettings'

    describe(operation, () => {
      async function signedInUser(attributes = {}) {
        const user = await ground.signedIn(attributes)
        const { Username, AccessToken } = user
        const who = isAdmin ? { UserPoolId: ground.pool, Username } : { AccessToken }
        return {
          ...user,
          call: (MFAOptions: unknown) =>
            ground.it.house.call(operation, { ...who, MFAOptions }, { signed: isAdmin }),
          shown: () => ground.it.ok('AdminGetUser', { UserPoolId: ground.pool, Username }, true),
        }
      }

      test('activates text messages and shows them as MFAOptions, apart from other settings', async () => {
        const { AccessToken, Username, call, shown } = await signedInUser({ phone_number: '+15555550100' })
        assert.equal((await call(SMS_OPTION)).text, '{}')
        const own = await ground.it.ok('GetUser', { AccessToken })
        for (const user of [own, await shown()]) {
          assert.deepEqual(user.MFAOptions, SMS_OPTION)
          assert.equal(user.UserMFASettingList, undefined)
          assert.equal(user.PreferredMfaSetting, undefined)
        }
        const filter = { UserPoolId: ground.pool, Filter: `username = "${Username}"` }
        const { Users } = await ground.it.ok('ListUsers', filter, true)
        assert.deepEqual(Users[0].MFAOptions, SMS_OPTION)
      })

      test('deactivates them by an empty list, also those of SetUserMFAPreference', async () => {
        const { AccessToken, call, shown } = await signedInUser({ phone_number: '+15555550100' })
        await call(SMS_OPTION)
        const SMSMfaSettings = { Enabled: true, PreferredMfa: true }
        await ground.it.ok('SetUserMFAPreference', { AccessToken, SMSMfaSettings })
        await call([])
        const user = await shown()
        assert.equal(user.MFAOptions, undefined)
        assert.equal(user.UserMFASettingList, undefined)
        assert.equal(user.PreferredMfaSetting, undefined)
      })

      test('refuses text messages for a user without a phone number', async () => {
        const { call, shown } = await signedInUser()
        assert.deepEqual((await call(SMS_OPTION)).json, {
          __type: 'InvalidParameterException',
          message: 'User does not have delivery config set to turn on SMS_MFA',
        })
        assert.equal((await shown()).MFAOptions, undefined)
      })

      test('refuses every other factor', async () => {
        const { call } = await signedInUser({ phone_number: '+15555550100', email: 'jane@example.com' })
        for (const option of [
          { DeliveryMedium: 'EMAIL', AttributeName: 'email' },
          { DeliveryMedium: 'SMS', AttributeName: 'email' },
          { DeliveryMedium: 'SMS' },
          {},
        ]) {
          assert.deepEqual((await call([...SMS_OPTION, option])).json, {
            __type: 'InvalidParameterException',
            message: 'Invalid MFA options given. Only SMS to phone_number can be configured this way.',
          })
        }
      })
    })
  }
})
