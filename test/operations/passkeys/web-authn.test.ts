// Signing in with a passkey: USER_AUTH and its challenge WEB_AUTHN.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { newAuthenticator } from '../../support/authenticator.ts'
import { forEachAddress } from '../../support/databases.ts'
import { HIDING, type Refusal, SMS } from '../../support/journeys.ts'
import {
  configure,
  DATABASES,
  type Ground,
  INVALID_CREDENTIAL,
  newGround,
  newMember,
  openGround,
  RP_ID,
  register,
} from './fixtures.ts'

const INCORRECT: Refusal = ['NotAuthorizedException', 'Incorrect username or password.']
const USED_BEFORE: Refusal = [
  'NotAuthorizedException',
  'Invalid session for the user, session can only be used once.',
]
const CHOOSING = {
  ExplicitAuthFlows: ['ALLOW_USER_AUTH', 'ALLOW_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
}

/** A challenge that was presented. */
interface Presented {
  readonly Session: string
  readonly options: {
    readonly challenge: string
    readonly rpId: string
    readonly allowCredentials: object[]
    readonly userVerification: string
  }
}

forEachAddress((newAddress) => {
  const database = newAddress()
  let ground: Ground

  before(async () => {
    ground = await choosing(await openGround({ database, webauthnOrigins: ['http://localhost:3000'] }))
  })
  after(() => ground.it.close())

  /** The pool, with a client for sign-in by choice. */
  async function choosing({ it, pool }: Ground, settings: object = {}): Promise<Ground> {
    return { it, pool, client: await it.newClient(pool, { ...CHOOSING, ...settings }) }
  }

  const initiation = ({ client }: Ground, USERNAME: string, PREFERRED_CHALLENGE?: string) => ({
    ClientId: client,
    AuthFlow: 'USER_AUTH',
    AuthParameters: { USERNAME, PREFERRED_CHALLENGE },
  })

  async function present(on: Ground, username: string): Promise<Presented> {
    const { ChallengeName, Session, ChallengeParameters } = await on.it.ok(
      'InitiateAuth',
      initiation(on, username, 'WEB_AUTHN'),
    )
    assert.equal(ChallengeName, 'WEB_AUTHN')
    return { Session, options: JSON.parse(ChallengeParameters.CREDENTIAL_REQUEST_OPTIONS) }
  }

  const response = ({ client }: Ground, USERNAME: string, Session: string, credential: unknown) => ({
    ClientId: client,
    ChallengeName: 'WEB_AUTHN',
    Session,
    ChallengeResponses: {
      USERNAME,
      CREDENTIAL: typeof credential === 'string' ? credential : JSON.stringify(credential),
    },
  })

  const answer = (on: Ground, username: string, session: string, credential: unknown) =>
    on.it.ok('RespondToAuthChallenge', response(on, username, session, credential))

  const refusal = (on: Ground, username: string, session: string, credential: unknown) =>
    on.it.refusal('RespondToAuthChallenge', response(on, username, session, credential))

  type Registration = Parameters<typeof register>
  async function withPasskey(
    on = ground,
    options: Registration[2] = {},
    circumstances: Registration[3] = {},
  ) {
    const { user, AccessToken } = await newMember(on)
    const authenticator = await register(on, AccessToken, options, circumstances)
    return { ...user, AccessToken, authenticator }
  }

  const passkeys = () => ground.it.house.storage.stores.passkeys
  async function counterOf(sub: string, credentialId: string, pool = ground.pool) {
    return (await passkeys().find(pool, sub, credentialId))?.counter
  }

  describe('the challenge WEB_AUTHN', () => {
    test('is presented to a user who prefers it, with the passkeys that will do', async () => {
      const { Username, authenticator } = await withPasskey(ground, { transports: ['internal', 'hybrid'] })
      const { Session, AvailableChallenges, ...rest } = await ground.it.ok(
        'InitiateAuth',
        initiation(ground, Username, 'WEB_AUTHN'),
      )
      assert.equal(typeof Session, 'string')
      assert.deepEqual(AvailableChallenges.toSorted(), ['PASSWORD', 'PASSWORD_SRP', 'WEB_AUTHN'])
      const { CREDENTIAL_REQUEST_OPTIONS, ...others } = rest.ChallengeParameters
      assert.deepEqual([rest.ChallengeName, others], ['WEB_AUTHN', {}])
      const { challenge, ...options } = JSON.parse(CREDENTIAL_REQUEST_OPTIONS)
      assert.match(challenge, /^[\w-]{22}$/)
      assert.deepEqual(options, {
        timeout: 180_000,
        rpId: RP_ID,
        allowCredentials: [{ type: 'public-key', id: authenticator.id, transports: ['internal', 'hybrid'] }],
        userVerification: 'preferred',
      })
    })

    test('can be selected, and gives tokens', async () => {
      const { Username, authenticator } = await withPasskey()
      const { it, client: ClientId } = ground
      const choice = await it.ok('InitiateAuth', initiation(ground, Username))
      assert.equal(choice.ChallengeName, 'SELECT_CHALLENGE')
      const { ChallengeName, Session, ChallengeParameters } = await it.ok('RespondToAuthChallenge', {
        ClientId,
        ChallengeName: 'SELECT_CHALLENGE',
        Session: choice.Session,
        ChallengeResponses: { USERNAME: Username, ANSWER: 'WEB_AUTHN' },
      })
      assert.equal(ChallengeName, 'WEB_AUTHN')
      assert.notEqual(Session, choice.Session)
      const credential = authenticator.get(JSON.parse(ChallengeParameters.CREDENTIAL_REQUEST_OPTIONS))
      const { AuthenticationResult } = await answer(ground, Username, Session, credential)
      const { AccessToken, IdToken, RefreshToken } = AuthenticationResult
      assert.equal((await it.ok('GetUser', { AccessToken })).Username, Username)
      assert.ok(IdToken && RefreshToken)
    })

    test('is offered to administrators alike', async () => {
      const { Username, authenticator } = await withPasskey()
      const { it, pool: UserPoolId } = ground
      const begun = await it.administrate('AdminInitiateAuth', {
        ...initiation(ground, Username, 'WEB_AUTHN'),
        UserPoolId,
      })
      const credential = authenticator.get(JSON.parse(begun.ChallengeParameters.CREDENTIAL_REQUEST_OPTIONS))
      const { AuthenticationResult } = await it.administrate('AdminRespondToAuthChallenge', {
        ...response(ground, Username, begun.Session, credential),
        UserPoolId,
      })
      assert.ok(AuthenticationResult.AccessToken)
    })

    test('is not offered to a user without a passkey, nor with one of a former relying party', async () => {
      const { user } = await newMember(ground)
      const changing = await choosing(await newGround(ground.it))
      const { Username } = await withPasskey(changing)
      await configure(ground.it, changing.pool, { RelyingPartyId: 'other.example.com' })
      for (const [on, name] of [
        [ground, user.Username],
        [changing, Username],
      ] as const) {
        const choice = await on.it.ok('InitiateAuth', initiation(on, name, 'WEB_AUTHN'))
        assert.equal(choice.ChallengeName, 'SELECT_CHALLENGE')
        assert.deepEqual(choice.AvailableChallenges.toSorted(), ['PASSWORD', 'PASSWORD_SRP'])
      }
    })

    test('takes either algorithm, and authenticators that count and that do not', async () => {
      for (const algorithm of ['ES256', 'RS256'] as const) {
        for (const counts of [true, false]) {
          const { Username, sub, authenticator } = await withPasskey(ground, { algorithm, counts })
          for (const use of [2, 3]) {
            const { Session, options } = await present(ground, Username)
            await answer(ground, Username, Session, authenticator.get(options))
            assert.equal(await counterOf(sub, authenticator.id), counts ? use : 0)
          }
        }
      }
    })

    test('takes the origins of the configuration, and none beside', async () => {
      const { Username, authenticator } = await withPasskey()
      const origin = 'http://localhost:3000'
      const local = await present(ground, Username)
      await answer(ground, Username, local.Session, authenticator.get(local.options, { origin }))
      for (const circumstances of [
        { origin: 'https://example.com' },
        { origin: 'http://localhost:3001' },
        { crossOrigin: true },
        { rpId: 'example.com', origin },
        { type: 'webauthn.create' },
        { challenge: 'AAAAAAAAAAAAAAAAAAAAAA' },
      ]) {
        const { Session, options } = await present(ground, Username)
        const credential = authenticator.get(options, circumstances)
        assert.deepEqual(await refusal(ground, Username, Session, credential), INCORRECT)
      }
    })

    test('keeps whether the passkey is backed up, and takes none that has become so', async () => {
      const { Username, sub, authenticator } = await withPasskey(ground, { backupEligible: true })
      const { Session, options } = await present(ground, Username)
      await answer(ground, Username, Session, authenticator.get(options, { backedUp: true }))
      assert.equal((await passkeys().find(ground.pool, sub, authenticator.id))?.isBackedUp, true)
      const stored = (await passkeys().find(ground.pool, sub, authenticator.id)) ?? assert.fail('none')
      await passkeys().delete(ground.pool, sub, authenticator.id)
      await passkeys().insert({ ...stored, isBackupEligible: false })
      const again = await present(ground, Username)
      const credential = authenticator.get(again.options)
      assert.deepEqual(await refusal(ground, Username, again.Session, credential), INCORRECT)
    })
  })

  describe('validation of WEB_AUTHN', () => {
    test('demands name, credential and session', async () => {
      const { it } = ground
      const { Username, authenticator } = await withPasskey()
      const { Session, options } = await present(ground, Username)
      const whole = response(ground, Username, Session, authenticator.get(options))
      const { USERNAME, CREDENTIAL } = whole.ChallengeResponses
      for (const [missing, input] of [
        ['USERNAME', { ...whole, ChallengeResponses: { CREDENTIAL } }],
        ['CREDENTIAL', { ...whole, ChallengeResponses: { USERNAME } }],
        ['Session', { ...whole, Session: undefined }],
      ] as const) {
        assert.deepEqual(await it.refusal('RespondToAuthChallenge', input), [
          'InvalidParameterException',
          `Missing required parameter ${missing}`,
        ])
      }
    })

    test('refuses what is no credential, and leaves the session', async () => {
      const { Username, authenticator } = await withPasskey()
      const { Session, options } = await present(ground, Username)
      const credential = authenticator.get(options)
      const { response: parts } = credential
      for (const malformed of [
        'text',
        '7',
        '[]',
        '{}',
        JSON.stringify(JSON.stringify(credential)),
        { ...credential, rawId: 'AAAA' },
        { ...credential, type: 'password' },
        { ...credential, response: { ...parts, clientDataJSON: 'bm8ganNvbg' } },
        { ...credential, response: { ...parts, authenticatorData: 'a b' } },
        { ...credential, response: { ...parts, signature: 'A'.repeat(2000) } },
        { ...credential, response: { ...parts, signature: undefined } },
        { ...credential, response: { ...parts, userHandle: 7 } },
      ]) {
        assert.deepEqual(await refusal(ground, Username, Session, malformed), INVALID_CREDENTIAL)
      }
      await answer(ground, Username, Session, credential)
    })

    test('refuses well-formed nonsense', async () => {
      const { Username, authenticator } = await withPasskey()
      for (const change of [
        { authenticatorData: 'AAAA' },
        { signature: 'AAAA' },
        { userHandle: Buffer.from('somebody else').toString('base64url') },
      ]) {
        const { Session, options } = await present(ground, Username)
        const credential = authenticator.get(options)
        const changed = { ...credential, response: { ...credential.response, ...change } }
        assert.deepEqual(await refusal(ground, Username, Session, changed), INCORRECT)
      }
    })
  })

  describe('the session of WEB_AUTHN', () => {
    test('serves once, be the signature right or wrong', async () => {
      const { Username, authenticator } = await withPasskey()
      const right = await present(ground, Username)
      const credential = authenticator.get(right.options)
      await answer(ground, Username, right.Session, credential)
      assert.deepEqual(await refusal(ground, Username, right.Session, credential), USED_BEFORE)
      const wrong = await present(ground, Username)
      const foreign = newAuthenticator().get(wrong.options)
      assert.deepEqual(await refusal(ground, Username, wrong.Session, foreign), INCORRECT)
      const late = authenticator.get(wrong.options)
      assert.deepEqual(await refusal(ground, Username, wrong.Session, late), USED_BEFORE)
    })

    test('takes the signature of its own challenge, and of its own user', async () => {
      const [one, other] = [await withPasskey(), await withPasskey()]
      const [first, second] = [await present(ground, one.Username), await present(ground, one.Username)]
      const credential = one.authenticator.get(second.options)
      assert.deepEqual(await refusal(ground, one.Username, first.Session, credential), INCORRECT)
      const { Session, options } = await present(ground, one.Username)
      const foreign = other.authenticator.get(options)
      assert.deepEqual(await refusal(ground, other.Username, Session, foreign), [
        'NotAuthorizedException',
        'Invalid session for the user.',
      ])
      assert.deepEqual(await refusal(ground, one.Username, Session, foreign), INCORRECT)
    })

    test('goes to one of sixteen rivals', async () => {
      const { Username, authenticator } = await withPasskey(ground, { counts: false })
      const { Session, options } = await present(ground, Username)
      const input = response(ground, Username, Session, authenticator.get(options))
      const { house } = ground.it
      const answers = await Promise.all(
        Array.from({ length: 16 }, () => house.call('RespondToAuthChallenge', input, { signed: false })),
      )
      assert.equal(answers.filter(({ status }) => status === 200).length, 1)
    })

    test('is void once the passkey is deleted, or the user disabled', async () => {
      const { it, pool: UserPoolId } = ground
      const one = await withPasskey()
      const begun = await present(ground, one.Username)
      await it.ok('DeleteWebAuthnCredential', {
        AccessToken: one.AccessToken,
        CredentialId: one.authenticator.id,
      })
      const deleted = one.authenticator.get(begun.options)
      assert.deepEqual(await refusal(ground, one.Username, begun.Session, deleted), INCORRECT)

      const other = await withPasskey()
      const { Session, options } = await present(ground, other.Username)
      await it.administrate('AdminDisableUser', { UserPoolId, Username: other.Username })
      assert.deepEqual(await refusal(ground, other.Username, Session, other.authenticator.get(options)), [
        'NotAuthorizedException',
        'User is disabled.',
      ])
    })
  })

  describe('the counter of a passkey', () => {
    test('gives a copy away, which is refused, told and recorded', async () => {
      const { Username, sub, authenticator } = await withPasskey()
      const first = await present(ground, Username)
      await answer(ground, Username, first.Session, authenticator.get(first.options))
      authenticator.rewind(1)
      const { Session, options } = await present(ground, Username)
      const { logLines, storage } = ground.it.house
      const before = logLines.length
      assert.deepEqual(await refusal(ground, Username, Session, authenticator.get(options)), INCORRECT)
      const warnings = logLines.slice(before).filter((line) => line.includes('there may be a copy'))
      assert.deepEqual([warnings.length, warnings[0]?.includes(sub)], [1, true])
      const records = await storage.stores.auditEvents.list({
        limit: 1000,
        eventName: 'RespondToAuthChallenge',
      })
      const refused = records.filter(({ record }) => JSON.stringify(record).includes(sub) && record.errorCode)
      assert.deepEqual(
        refused.map(({ record }) => record.errorCode),
        ['NotAuthorizedException'],
      )
      assert.equal(await counterOf(sub, authenticator.id), 2)
    })

    test('lets one of sixteen rivals with one count in', async () => {
      const { Username, authenticator } = await withPasskey()
      const begun = await Promise.all(Array.from({ length: 16 }, () => present(ground, Username)))
      const inputs = begun.map(({ Session, options }) => {
        authenticator.rewind(5)
        return response(ground, Username, Session, authenticator.get(options))
      })
      const { house } = ground.it
      const answers = await Promise.all(
        inputs.map((input) => house.call('RespondToAuthChallenge', input, { signed: false })),
      )
      assert.equal(answers.filter(({ status }) => status === 200).length, 1)
    })
  })

  describe('a passkey and second factors', () => {
    test('counts as one factor or two, as the pool says and the authenticator did', async () => {
      const { it } = ground
      const pool = await choosing(await newGround(it))
      const { user, AccessToken } = await newMember(pool)
      const authenticator = await register(pool, AccessToken)
      await it.administrate('AdminUpdateUserAttributes', {
        UserPoolId: pool.pool,
        Username: user.Username,
        UserAttributes: [{ Name: 'phone_number', Value: '+15555550199' }],
      })
      await it.administrate('SetUserPoolMfaConfig', {
        UserPoolId: pool.pool,
        MfaConfiguration: 'ON',
        SmsMfaConfiguration: { SmsConfiguration: SMS },
        WebAuthnConfiguration: {
          RelyingPartyId: RP_ID,
          FactorConfiguration: 'MULTI_FACTOR_WITH_USER_VERIFICATION',
        },
      })
      const verified = await present(pool, user.Username)
      const granted = await answer(
        pool,
        user.Username,
        verified.Session,
        authenticator.get(verified.options, { userVerified: true }),
      )
      assert.ok(granted.AuthenticationResult.AccessToken)

      const unverified = await present(pool, user.Username)
      const asked = await answer(
        pool,
        user.Username,
        unverified.Session,
        authenticator.get(unverified.options, { userVerified: false }),
      )
      assert.equal(asked.ChallengeName, 'SMS_MFA')
      const code = {
        ClientId: pool.client,
        ChallengeName: 'SMS_MFA',
        Session: asked.Session,
        ChallengeResponses: { USERNAME: user.Username, SMS_MFA_CODE: await it.codeTo('+15555550199') },
      }
      const stored = await passkeys().find(pool.pool, user.sub, authenticator.id)
      await passkeys().delete(pool.pool, user.sub, authenticator.id)
      const invalid = ['NotAuthorizedException', 'Invalid session for the user.']
      assert.deepEqual(await it.refusal('RespondToAuthChallenge', code), invalid)
      await passkeys().insert(stored ?? assert.fail('none'))
      assert.ok((await it.ok('RespondToAuthChallenge', code)).AuthenticationResult.AccessToken)
    })

    test('asks to verify a user who has activated passkeys as two factors', async () => {
      const { it } = ground
      const pool = await choosing(await newGround(it))
      const { user, AccessToken } = await newMember(pool)
      const authenticator = await register(pool, AccessToken)
      const { pool: UserPoolId } = pool
      const { Username } = user
      const UserAttributes = [{ Name: 'phone_number', Value: '+15555550199' }]
      await it.administrate('AdminUpdateUserAttributes', { UserPoolId, Username, UserAttributes })
      await it.administrate('SetUserPoolMfaConfig', {
        UserPoolId,
        MfaConfiguration: 'OPTIONAL',
        SmsMfaConfiguration: { SmsConfiguration: SMS },
        WebAuthnConfiguration: {
          RelyingPartyId: RP_ID,
          FactorConfiguration: 'MULTI_FACTOR_WITH_USER_VERIFICATION',
        },
      })
      assert.equal((await present(pool, Username)).options.userVerification, 'preferred')
      await it.ok('SetUserMFAPreference', {
        AccessToken,
        SMSMfaSettings: { Enabled: true },
        WebAuthnMfaSettings: { Enabled: true },
      })
      const { Session, options } = await present(pool, Username)
      assert.equal(options.userVerification, 'required')
      const credential = authenticator.get(options, { userVerified: true })
      assert.ok((await answer(pool, Username, Session, credential)).AuthenticationResult)
    })

    test('demands the verification that the pool requires', async () => {
      const strict = await choosing(await newGround(ground.it, { UserVerification: 'required' }))
      const { Username, authenticator } = await withPasskey(strict)
      const unverified = await present(strict, Username)
      const credential = authenticator.get(unverified.options, { userVerified: false })
      assert.deepEqual(await refusal(strict, Username, unverified.Session, credential), INCORRECT)
      const { Session, options } = await present(strict, Username)
      await answer(strict, Username, Session, authenticator.get(options))
    })
  })

  describe('a client that hides users', () => {
    test('presents everybody the same, and refuses in the same words', async () => {
      const hiding = await choosing(ground, HIDING)
      const [has, hasNot] = [await withPasskey(), (await newMember(ground)).user]
      const names = [has.Username, hasNot.Username, `user-${crypto.randomUUID()}`]
      const shapes = await Promise.all(
        names.map(async (name) => {
          const { Session, options } = await present(hiding, name)
          const foreign = newAuthenticator().get(options)
          return {
            length: Session.length,
            options: { ...options, challenge: options.challenge.length },
            told: await refusal(hiding, name, Session, foreign),
            again: await refusal(hiding, name, Session, foreign),
          }
        }),
      )
      const [first, ...others] = shapes
      assert.deepEqual(first?.options.allowCredentials, [])
      assert.deepEqual([first?.told, first?.again], [INCORRECT, USED_BEFORE])
      for (const other of others) assert.deepEqual(other, first)
    })

    test('lets in who has the passkey', async () => {
      const hiding = await choosing(ground, HIDING)
      const { Username, authenticator } = await withPasskey()
      const { Session, options } = await present(hiding, Username)
      await answer(hiding, Username, Session, authenticator.get(options))
    })

    test('offers no passkeys in a pool without a relying party', async () => {
      const { it } = ground
      const pool = await newGround(it)
      await configure(it, pool.pool)
      const hiding = await choosing(pool, HIDING)
      const choice = await it.ok('InitiateAuth', initiation(hiding, 'nobody', 'WEB_AUTHN'))
      assert.equal(choice.ChallengeName, 'SELECT_CHALLENGE')
      assert.ok(!choice.AvailableChallenges.includes('WEB_AUTHN'))
    })

    test('and one that does not says that there is no such user', async () => {
      assert.deepEqual(await ground.it.refusal('InitiateAuth', initiation(ground, 'nobody', 'WEB_AUTHN')), [
        'UserNotFoundException',
        'User does not exist.',
      ])
    })
  })
}, DATABASES)
