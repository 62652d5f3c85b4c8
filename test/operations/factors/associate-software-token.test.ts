import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { forEachAddress } from '../../support/databases.ts'
import {
  openGround as openTokenGround,
  type Ground as TokenGround,
  testTokenAccess,
} from '../self-service/token-access.ts'
import { EVERY_FACTOR, type Ground, openGround } from './ground.ts'

describe('with an access token', () => {
  let ground: TokenGround
  before(async () => {
    ground = await openTokenGround()
    await ground.it.administrate('SetUserPoolMfaConfig', {
      UserPoolId: ground.pool,
      MfaConfiguration: 'OPTIONAL',
      SoftwareTokenMfaConfiguration: { Enabled: true },
    })
  })
  after(() => ground.it.close())

  testTokenAccess('AssociateSoftwareToken', () => ground, {}, [
    'NotAuthorizedException',
    'ResourceNotFoundException',
  ])
})

forEachAddress((newAddress) => {
  const database = newAddress()
  let ground: Ground
  before(async () => {
    ground = await openGround({ database })
  })
  after(() => ground.it.close())

  const refusal = (input: object) => ground.it.refusal('AssociateSoftwareToken', input)

  describe('validation', () => {
    test('asks for an access token or a session, and for one alone', async () => {
      assert.deepEqual(await refusal({}), [
        'InvalidParameterException',
        'Missing required parameter AccessToken or Session',
      ])
      const { AccessToken } = await ground.signedIn()
      assert.deepEqual(await refusal({ AccessToken, Session: 'the-session-of-nobody' }), [
        'InvalidParameterException',
        'AccessToken and Session cannot be used together.',
      ])
    })

    test('takes no session for an access token, and no text for a session', async () => {
      const [name] = await refusal({ AccessToken: 'the-session-of-nobody' })
      assert.equal(name, 'NotAuthorizedException')
      assert.deepEqual(await refusal({ Session: 'the-session-of-nobody' }), [
        'NotAuthorizedException',
        'Invalid session for the user.',
      ])
    })
  })

  describe('behaviour', () => {
    test('answers a secret of 52 characters in base32 and nothing else, another one each time', async () => {
      const { AccessToken } = await ground.signedIn()
      const first = await ground.it.ok('AssociateSoftwareToken', { AccessToken })
      assert.deepEqual(Object.keys(first), ['SecretCode'])
      assert.match(first.SecretCode, /^[A-Z2-7]{52}$/)
      const second = await ground.it.ok('AssociateSoftwareToken', { AccessToken })
      assert.notEqual(first.SecretCode, second.SecretCode)
    })

    test('replaces a secret that awaits its first code', async () => {
      const { AccessToken } = await ground.signedIn()
      const first = await ground.it.ok('AssociateSoftwareToken', { AccessToken })
      const second = await ground.it.ok('AssociateSoftwareToken', { AccessToken })
      const verify = (secret: string) => ({ AccessToken, UserCode: ground.code(secret) })
      const [name] = await ground.it.refusal('VerifySoftwareToken', verify(first.SecretCode))
      assert.equal(name, 'EnableSoftwareTokenMFAException')
      await ground.it.ok('VerifySoftwareToken', verify(second.SecretCode))
    })

    test('activates nothing', async () => {
      const { AccessToken } = await ground.signedIn()
      await ground.it.ok('AssociateSoftwareToken', { AccessToken })
      const user = await ground.it.ok('GetUser', { AccessToken })
      assert.equal(user.UserMFASettingList, undefined)
      assert.deepEqual(
        await ground.it.refusal('SetUserMFAPreference', {
          AccessToken,
          SoftwareTokenMfaSettings: { Enabled: true },
        }),
        ['InvalidParameterException', 'User does not have delivery config set to turn on SOFTWARE_TOKEN_MFA'],
      )
    })

    test('keeps the secret out of the log and the audit trail', async () => {
      const { AccessToken } = await ground.signedIn()
      const secret = await ground.setUpToken(AccessToken)
      const { logLines, storage } = ground.it.house
      assert.ok(!logLines.join('').includes(secret))
      const events = await storage.stores.auditEvents.list({ limit: 1000 })
      assert.ok(events.length > 0)
      assert.ok(!JSON.stringify(events).includes(secret))
    })

    test('is refused in a pool without software tokens', async () => {
      const { it } = ground
      const { SmsMfaConfiguration } = EVERY_FACTOR
      for (const mfa of [{}, { MfaConfiguration: 'OPTIONAL', SmsMfaConfiguration }]) {
        const pool = await ground.newFactorPool(mfa)
        const user = await it.member(pool, await it.newClient(pool))
        assert.deepEqual(await refusal({ AccessToken: await it.signIn(user) }), [
          'SoftwareTokenMFANotFoundException',
          'Software Token MFA has not been enabled by the userPool',
        ])
      }
    })
  })
})
