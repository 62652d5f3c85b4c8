import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { forEachAddress } from '../../support/databases.ts'
import { testUserOperation } from '../users/world.ts'
import { type Ground, openGround } from './ground.ts'

describe('AdminDeleteSoftwareToken', () => {
  let ground: Ground
  before(async () => {
    ground = await openGround()
  })
  after(() => ground.it.close())

  testUserOperation({
    operation: 'AdminDeleteSoftwareToken',
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

  const deleteToken = (Username: string) =>
    ground.it.house.call('AdminDeleteSoftwareToken', { UserPoolId: ground.pool, Username })

  describe('behaviour', () => {
    test('takes the token with the factor and its preference, and leaves the others', async () => {
      const { AccessToken, Username } = await ground.signedIn({ email: 'jane@example.com' })
      const secret = await ground.setUpToken(AccessToken)
      await ground.it.ok('SetUserMFAPreference', {
        AccessToken,
        SoftwareTokenMfaSettings: { Enabled: true, PreferredMfa: true },
        EmailMfaSettings: { Enabled: true },
      })
      assert.equal((await deleteToken(Username)).text, '{}')
      const user = await ground.it.ok('GetUser', { AccessToken })
      assert.deepEqual(user.UserMFASettingList, ['EMAIL_OTP'])
      assert.equal(user.PreferredMfaSetting, undefined)
      const UserCode = ground.code(secret, 1)
      const [name] = await ground.it.refusal('VerifySoftwareToken', { AccessToken, UserCode })
      assert.equal(name, 'EnableSoftwareTokenMFAException')
    })

    test('takes a secret that awaits its first code', async () => {
      const { AccessToken, Username } = await ground.signedIn()
      const { SecretCode } = await ground.it.ok('AssociateSoftwareToken', { AccessToken })
      await deleteToken(Username)
      const UserCode = ground.code(SecretCode)
      const [name] = await ground.it.refusal('VerifySoftwareToken', { AccessToken, UserCode })
      assert.equal(name, 'EnableSoftwareTokenMFAException')
    })

    test('succeeds for a user without a token', async () => {
      const { Username } = await ground.signedIn()
      assert.equal((await deleteToken(Username)).text, '{}')
    })
  })
})
