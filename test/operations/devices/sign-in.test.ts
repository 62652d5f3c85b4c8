import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { decodeJwt } from 'jose'
import { PASSWORD, TEMPORARY } from '../../support/pools.ts'
import { quickPower } from '../../support/quick-power.ts'
import { srpClient, timestamp } from '../../support/srp-client.ts'
import {
  DEVICE_NOT_FOUND,
  fromConfirmedDevice,
  fromNewDevice,
  NO_DEVICE,
  newResident,
  OPT_IN,
  onEachDatabase,
  type Resident,
  signIn,
} from './fixtures.ts'

// Sign-in in pools that track devices, but for the challenges of a device.

const FLOWS = [
  'ALLOW_USER_PASSWORD_AUTH',
  'ALLOW_ADMIN_USER_PASSWORD_AUTH',
  'ALLOW_USER_AUTH',
  'ALLOW_USER_SRP_AUTH',
  'ALLOW_REFRESH_TOKEN_AUTH',
]
const INCORRECT = ['NotAuthorizedException', 'Incorrect username or password.']

onEachDatabase((ground) => {
  const withAllFlows = async (user: Resident, settings: object = {}): Promise<Resident> => ({
    ...user,
    ClientId: await ground().it.newClient(user.UserPoolId, { ExplicitAuthFlows: FLOWS, ...settings }),
  })

  const passwordInput = ({ ClientId, Username }: Resident, more: object = {}) => ({
    ClientId,
    AuthFlow: 'USER_PASSWORD_AUTH',
    AuthParameters: { USERNAME: Username, PASSWORD, ...more },
  })

  /** The answer to PASSWORD_VERIFIER. */
  async function proofOf({ UserPoolId, ClientId, Username }: Resident) {
    const srp = srpClient(UserPoolId, quickPower)
    const { ChallengeParameters } = await ground().it.ok('InitiateAuth', {
      ClientId,
      AuthFlow: 'USER_SRP_AUTH',
      AuthParameters: { USERNAME: Username, SRP_A: srp.publicKey, DEVICE_KEY: NO_DEVICE },
    })
    const ChallengeResponses = srp.prove(ChallengeParameters, PASSWORD, timestamp(Date.now()))
    return { ClientId, ChallengeName: 'PASSWORD_VERIFIER', ChallengeResponses }
  }

  /** The answer to NEW_PASSWORD_REQUIRED. */
  async function choiceOf({ UserPoolId, ClientId, Username }: Resident) {
    const { it } = ground()
    const USERNAME = `invited-${Username}`
    const invitation = {
      UserPoolId,
      Username: USERNAME,
      TemporaryPassword: TEMPORARY,
      MessageAction: 'SUPPRESS',
    }
    await it.administrate('AdminCreateUser', invitation)
    const AuthParameters = { USERNAME, PASSWORD: TEMPORARY }
    const begun = await it.ok('InitiateAuth', { ClientId, AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters })
    const ChallengeResponses = { USERNAME, NEW_PASSWORD: PASSWORD }
    return { ClientId, ChallengeName: 'NEW_PASSWORD_REQUIRED', Session: begun.Session, ChallengeResponses }
  }

  /** The answers that carry tokens, by flow. */
  async function everyFlow(user: Resident) {
    const { it } = ground()
    const { UserPoolId } = user
    const admin = { ...passwordInput(user), AuthFlow: 'ADMIN_USER_PASSWORD_AUTH', UserPoolId }
    return {
      password: await it.ok('InitiateAuth', passwordInput(user)),
      admin: await it.administrate('AdminInitiateAuth', admin),
      srp: await it.ok('RespondToAuthChallenge', await proofOf(user)),
      choice: await it.ok('InitiateAuth', {
        ...passwordInput(user, { PREFERRED_CHALLENGE: 'PASSWORD' }),
        AuthFlow: 'USER_AUTH',
      }),
      newPassword: await it.ok('RespondToAuthChallenge', await choiceOf(user)),
    }
  }

  describe('a sign-in from a device that is not known', () => {
    for (const [kind, settings] of Object.entries({ always: undefined, 'opt-in': OPT_IN })) {
      test(`gets a device key in every flow, which its access token names (${kind})`, async () => {
        const user = await withAllFlows(await newResident(ground().it, settings))
        const seen = new Set<string>()
        for (const [flow, { AuthenticationResult }] of Object.entries(await everyFlow(user))) {
          const { DeviceKey, DeviceGroupKey, ...rest } = AuthenticationResult.NewDeviceMetadata
          assert.match(DeviceKey, /^us-east-1_[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/, flow)
          assert.match(DeviceGroupKey, /^-[\w-]{8}$/, flow)
          assert.deepEqual(rest, {})
          assert.equal(decodeJwt(AuthenticationResult.AccessToken).device_key, DeviceKey, flow)
          assert.equal('device_key' in decodeJwt(AuthenticationResult.IdToken), false, flow)
          seen.add(DeviceKey)
        }
        assert.equal(seen.size, 5)
      })
    }

    test('gets none where the pool tracks no devices, whatever key it sends', async () => {
      const user = await withAllFlows(await newResident(ground().it, {}))
      for (const [flow, { AuthenticationResult }] of Object.entries(await everyFlow(user))) {
        assert.equal('NewDeviceMetadata' in AuthenticationResult, false, flow)
        assert.equal('device_key' in decodeJwt(AuthenticationResult.AccessToken), false, flow)
      }
      assert.ok((await signIn(ground().it, user, { DEVICE_KEY: NO_DEVICE })).AccessToken)
    })
  })

  describe('a sign-in from a confirmed device', () => {
    test('gets no other key, and its access token names the device', async () => {
      const { it } = ground()
      const user = await withAllFlows(await newResident(it, OPT_IN))
      const { DeviceKey } = await fromConfirmedDevice(it, user)
      const proof = await proofOf(user)
      const ChallengeResponses = { ...proof.ChallengeResponses, DEVICE_KEY: DeviceKey }
      for (const { AuthenticationResult } of [
        await it.ok('InitiateAuth', passwordInput(user, { DEVICE_KEY: DeviceKey })),
        await it.ok('RespondToAuthChallenge', { ...proof, ChallengeResponses }),
      ]) {
        assert.equal('NewDeviceMetadata' in AuthenticationResult, false)
        assert.equal(decodeJwt(AuthenticationResult.AccessToken).device_key, DeviceKey)
      }
    })

    test('is not asked to prove the device where there is no second factor', async () => {
      const { it } = ground()
      const user = await newResident(it)
      const { DeviceKey } = await fromConfirmedDevice(it, user)
      const answer = await it.ok('InitiateAuth', passwordInput(user, { DEVICE_KEY: DeviceKey }))
      assert.equal('ChallengeName' in answer, false)
    })
  })

  describe('a device key of no device', () => {
    test('is refused whatever its form, and not before the password is right', async () => {
      const { it, pool, client } = ground()
      const user = { UserPoolId: pool, ...(await it.member(pool, client)) }
      const issued = await fromNewDevice(it, user)
      const other = await fromConfirmedDevice(it, await it.member(pool, client))
      for (const DEVICE_KEY of [
        NO_DEVICE,
        issued.DeviceKey,
        other.DeviceKey,
        'no key',
        'x'.repeat(100_000),
      ]) {
        const input = passwordInput(user, { DEVICE_KEY })
        assert.deepEqual(await it.refusal('InitiateAuth', input), DEVICE_NOT_FOUND)
        const wrong = passwordInput(user, { DEVICE_KEY, PASSWORD: 'Wrong-Horse-7' })
        assert.deepEqual((await it.refusal('InitiateAuth', wrong))[0], INCORRECT[0])
        await signIn(it, user, { DEVICE_KEY: '' })
      }
    })

    test('spends neither the proof nor the session: clients repeat the step without it', async () => {
      const { it } = ground()
      const user = await withAllFlows(await newResident(it))
      for (const answer of [await proofOf(user), await choiceOf(user)]) {
        const named = { ...answer.ChallengeResponses, DEVICE_KEY: NO_DEVICE }
        const refused = await it.refusal('RespondToAuthChallenge', { ...answer, ChallengeResponses: named })
        assert.deepEqual(refused, DEVICE_NOT_FOUND)
        const { status, json } = await it.house.call(
          'RespondToAuthChallenge',
          { ...answer, ChallengeResponses: { ...answer.ChallengeResponses, DEVICE_KEY: null } },
          { signed: false },
        )
        assert.equal(status, 200)
        assert.ok(json.AuthenticationResult.NewDeviceMetadata)
      }
    })
  })

  describe('a device key of no device, with an answer that uses its session up', () => {
    async function begin({ ClientId, Username }: Resident, more: object = {}) {
      const AuthParameters = { USERNAME: Username, ...more }
      return ground().it.ok('InitiateAuth', { ClientId, AuthFlow: 'USER_AUTH', AuthParameters })
    }

    test('is refused before: clients repeat the answer without it', async () => {
      const { it } = ground()
      const user = await withAllFlows(await newResident(it))
      const { ClientId, Username: USERNAME, UserPoolId } = user
      const srp = srpClient(UserPoolId, quickPower)
      const asked = await begin(user, { PREFERRED_CHALLENGE: 'PASSWORD_SRP', SRP_A: srp.publicKey })
      const proof = srp.prove(asked.ChallengeParameters, PASSWORD, timestamp(Date.now()))
      const sent = { USERNAME, PASSWORD }
      for (const [ChallengeName, Session, ChallengeResponses] of [
        ['PASSWORD_VERIFIER', asked.Session, proof],
        ['PASSWORD', (await begin(user)).Session, sent],
        ['SELECT_CHALLENGE', (await begin(user)).Session, { ...sent, ANSWER: 'PASSWORD' }],
      ]) {
        const answer = { ClientId, ChallengeName, Session, ChallengeResponses }
        const naming = { ...answer, ChallengeResponses: { ...ChallengeResponses, DEVICE_KEY: NO_DEVICE } }
        assert.deepEqual(await it.refusal('RespondToAuthChallenge', naming), DEVICE_NOT_FOUND, ChallengeName)
        const { AuthenticationResult } = await it.ok('RespondToAuthChallenge', answer)
        assert.ok(AuthenticationResult.NewDeviceMetadata, ChallengeName)
      }
    })

    test('is refused for a stranger and for a wrong password alike', async () => {
      const { it } = ground()
      const hidden = { PreventUserExistenceErrors: 'ENABLED' }
      const user = await withAllFlows(await newResident(it), hidden)
      for (const Username of [user.Username, 'nobody-of-this-name']) {
        const { Session } = await begin({ ...user, Username })
        const refused = await it.refusal('RespondToAuthChallenge', {
          ClientId: user.ClientId,
          ChallengeName: 'PASSWORD',
          Session,
          ChallengeResponses: { USERNAME: Username, PASSWORD: 'Wrong-1-password', DEVICE_KEY: NO_DEVICE },
        })
        assert.deepEqual(refused, DEVICE_NOT_FOUND, Username)
      }
    })
  })

  test('no sign-in that is under way outlives its device', async () => {
    const { it } = ground()
    const user = await newResident(it)
    const { DeviceKey } = await fromConfirmedDevice(it, user)
    const { UserPoolId, Username } = user
    const input = passwordInput(user, { DEVICE_KEY: DeviceKey })
    const signIns = Array.from({ length: 16 }, () => it.house.call('InitiateAuth', input, { signed: false }))
    await it.administrate('AdminForgetDevice', { UserPoolId, Username, DeviceKey })
    for (const { status, json } of await Promise.all(signIns)) {
      if (status === 200) {
        const { AccessToken } = json.AuthenticationResult
        assert.equal((await it.refusal('GetUser', { AccessToken }))[1], 'Access Token has been revoked')
      } else assert.deepEqual([json.__type, json.message], DEVICE_NOT_FOUND)
    }
  })
})
