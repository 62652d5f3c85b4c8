import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { OperationName } from '../../../src/contract/generated/types.ts'
import { forEachAddress } from '../../support/databases.ts'
import {
  openGround as openTokenGround,
  type Ground as TokenGround,
  testTokenAccess,
} from '../self-service/token-access.ts'
import { testUserOperation } from '../users/world.ts'
import { EVERY_FACTOR, type Ground, openGround } from './ground.ts'

// SetUserMFAPreference and AdminSetUserMFAPreference.

const ON = { Enabled: true }
const OFF = { Enabled: false, PreferredMfa: false }
const PREFERRED = { Enabled: true, PreferredMfa: true }
const CONTACTS = { email: 'jane@example.com', phone_number: '+15555550100' }
const MULTI_FACTOR = {
  FactorConfiguration: 'MULTI_FACTOR_WITH_USER_VERIFICATION',
  UserVerification: 'required',
  RelyingPartyId: 'example.com',
}

describe('SetUserMFAPreference', () => {
  let ground: TokenGround
  before(async () => {
    ground = await openTokenGround()
  })
  after(() => ground.it.close())

  testTokenAccess('SetUserMFAPreference', () => ground, {}, [
    'InvalidParameterException',
    'NotAuthorizedException',
    'PasswordResetRequiredException',
    'ResourceNotFoundException',
    'UserNotConfirmedException',
    'UserNotFoundException',
  ])
})

describe('AdminSetUserMFAPreference', () => {
  let ground: Ground
  before(async () => {
    ground = await openGround()
  })
  after(() => ground.it.close())

  testUserOperation({
    operation: 'AdminSetUserMFAPreference',
    house: () => ground.it.house,
    noPool: 'ResourceNotFoundException',
    malformed: 'InvalidParameterException',
    noUser: 'UserNotFoundException',
    namesUsernameFirst: true,
  })
})

/** Both operations for a new user who has signed in. */
interface Chooser {
  readonly user: Awaited<ReturnType<Ground['signedIn']>>
  choose(settings: object): Promise<unknown>
  refusal(settings: object): Promise<readonly [string, string]>
}

forEachAddress((newAddress) => {
  const database = newAddress()
  let ground: Ground
  before(async () => {
    ground = await openGround({ database })
  })
  after(() => ground.it.close())

  async function newChooser(operation: OperationName, attributes = {}): Promise<Chooser> {
    const user = await ground.signedIn(attributes)
    const isAdmin = operation.startsWith('Admin')
    const who = isAdmin
      ? { UserPoolId: ground.pool, Username: user.Username }
      : { AccessToken: user.AccessToken }
    return {
      user,
      choose: (settings) => ground.it.ok(operation, { ...who, ...settings }, isAdmin),
      async refusal(settings) {
        const { house } = ground.it
        const { status, json } = await house.call(operation, { ...who, ...settings }, { signed: isAdmin })
        assert.equal(status, 400)
        return [json.__type, json.message]
      },
    }
  }

  /** The members of GetUser, which must be those of AdminGetUser. */
  async function chosenBy({ user: { AccessToken, Username } }: Chooser) {
    const own = await ground.it.ok('GetUser', { AccessToken })
    const shown = await ground.it.ok('AdminGetUser', { UserPoolId: ground.pool, Username }, true)
    const members = ({ UserMFASettingList, PreferredMfaSetting, MFAOptions }: Record<string, unknown>) => ({
      UserMFASettingList,
      PreferredMfaSetting,
      MFAOptions,
    })
    assert.deepEqual(members(own), members(shown))
    return [own.UserMFASettingList, own.PreferredMfaSetting]
  }

  for (const operation of ['SetUserMFAPreference', 'AdminSetUserMFAPreference'] as const) {
    describe(operation, () => {
      test('shows nothing of a user who has chosen nothing', async () => {
        const chooser = await newChooser(operation, CONTACTS)
        const { text } = await ground.it.house.call(
          'GetUser',
          { AccessToken: chooser.user.AccessToken },
          { signed: false },
        )
        assert.deepEqual(Object.keys(JSON.parse(text)), ['UserAttributes', 'Username'])
        assert.deepEqual(await chosenBy(chooser), [undefined, undefined])
      })

      test('answers an empty object, and activates what has an address, a number or a token', async () => {
        const chooser = await newChooser(operation, CONTACTS)
        await ground.setUpToken(chooser.user.AccessToken)
        assert.deepEqual(
          await chooser.choose({
            SMSMfaSettings: ON,
            SoftwareTokenMfaSettings: PREFERRED,
            EmailMfaSettings: ON,
          }),
          {},
        )
        assert.deepEqual(await chosenBy(chooser), [
          ['SMS_MFA', 'SOFTWARE_TOKEN_MFA', 'EMAIL_OTP'],
          'SOFTWARE_TOKEN_MFA',
        ])
      })

      test('leaves what it does not name, and moves the preference', async () => {
        const chooser = await newChooser(operation, CONTACTS)
        await chooser.choose({ SMSMfaSettings: PREFERRED })
        await chooser.choose({ EmailMfaSettings: ON })
        assert.deepEqual(await chosenBy(chooser), [['SMS_MFA', 'EMAIL_OTP'], 'SMS_MFA'])
        await chooser.choose({ EmailMfaSettings: PREFERRED })
        assert.deepEqual(await chosenBy(chooser), [['SMS_MFA', 'EMAIL_OTP'], 'EMAIL_OTP'])
        await chooser.choose({ EmailMfaSettings: ON })
        assert.deepEqual(await chosenBy(chooser), [['SMS_MFA', 'EMAIL_OTP'], undefined])
        await chooser.choose({})
        assert.deepEqual(await chosenBy(chooser), [['SMS_MFA', 'EMAIL_OTP'], undefined])
      })

      test('disables the preferred factor, and whatever the user lacks', async () => {
        const chooser = await newChooser(operation, { phone_number: CONTACTS.phone_number })
        await chooser.choose({ SMSMfaSettings: PREFERRED })
        await chooser.choose({
          SMSMfaSettings: OFF,
          SoftwareTokenMfaSettings: OFF,
          EmailMfaSettings: OFF,
          WebAuthnMfaSettings: { Enabled: false },
        })
        assert.deepEqual(await chosenBy(chooser), [undefined, undefined])
      })

      test('refuses a factor without an address, a number or a verified token', async () => {
        const chooser = await newChooser(operation)
        await ground.it.ok('AssociateSoftwareToken', { AccessToken: chooser.user.AccessToken })
        for (const [member, factor] of [
          ['SMSMfaSettings', 'SMS_MFA'],
          ['SoftwareTokenMfaSettings', 'SOFTWARE_TOKEN_MFA'],
          ['EmailMfaSettings', 'EMAIL_OTP'],
        ] as const) {
          assert.deepEqual(await chooser.refusal({ [member]: ON }), [
            'InvalidParameterException',
            `User does not have delivery config set to turn on ${factor}`,
          ])
        }
      })

      test('refuses two preferred factors, and one that is disabled; then nothing is changed', async () => {
        const chooser = await newChooser(operation, CONTACTS)
        assert.deepEqual(await chooser.refusal({ SMSMfaSettings: PREFERRED, EmailMfaSettings: PREFERRED }), [
          'InvalidParameterException',
          'Only one MFA method can be preferred.',
        ])
        const disabled = { Enabled: false, PreferredMfa: true }
        assert.deepEqual(await chooser.refusal({ SMSMfaSettings: ON, EmailMfaSettings: disabled }), [
          'InvalidParameterException',
          'The preferred MFA method must be enabled.',
        ])
        assert.deepEqual(await chosenBy(chooser), [undefined, undefined])
      })

      test('lets a passkey count as two factors only where the pool does', async () => {
        const chooser = await newChooser(operation, CONTACTS)
        const { refusal, choose } = chooser
        const settings = { WebAuthnMfaSettings: { Enabled: true }, EmailMfaSettings: ON }
        assert.deepEqual(await refusal(settings), [
          'InvalidParameterException',
          'WebAuthn MFA can only be enabled in a user pool with the WebAuthn factor configuration MULTI_FACTOR_WITH_USER_VERIFICATION.',
        ])
        const mfa = { UserPoolId: ground.pool, MfaConfiguration: 'OPTIONAL', ...EVERY_FACTOR }
        await ground.it.administrate('SetUserPoolMfaConfig', { ...mfa, WebAuthnConfiguration: MULTI_FACTOR })
        assert.deepEqual(await refusal({ WebAuthnMfaSettings: { Enabled: true } }), [
          'InvalidParameterException',
          'WebAuthn MFA can only be enabled together with another MFA method.',
        ])
        await choose(settings)
        await ground.it.administrate('SetUserPoolMfaConfig', mfa)
        const { users } = ground.it.house.storage.stores
        assert.equal((await users.find(ground.pool, chooser.user.sub))?.mfa.passkeys, true)
        await choose({ WebAuthnMfaSettings: { Enabled: false } })
        assert.equal((await users.find(ground.pool, chooser.user.sub))?.mfa.passkeys, undefined)
      })
    })
  }
})
