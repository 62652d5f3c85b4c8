import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import { decodeJwt } from 'jose'
import { secretHash } from '../../../src/domain/credentials/secret-hash.ts'
import { MINUTE } from '../../../src/kernel/clock.ts'
import { newMfaPool, type OfferedFactors, setMfa } from '../../support/mfa.ts'
import { ALL_FLOWS, newClient, newUser, PASSWORD } from '../../support/pools.ts'
import { quickPower } from '../../support/quick-power.ts'
import { deviceSrpClient, deviceVerifier, srpClient, timestamp } from '../../support/srp-client.ts'
import { HIDING } from '../sign-in/fixtures.ts'
import { ALWAYS, attributesOf, DEVICE_NOT_FOUND, NO_DEVICE, OPT_IN, onEachDatabase } from './fixtures.ts'

// DEVICE_SRP_AUTH and DEVICE_PASSWORD_VERIFIER of RespondToAuthChallenge.

const PHONE = '+12065550123'
const DEVICE_PASSWORD = Buffer.alloc(40, 9).toString('base64')
const INCORRECT = ['NotAuthorizedException', 'Incorrect username or password.']
const INVALID = ['NotAuthorizedException', 'Invalid session for the user.']
const USED = ['NotAuthorizedException', 'Invalid session for the user, session can only be used once.']
const LOCKED = ['NotAuthorizedException', 'Password attempts exceeded']

type Answer = Record<string, string>

interface Place {
  readonly UserPoolId: string
  readonly ClientId: string
  readonly sub: string
}

interface Device {
  readonly DeviceKey: string
  readonly DeviceGroupKey: string
  readonly AccessToken: string
}

onEachDatabase((ground) => {
  const house = () => ground().it.house
  let shift = 0
  const now = () => Date.now() + shift

  /** A pool that demands a code by text message, or a remembered device, and the user jane in it. */
  async function newPlace(
    devices: object = ALWAYS,
    {
      mfa = 'ON',
      factors = 's',
      client = HIDING,
    }: { mfa?: 'ON' | 'OPTIONAL' | 'OFF'; factors?: OfferedFactors; client?: object } = {},
  ): Promise<Place> {
    const root = house().client()
    const UserPoolId = await newMfaPool(root, mfa, factors, { AliasAttributes: ['email'], ...devices })
    const { id: ClientId } = await newClient(root, UserPoolId, { ...ALL_FLOWS, ...client })
    const attributes = { phone_number: PHONE, email: 'jane@example.com', email_verified: 'true' }
    return { UserPoolId, ClientId, sub: await newUser(root, UserPoolId, 'jane', attributes) }
  }

  const begin = ({ ClientId }: Place, more: Answer = {}) =>
    ground().it.ok('InitiateAuth', {
      ClientId,
      AuthFlow: 'USER_PASSWORD_AUTH',
      AuthParameters: { USERNAME: 'jane', PASSWORD, ...more },
    })

  const input = (
    { ClientId }: Place,
    ChallengeName: string,
    Session: string | undefined,
    answers: Answer,
  ) => ({
    ClientId,
    ChallengeName,
    Session,
    ChallengeResponses: { USERNAME: 'jane', ...answers },
  })
  const respond = (...answer: Parameters<typeof input>) =>
    ground().it.ok('RespondToAuthChallenge', input(...answer))
  const refusal = (...answer: Parameters<typeof input>) =>
    ground().it.refusal('RespondToAuthChallenge', input(...answer))

  async function sentCode({ UserPoolId }: Place): Promise<string> {
    const messages = await house().storage.stores.inbox.newest({ limit: 100, to: PHONE })
    return (
      messages.find(({ userPoolId }) => userPoolId === UserPoolId)?.code ?? assert.fail('no code was sent')
    )
  }

  async function messagesIn({ UserPoolId }: Place): Promise<number> {
    const messages = await house().storage.stores.inbox.newest({ limit: 100, to: PHONE })
    return messages.filter(({ userPoolId }) => userPoolId === UserPoolId).length
  }

  /** Signs in with a code and confirms the new device. */
  async function newDevice(place: Place): Promise<Device> {
    const { Session } = await begin(place)
    const { AuthenticationResult } = await respond(place, 'SMS_MFA', Session, {
      SMS_MFA_CODE: await sentCode(place),
    })
    const { AccessToken, NewDeviceMetadata } = AuthenticationResult
    await ground().it.ok('ConfirmDevice', {
      AccessToken,
      DeviceKey: NewDeviceMetadata.DeviceKey,
      DeviceSecretVerifierConfig: deviceVerifier(NewDeviceMetadata, DEVICE_PASSWORD, quickPower),
    })
    return { ...NewDeviceMetadata, AccessToken }
  }

  /** Signs in with the password, up to DEVICE_PASSWORD_VERIFIER. */
  async function untilVerifier(place: Place, device: Device, password = DEVICE_PASSWORD) {
    const { ChallengeName, Session } = await begin(place, { DEVICE_KEY: device.DeviceKey })
    assert.equal(ChallengeName, 'DEVICE_SRP_AUTH')
    const srp = deviceSrpClient(device, quickPower)
    const answer = { DEVICE_KEY: device.DeviceKey, SRP_A: srp.publicKey }
    const verifier = await respond(place, 'DEVICE_SRP_AUTH', Session, answer)
    assert.equal(verifier.ChallengeName, 'DEVICE_PASSWORD_VERIFIER')
    const proof = srp.prove(verifier.ChallengeParameters, password, timestamp(now()))
    return { begun: Session, answer, verifier, session: verifier.Session, proof }
  }

  const prove = (place: Place, session: string, proof: Answer) =>
    respond(place, 'DEVICE_PASSWORD_VERIFIER', session, proof)
  const refusedProof = (place: Place, session: string, proof: Answer) =>
    refusal(place, 'DEVICE_PASSWORD_VERIFIER', session, proof)

  const tell = (device: Device, DeviceRememberedStatus: string) =>
    ground().it.ok('UpdateDeviceStatus', {
      AccessToken: device.AccessToken,
      DeviceKey: device.DeviceKey,
      DeviceRememberedStatus,
    })

  describe('a remembered device', () => {
    for (const [kind, settings] of Object.entries({ ALWAYS, OPT_IN })) {
      test(`proves itself in the place of a second factor (${kind})`, async () => {
        const place = await newPlace(settings)
        const device = await newDevice(place)
        if (settings === OPT_IN) await tell(device, 'remembered')
        const messages = await messagesIn(place)
        const begun = await begin(place, { DEVICE_KEY: device.DeviceKey })
        assert.deepEqual(begun, {
          ChallengeName: 'DEVICE_SRP_AUTH',
          ChallengeParameters: { USERNAME: 'jane' },
          Session: begun.Session,
        })
        const { verifier, session, proof } = await untilVerifier(place, device)
        const { SALT, SECRET_BLOCK, SRP_B, ...rest } = verifier.ChallengeParameters
        assert.deepEqual(rest, { DEVICE_KEY: device.DeviceKey, USERNAME: 'jane' })
        assert.match(`${SALT} ${SRP_B}`, /^[0-9a-f]+ [0-9a-f]{768}$/)
        assert.match(SECRET_BLOCK, /^[A-Za-z0-9+/]+={0,2}$/)
        const { AuthenticationResult, ChallengeParameters } = await prove(place, session, proof)
        assert.deepEqual(ChallengeParameters, {})
        assert.equal('NewDeviceMetadata' in AuthenticationResult, false)
        assert.equal(decodeJwt(AuthenticationResult.AccessToken).device_key, device.DeviceKey)
        assert.equal(await messagesIn(place), messages)
      })
    }

    test('follows SRP as well, and the SRP_A of the user may be used again', async () => {
      const place = await newPlace()
      const device = await newDevice(place)
      const DEVICE_KEY = device.DeviceKey
      const srp = srpClient(place.UserPoolId, quickPower)
      const { ChallengeParameters } = await ground().it.ok('InitiateAuth', {
        ClientId: place.ClientId,
        AuthFlow: 'USER_SRP_AUTH',
        AuthParameters: { USERNAME: 'jane', SRP_A: srp.publicKey, DEVICE_KEY },
      })
      const proof = srp.prove(ChallengeParameters, PASSWORD, timestamp(now()))
      const next = await respond(place, 'PASSWORD_VERIFIER', undefined, { ...proof, DEVICE_KEY })
      assert.equal(next.ChallengeName, 'DEVICE_SRP_AUTH')
      const answer = { DEVICE_KEY, SRP_A: srp.publicKey, CHALLENGE_NAME: 'SRP_A' }
      const { ChallengeName } = await respond(place, 'DEVICE_SRP_AUTH', next.Session, answer)
      assert.equal(ChallengeName, 'DEVICE_PASSWORD_VERIFIER')
    })

    test('is answered for by administrators, too', async () => {
      const place = await newPlace()
      const { session, proof } = await untilVerifier(place, await newDevice(place))
      const { AuthenticationResult } = await ground().it.administrate('AdminRespondToAuthChallenge', {
        UserPoolId: place.UserPoolId,
        ...input(place, 'DEVICE_PASSWORD_VERIFIER', session, proof),
      })
      assert.ok(AuthenticationResult.AccessToken)
    })

    test('may be named by an alias, whose secret hash goes with it', async () => {
      const place = await newPlace(ALWAYS, { client: { ...HIDING, GenerateSecret: true } })
      const { ClientId } = place
      const { ClientSecret } = (
        await ground().it.administrate('DescribeUserPoolClient', { UserPoolId: place.UserPoolId, ClientId })
      ).UserPoolClient
      const as = (USERNAME: string) => ({
        USERNAME,
        SECRET_HASH: secretHash(ClientSecret, USERNAME, ClientId),
      })
      const email = as('jane@example.com')
      const first = await begin(place, email)
      const code = { ...email, SMS_MFA_CODE: await sentCode(place) }
      const { AuthenticationResult } = await respond(place, 'SMS_MFA', first.Session, code)
      const { AccessToken, NewDeviceMetadata } = AuthenticationResult
      const DeviceSecretVerifierConfig = deviceVerifier(NewDeviceMetadata, DEVICE_PASSWORD, quickPower)
      const { DeviceKey } = NewDeviceMetadata
      await ground().it.ok('ConfirmDevice', { AccessToken, DeviceKey, DeviceSecretVerifierConfig })
      const srp = deviceSrpClient(NewDeviceMetadata, quickPower)
      const { Session } = await begin(place, { ...email, DEVICE_KEY: DeviceKey })
      const answer = { ...email, DEVICE_KEY: DeviceKey, SRP_A: srp.publicKey }
      const verifier = await respond(place, 'DEVICE_SRP_AUTH', Session, answer)
      const proof = srp.prove(verifier.ChallengeParameters, DEVICE_PASSWORD, timestamp(now()))
      assert.ok((await prove(place, verifier.Session, { ...proof, ...as('jane') })).AuthenticationResult)
    })

    test('keeps the time of its last sign-in', async () => {
      const { it } = ground()
      const place = await newPlace()
      const device = await newDevice(place)
      house().passTime(MINUTE)
      shift += MINUTE
      const { session, proof } = await untilVerifier(place, device)
      await prove(place, session, proof)
      const { Device } = await it.ok('GetDevice', {
        AccessToken: device.AccessToken,
        DeviceKey: device.DeviceKey,
      })
      assert.ok(Device.DeviceLastAuthenticatedDate >= Math.floor(Device.DeviceCreateDate) + 60)
      assert.equal(attributesOf(Device).last_ip_used, '127.0.0.1')
    })
  })

  describe('the second factor is asked for', () => {
    test('from a device that is only confirmed', async () => {
      const place = await newPlace(OPT_IN)
      const device = await newDevice(place)
      assert.equal((await begin(place, { DEVICE_KEY: device.DeviceKey })).ChallengeName, 'SMS_MFA')
      await tell(device, 'remembered')
      await tell(device, 'not_remembered')
      assert.equal((await begin(place, { DEVICE_KEY: device.DeviceKey })).ChallengeName, 'SMS_MFA')
    })

    test('where the pool does not take devices in its place, and of a device that is not named', async () => {
      const place = await newPlace({ DeviceConfiguration: { ChallengeRequiredOnNewDevice: false } })
      const { DeviceKey } = await newDevice(place)
      assert.equal((await begin(place, { DEVICE_KEY: DeviceKey })).ChallengeName, 'SMS_MFA')
      assert.equal((await begin(place)).ChallengeName, 'SMS_MFA')
    })

    test('and its answer may name the device, which then is not new', async () => {
      const place = await newPlace()
      const { DeviceKey } = await newDevice(place)
      const { Session } = await begin(place)
      const code = { SMS_MFA_CODE: await sentCode(place) }
      const unknown = await refusal(place, 'SMS_MFA', Session, { ...code, DEVICE_KEY: NO_DEVICE })
      assert.deepEqual(unknown, DEVICE_NOT_FOUND)
      const answer = await respond(place, 'SMS_MFA', Session, { ...code, DEVICE_KEY: DeviceKey })
      assert.equal('NewDeviceMetadata' in answer.AuthenticationResult, false)
      assert.equal(decodeJwt(answer.AuthenticationResult.AccessToken).device_key, DeviceKey)
    })
  })

  test('a device stands for the choice of a second factor, and not for the set-up of one', async () => {
    const root = house().client()
    const place = await newPlace()
    const { UserPoolId } = place
    const device = await newDevice(place)
    const { DeviceKey: DEVICE_KEY } = device
    await setMfa(root, UserPoolId, 'ON', 'se')
    assert.equal((await begin(place)).ChallengeName, 'SELECT_MFA_TYPE')
    const { session, proof } = await untilVerifier(place, device)
    await setMfa(root, UserPoolId, 'ON', 's')
    const names = { UserPoolId, Username: 'jane', UserAttributeNames: ['phone_number'] }
    await ground().it.administrate('AdminDeleteUserAttributes', names)
    assert.equal((await prove(place, session, proof)).ChallengeName, 'MFA_SETUP')
    const begun = await begin(place, { DEVICE_KEY })
    assert.equal(begun.ChallengeName, 'MFA_SETUP')
    const setUp = { PHONE_NUMBER: PHONE, DEVICE_KEY }
    const sent = await respond(place, 'MFA_SETUP', begun.Session, setUp)
    const code = { SMS_MFA_CODE: await sentCode(place), DEVICE_KEY }
    const { AuthenticationResult } = await respond(place, 'SMS_MFA', sent.Session, code)
    assert.equal(decodeJwt(AuthenticationResult.AccessToken).device_key, DEVICE_KEY)
    assert.equal((await begin(place, { DEVICE_KEY })).ChallengeName, 'DEVICE_SRP_AUTH')
  })

  test('no device has to prove itself where no second factor is demanded', async () => {
    const place = await newPlace()
    const { DeviceKey } = await newDevice(place)
    for (const mfa of ['OPTIONAL', 'OFF'] as const) {
      await setMfa(house().client(), place.UserPoolId, mfa, mfa === 'OFF' ? '' : 's')
      const { AuthenticationResult } = await begin(place, { DEVICE_KEY: DeviceKey })
      assert.equal(decodeJwt(AuthenticationResult.AccessToken).device_key, DeviceKey)
    }
  })

  describe('validation', () => {
    let place: Place
    let device: Device
    before(async () => {
      place = await newPlace()
      device = await newDevice(place)
    })

    test('asks for what each answer needs', async () => {
      const srp = { DEVICE_KEY: NO_DEVICE, SRP_A: 'ab' }
      const proof = {
        DEVICE_KEY: NO_DEVICE,
        PASSWORD_CLAIM_SECRET_BLOCK: 'AAAA',
        PASSWORD_CLAIM_SIGNATURE: 'AAAA',
        TIMESTAMP: timestamp(now()),
      }
      for (const [challenge, answers] of [
        ['DEVICE_SRP_AUTH', srp],
        ['DEVICE_PASSWORD_VERIFIER', proof],
      ] as const) {
        for (const name of ['USERNAME', ...Object.keys(answers)]) {
          const missing = await refusal(place, challenge, 'x'.repeat(20), { ...answers, [name]: '' })
          assert.deepEqual(missing, ['InvalidParameterException', `Missing required parameter ${name}`])
        }
        assert.deepEqual(await refusal(place, challenge, undefined, answers), [
          'InvalidParameterException',
          'Missing required parameter Session',
        ])
        assert.deepEqual(await refusal(place, challenge, 'x'.repeat(20), answers), INVALID)
      }
    })

    test('leaves the session where SRP_A or the device is refused', async () => {
      const { Session } = await begin(place, { DEVICE_KEY: device.DeviceKey })
      const srp = deviceSrpClient(device, quickPower)
      const good = { DEVICE_KEY: device.DeviceKey, SRP_A: srp.publicKey }
      const answer = (more: Answer) => refusal(place, 'DEVICE_SRP_AUTH', Session, { ...good, ...more })
      assert.deepEqual(await answer({ SRP_A: 'no number' }), ['InvalidParameterException', 'Invalid SRP_A'])
      for (const DEVICE_KEY of [NO_DEVICE, 'no key'])
        assert.deepEqual(await answer({ DEVICE_KEY }), DEVICE_NOT_FOUND)
      await respond(place, 'DEVICE_SRP_AUTH', Session, good)
    })

    test('refuses a proof that is malformed, and leaves the session', async () => {
      const { session, proof } = await untilVerifier(place, device)
      for (const [name, value, message] of [
        [
          'TIMESTAMP',
          new Date(now()).toISOString(),
          'TIMESTAMP format should be EEE MMM d HH:mm:ss z yyyy in english.',
        ],
        ['PASSWORD_CLAIM_SECRET_BLOCK', 'AA-_', 'Invalid PASSWORD_CLAIM_SECRET_BLOCK'],
        ['PASSWORD_CLAIM_SIGNATURE', 'AA-_', 'Invalid PASSWORD_CLAIM_SIGNATURE'],
      ] as const) {
        const refused = await refusedProof(place, session, { ...proof, [name]: value })
        assert.deepEqual(refused, ['InvalidParameterException', message])
      }
      await prove(place, session, proof)
    })

    test('takes no session of another challenge, client or user, and none that has expired', async () => {
      const { begun, answer, session, proof } = await untilVerifier(place, device)
      const fresh = await begin(place, { DEVICE_KEY: device.DeviceKey })
      assert.deepEqual(await refusedProof(place, fresh.Session, proof), INVALID)
      assert.deepEqual(await refusal(place, 'DEVICE_SRP_AUTH', session, answer), INVALID)
      const code = await begin(place)
      assert.deepEqual(await refusal(place, 'DEVICE_SRP_AUTH', code.Session, answer), INVALID)
      const { id } = await newClient(house().client(), place.UserPoolId, HIDING)
      assert.deepEqual(await refusedProof({ ...place, ClientId: id }, session, proof), INVALID)
      await newUser(house().client(), place.UserPoolId, 'john', { phone_number: PHONE })
      assert.deepEqual(await refusedProof(place, session, { ...proof, USERNAME: 'john' }), INVALID)
      assert.deepEqual(await refusedProof(place, session, { ...proof, USERNAME: 'nobody' }), INVALID)
      assert.deepEqual(await refusal(place, 'DEVICE_SRP_AUTH', begun, answer), USED)
      house().passTime(4 * MINUTE)
      shift += 4 * MINUTE
      assert.deepEqual(await refusedProof(place, session, proof), [
        'NotAuthorizedException',
        'Invalid session for the user, session is expired.',
      ])
    })
  })

  describe('a proof', () => {
    test('counts once, as does each session', async () => {
      const place = await newPlace()
      const device = await newDevice(place)
      const { begun, answer, session, proof } = await untilVerifier(place, device)
      await prove(place, session, proof)
      assert.deepEqual(await refusedProof(place, session, proof), USED)
      assert.deepEqual(await refusal(place, 'DEVICE_SRP_AUTH', begun, answer), USED)
      const other = await untilVerifier(place, device)
      assert.deepEqual(await refusedProof(place, other.session, proof), INCORRECT)
    })

    test('goes to one of sixteen rivals', async () => {
      const place = await newPlace()
      const { session, proof } = await untilVerifier(place, await newDevice(place))
      const body = input(place, 'DEVICE_PASSWORD_VERIFIER', session, proof)
      const answers = await Promise.all(
        Array.from({ length: 16 }, () => house().call('RespondToAuthChallenge', body, { signed: false })),
      )
      assert.equal(answers.filter(({ status }) => status === 200).length, 1)
      // Whoever comes late finds the session spent or, if it looked just before, the secret block.
      for (const { json } of answers.filter(({ status }) => status !== 200)) {
        assert.equal(json.__type, 'NotAuthorizedException')
        assert.ok([USED[1], INCORRECT[1]].includes(json.message), json.message)
      }
    })

    test('of another password is refused, and spends session and secret block', async () => {
      const place = await newPlace()
      const device = await newDevice(place)
      const { verifier, session, proof } = await untilVerifier(place, device, 'another password')
      assert.deepEqual(await refusedProof(place, session, proof), INCORRECT)
      assert.deepEqual(await refusedProof(place, session, proof), USED)
      const other = await untilVerifier(place, device)
      const { SECRET_BLOCK } = verifier.ChallengeParameters
      const spent = { ...proof, PASSWORD_CLAIM_SECRET_BLOCK: SECRET_BLOCK }
      assert.deepEqual(await refusedProof(place, other.session, spent), INCORRECT)
      await prove(place, other.session, other.proof)
    })

    test('that is wrong counts as a failed sign-in, and only tokens clear the count', async () => {
      const place = await newPlace()
      const device = await newDevice(place)
      const failures = async () => {
        const found = await house().storage.stores.credentials.find(place.UserPoolId, place.sub)
        return found.failures?.failures ?? 0
      }
      for (let count = 1; count <= 4; count++) {
        const { session, proof } = await untilVerifier(place, device, 'another password')
        assert.deepEqual(await refusedProof(place, session, proof), INCORRECT)
        assert.equal(await failures(), count)
      }
      const right = await untilVerifier(place, device)
      const wrong = await untilVerifier(place, device, 'another password')
      assert.equal(await failures(), 4)
      assert.deepEqual(await refusedProof(place, wrong.session, wrong.proof), INCORRECT)
      assert.deepEqual(await refusedProof(place, right.session, right.proof), LOCKED)
      house().passTime(2000)
      shift += 2000
      await prove(place, right.session, right.proof)
      assert.equal(await failures(), 0)
    })

    test('of another device, with its secret block, is none', async () => {
      const place = await newPlace()
      const [device, other] = [await newDevice(place), await newDevice(place)]
      const { session, proof } = await untilVerifier(place, device)
      const named = { ...proof, DEVICE_KEY: other.DeviceKey }
      assert.deepEqual(await refusedProof(place, session, named), INCORRECT)
      await prove(place, session, proof)
    })

    test('with an old or a made-up secret block, or at another time, is none', async () => {
      const place = await newPlace()
      const device = await newDevice(place)
      const { session, proof } = await untilVerifier(place, device)
      const forged = { ...proof, PASSWORD_CLAIM_SECRET_BLOCK: Buffer.alloc(1500).toString('base64') }
      assert.deepEqual(await refusedProof(place, session, forged), INCORRECT)
      const early = { ...proof, TIMESTAMP: timestamp(now() - 6 * MINUTE) }
      assert.deepEqual(await refusedProof(place, session, early), INCORRECT)
    })

    test('of SRP without the password is none', async () => {
      const place = await newPlace()
      const device = await newDevice(place)
      for (const SRP_A of ['0', '1']) {
        const { Session } = await begin(place, { DEVICE_KEY: device.DeviceKey })
        const answer = { DEVICE_KEY: device.DeviceKey, SRP_A }
        const verifier = await respond(place, 'DEVICE_SRP_AUTH', Session, answer)
        const proof = {
          DEVICE_KEY: device.DeviceKey,
          PASSWORD_CLAIM_SECRET_BLOCK: verifier.ChallengeParameters.SECRET_BLOCK,
          PASSWORD_CLAIM_SIGNATURE: Buffer.alloc(32).toString('base64'),
          TIMESTAMP: timestamp(now()),
        }
        assert.deepEqual(await refusedProof(place, verifier.Session, proof), INCORRECT)
      }
    })
  })

  describe('between two steps', () => {
    /** What may happen to a device, its user or its pool, and what the proof is answered with then. */
    const events: Readonly<
      Record<
        string,
        readonly [change: (place: Place, device: Device) => Promise<unknown>, told: readonly string[]]
      >
    > = {
      'a device that is forgotten': [
        ({ UserPoolId }, { DeviceKey }) =>
          ground().it.administrate('AdminForgetDevice', { UserPoolId, Username: 'jane', DeviceKey }),
        DEVICE_NOT_FOUND,
      ],
      'a device that is not remembered any more': [(_, device) => tell(device, 'not_remembered'), INVALID],
      'a pool that does not take devices any more': [
        async ({ UserPoolId }) => {
          const { UserPool } = await ground().it.administrate('DescribeUserPool', { UserPoolId })
          const { EmailConfiguration, SmsConfiguration } = UserPool
          const DeviceConfiguration = { ChallengeRequiredOnNewDevice: false }
          const settings = {
            EmailConfiguration,
            SmsConfiguration,
            DeviceConfiguration,
            MfaConfiguration: 'ON',
          }
          await ground().it.administrate('UpdateUserPool', { UserPoolId, ...settings })
        },
        INVALID,
      ],
      'a user with a new password': [
        ({ UserPoolId }) =>
          ground().it.administrate('AdminSetUserPassword', {
            UserPoolId,
            Username: 'jane',
            Password: PASSWORD,
            Permanent: true,
          }),
        INVALID,
      ],
      'a user who is disabled': [
        ({ UserPoolId }) => ground().it.administrate('AdminDisableUser', { UserPoolId, Username: 'jane' }),
        ['NotAuthorizedException', 'User is disabled.'],
      ],
    }

    for (const [what, [change, told]] of Object.entries(events)) {
      test(`${what} ends the sign-in`, async () => {
        const place = await newPlace()
        const device = await newDevice(place)
        const { Session } = await begin(place, { DEVICE_KEY: device.DeviceKey })
        const { session, proof } = await untilVerifier(place, device)
        await change(place, device)
        assert.deepEqual(await refusedProof(place, session, proof), told)
        const answer = { DEVICE_KEY: device.DeviceKey, SRP_A: deviceSrpClient(device, quickPower).publicKey }
        assert.deepEqual(await refusal(place, 'DEVICE_SRP_AUTH', Session, answer), told)
      })
    }
  })
})
