import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { MINUTE } from '../../../src/kernel/clock.ts'
import { STEP } from '../../support/authenticator-app.ts'
import { forEachAddress } from '../../support/databases.ts'
import { type Refusal, wrong } from '../../support/journeys.ts'
import {
  openGround as openTokenGround,
  type Ground as TokenGround,
  testTokenAccess,
} from '../self-service/token-access.ts'
import { type Ground, openGround } from './ground.ts'

const MISMATCH: Refusal = [
  'EnableSoftwareTokenMFAException',
  'Code mismatch and fail enable Software Token MFA',
]
const USED: Refusal = ['EnableSoftwareTokenMFAException', 'Your software token has already been used once.']
const LOCKED: Refusal = ['NotAuthorizedException', 'Password attempts exceeded']
const RIVALS = 16

describe('with an access token', () => {
  let ground: TokenGround
  before(async () => {
    ground = await openTokenGround()
  })
  after(() => ground.it.close())

  testTokenAccess('VerifySoftwareToken', () => ground, { UserCode: '000000' }, [
    'NotAuthorizedException',
    'PasswordResetRequiredException',
    'ResourceNotFoundException',
    'UserNotConfirmedException',
    'UserNotFoundException',
  ])
})

forEachAddress((newAddress) => {
  const database = newAddress()
  let ground: Ground
  before(async () => {
    ground = await openGround({ database })
  })
  after(() => ground.it.close())

  const refusal = (input: object) => ground.it.refusal('VerifySoftwareToken', input)
  const verify = (input: object) => ground.it.ok('VerifySoftwareToken', input)

  /** A signed-in user with a secret that awaits its first code. */
  async function associated() {
    const user = await ground.signedIn()
    const { SecretCode } = await ground.it.ok('AssociateSoftwareToken', { AccessToken: user.AccessToken })
    return { ...user, secret: SecretCode as string }
  }

  describe('validation', () => {
    test('asks for six digits', async () => {
      const { AccessToken } = await associated()
      for (const [UserCode, constraint] of [
        ['12345', 'Member must have length greater than or equal to 6'],
        ['1234567', 'Member must have length less than or equal to 6'],
        ['abcdef', 'Member must satisfy regular expression pattern: [0-9]+'],
      ] as const) {
        const [name, message] = await refusal({ AccessToken, UserCode })
        assert.equal(name, 'InvalidParameterException')
        assert.ok(message.endsWith(constraint), message)
      }
    })

    test('asks for an access token or a session, and for one alone', async () => {
      assert.deepEqual(await refusal({ UserCode: '000000' }), [
        'InvalidParameterException',
        'Missing required parameter AccessToken or Session',
      ])
      const { AccessToken } = await associated()
      assert.deepEqual(await refusal({ AccessToken, Session: 'the-session-of-nobody', UserCode: '000000' }), [
        'InvalidParameterException',
        'AccessToken and Session cannot be used together.',
      ])
      assert.deepEqual(await refusal({ Session: 'the-session-of-nobody', UserCode: '000000' }), [
        'NotAuthorizedException',
        'Invalid session for the user.',
      ])
    })
  })

  describe('behaviour', () => {
    test('answers success, and lets the factor be activated', async () => {
      const { AccessToken, secret } = await associated()
      assert.deepEqual(await verify({ AccessToken, UserCode: ground.code(secret) }), { Status: 'SUCCESS' })
      const settings = { Enabled: true, PreferredMfa: true }
      await ground.it.ok('SetUserMFAPreference', { AccessToken, SoftwareTokenMfaSettings: settings })
      const user = await ground.it.ok('GetUser', { AccessToken })
      assert.deepEqual(user.UserMFASettingList, ['SOFTWARE_TOKEN_MFA'])
      assert.equal(user.PreferredMfaSetting, 'SOFTWARE_TOKEN_MFA')
    })

    test('activates nothing by itself', async () => {
      const { AccessToken, secret } = await associated()
      await verify({ AccessToken, UserCode: ground.code(secret) })
      const user = await ground.it.ok('GetUser', { AccessToken })
      assert.equal(user.UserMFASettingList, undefined)
      assert.equal(user.PreferredMfaSetting, undefined)
    })

    test('takes codes one step off, and none of two steps', async () => {
      for (const steps of [-2, 2]) {
        const { AccessToken, secret } = await associated()
        assert.deepEqual(await refusal({ AccessToken, UserCode: ground.code(secret, steps) }), MISMATCH)
      }
      for (const steps of [-1, 1]) {
        const { AccessToken, secret } = await associated()
        await verify({ AccessToken, UserCode: ground.code(secret, steps) })
      }
    })

    test('leaves the secret as it is after a wrong code', async () => {
      const { AccessToken, secret } = await associated()
      assert.deepEqual(await refusal({ AccessToken, UserCode: wrong(ground.code(secret)) }), MISMATCH)
      await verify({ AccessToken, UserCode: ground.code(secret) })
    })

    test('refuses a code where nothing was associated', async () => {
      const { AccessToken } = await ground.signedIn()
      assert.deepEqual(await refusal({ AccessToken, UserCode: '000000' }), MISMATCH)
    })

    test('takes each code once, and verifies again with a new one', async () => {
      const { AccessToken, secret } = await associated()
      const UserCode = ground.code(secret)
      await verify({ AccessToken, UserCode })
      assert.deepEqual(await refusal({ AccessToken, UserCode }), USED)
      assert.deepEqual(await refusal({ AccessToken, UserCode: ground.code(secret, -1) }), USED)
      ground.passTime(STEP)
      await verify({ AccessToken, UserCode: ground.code(secret) })
    })

    test('leaves the verified token until another one is verified', async () => {
      const { AccessToken, secret: former } = await associated()
      await verify({ AccessToken, UserCode: ground.code(former) })
      const { SecretCode } = await ground.it.ok('AssociateSoftwareToken', { AccessToken })
      const stored = async () => {
        const { softwareTokens, users } = ground.it.house.storage.stores
        const { Username } = await ground.it.ok('GetUser', { AccessToken })
        const user = await users.resolve(ground.pool, { username: Username, aliases: [] })
        return softwareTokens.find(ground.pool, user?.sub ?? '')
      }
      const before = (await stored())?.verified
      assert.deepEqual(await refusal({ AccessToken, UserCode: ground.code(former, 1) }), MISMATCH)
      assert.deepEqual((await stored())?.verified, before)
      await verify({ AccessToken, UserCode: ground.code(SecretCode), FriendlyDeviceName: 'new phone' })
      const after = await stored()
      assert.notDeepEqual(after?.verified?.secret, before?.secret)
      assert.equal(after?.verified?.name, 'new phone')
      assert.equal(after?.pending, undefined)
    })

    test('counts wrong codes as failed sign-ins, and locks', async () => {
      const { AccessToken, secret, ...user } = await associated()
      const UserCode = wrong(ground.code(secret))
      for (let i = 0; i < 5; i++) assert.deepEqual(await refusal({ AccessToken, UserCode }), MISMATCH)
      assert.deepEqual(await refusal({ AccessToken, UserCode }), LOCKED)
      assert.deepEqual(await refusal({ AccessToken, UserCode: ground.code(secret) }), LOCKED)
      const AuthParameters = { USERNAME: user.Username, PASSWORD: 'Correct-Horse-7' }
      const signIn = { ClientId: user.ClientId, AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters }
      assert.deepEqual(await ground.it.refusal('InitiateAuth', signIn), LOCKED)
      ground.passTime(MINUTE)
      await verify({ AccessToken, UserCode: ground.code(secret) })
    })

    test('looks at no more than five of sixteen wrong codes at once', async () => {
      const { AccessToken, secret } = await associated()
      const input = { AccessToken, UserCode: wrong(ground.code(secret)) }
      const refusals = await Promise.all(Array.from({ length: RIVALS }, () => refusal(input)))
      assert.equal(refusals.filter(([name]) => name === MISMATCH[0]).length, 5)
      assert.equal(refusals.filter(([name]) => name === LOCKED[0]).length, RIVALS - 5)
    })

    test('verifies for one of sixteen rivals with the same code', async () => {
      const { AccessToken, secret } = await associated()
      const input = { AccessToken, UserCode: ground.code(secret) }
      const answers = await Promise.all(
        Array.from({ length: RIVALS }, () =>
          ground.it.house.call('VerifySoftwareToken', input, { signed: false }),
        ),
      )
      assert.equal(answers.filter(({ status }) => status === 200).length, 1)
      for (const { status, json } of answers) {
        if (status !== 200) assert.deepEqual([json.__type, json.message], USED)
      }
    })

    test('is refused once the pool offers software tokens no more', async () => {
      const pool = await ground.newFactorPool({
        MfaConfiguration: 'OPTIONAL',
        SoftwareTokenMfaConfiguration: { Enabled: true },
      })
      const user = await ground.it.member(pool, await ground.it.newClient(pool))
      const AccessToken = await ground.it.signIn(user)
      const { SecretCode } = await ground.it.ok('AssociateSoftwareToken', { AccessToken })
      await ground.it.administrate('SetUserPoolMfaConfig', { UserPoolId: pool })
      assert.deepEqual(await refusal({ AccessToken, UserCode: ground.code(SecretCode) }), [
        'SoftwareTokenMFANotFoundException',
        'Software Token MFA has not been enabled by the userPool',
      ])
    })
  })
})
