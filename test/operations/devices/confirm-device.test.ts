import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { testTokenAccess } from '../self-service/token-access.ts'
import {
  ALWAYS,
  attributesOf,
  DEVICE_NOT_FOUND,
  fromConfirmedDevice,
  fromNewDevice,
  NO_DEVICE,
  newResident,
  OPT_IN,
  onEachDatabase,
  signIn,
  TRACKING_OFF,
  VERIFIER,
} from './fixtures.ts'

const INVALID_KEY = ['InvalidParameterException', 'Invalid device key given.']
const MOST = 2000

onEachDatabase((ground) => {
  testTokenAccess('ConfirmDevice', ground, { DeviceKey: NO_DEVICE, DeviceSecretVerifierConfig: VERIFIER }, [
    'InvalidParameterException',
    'NotAuthorizedException',
    'PasswordResetRequiredException',
    'ResourceNotFoundException',
    'UserNotConfirmedException',
    'UserNotFoundException',
  ])

  const confirm = (AccessToken: string, DeviceKey: string, more: object = {}) =>
    ground().it.ok('ConfirmDevice', { AccessToken, DeviceKey, DeviceSecretVerifierConfig: VERIFIER, ...more })
  const refusal = (AccessToken: string, DeviceKey: string, more: object = {}) =>
    ground().it.refusal('ConfirmDevice', {
      AccessToken,
      DeviceKey,
      DeviceSecretVerifierConfig: VERIFIER,
      ...more,
    })

  describe('validation', () => {
    test('asks for a device key', async () => {
      const { it } = ground()
      const { AccessToken } = await signIn(it, await newResident(it))
      const [name, message] = await it.refusal('ConfirmDevice', { AccessToken })
      assert.equal(name, 'InvalidParameterException')
      assert.match(message, /'deviceKey' failed to satisfy constraint: Member must not be null/)
    })

    test('refuses a key and a name of another form', async () => {
      const { it } = ground()
      const { AccessToken } = await signIn(it, await newResident(it))
      const input = { AccessToken, DeviceKey: 'no key', DeviceName: '' }
      const [name, message] = await it.refusal('ConfirmDevice', input)
      assert.equal(name, 'InvalidParameterException')
      assert.match(
        message,
        /'deviceKey' failed to satisfy constraint: Member must satisfy regular expression/,
      )
      assert.match(message, /'deviceName' failed to satisfy constraint: Member must have length greater than/)
    })

    test('refuses a verifier that is missing or none, and stores nothing', async () => {
      const { it } = ground()
      const { AccessToken, DeviceKey } = await fromNewDevice(it, await newResident(it))
      for (const [config, message] of [
        [undefined, 'Missing required parameter DeviceSecretVerifierConfig'],
        [{ Salt: VERIFIER.Salt }, 'Invalid PasswordVerifier in DeviceSecretVerifierConfig.'],
        [
          { ...VERIFIER, PasswordVerifier: 'x'.repeat(100_000) },
          'Invalid PasswordVerifier in DeviceSecretVerifierConfig.',
        ],
        [{ ...VERIFIER, Salt: 'no base64' }, 'Invalid Salt in DeviceSecretVerifierConfig.'],
      ] as const) {
        const refused = await refusal(AccessToken, DeviceKey, { DeviceSecretVerifierConfig: config })
        assert.deepEqual(refused, ['InvalidParameterException', message])
      }
      assert.deepEqual(await it.refusal('GetDevice', { AccessToken, DeviceKey }), DEVICE_NOT_FOUND)
    })
  })

  describe('behaviour', () => {
    test('remembers the device at once where the pool remembers all', async () => {
      const { it } = ground()
      const { AccessToken, DeviceKey } = await fromNewDevice(it, await newResident(it, ALWAYS))
      assert.deepEqual(await confirm(AccessToken, DeviceKey), { UserConfirmationNecessary: false })
      const { Device } = await it.ok('GetDevice', { AccessToken, DeviceKey })
      assert.equal(attributesOf(Device)['dev:device_remembered_status'], 'remembered')
    })

    test('leaves it to the user where the pool asks users', async () => {
      const { it } = ground()
      const { AccessToken, DeviceKey } = await fromNewDevice(it, await newResident(it, OPT_IN))
      assert.deepEqual(await confirm(AccessToken, DeviceKey), { UserConfirmationNecessary: true })
      const { Device } = await it.ok('GetDevice', { AccessToken, DeviceKey })
      assert.equal(attributesOf(Device)['dev:device_remembered_status'], 'not_remembered')
    })

    test('takes the key of an earlier and of a later sign-in of the user', async () => {
      const { it } = ground()
      const user = await newResident(it)
      const [first, second] = [await fromNewDevice(it, user), await fromNewDevice(it, user)]
      await confirm(first.AccessToken, second.DeviceKey)
      await confirm(second.AccessToken, first.DeviceKey)
    })

    test('refuses keys that were never issued to the user', async () => {
      const { it, pool, client } = ground()
      const [alice, bob] = [await it.member(pool, client), await it.member(pool, client)]
      const [tokens, others] = [await fromNewDevice(it, alice), await fromNewDevice(it, bob)]
      const elsewhere = await fromNewDevice(it, await newResident(it))
      for (const key of [NO_DEVICE, others.DeviceKey, elsewhere.DeviceKey, 'us-east-1_0', 'a_-'])
        assert.deepEqual(await refusal(tokens.AccessToken, key), INVALID_KEY)
    })

    test('confirms a device once, whoever comes first', async () => {
      const { it } = ground()
      const { AccessToken, DeviceKey } = await fromNewDevice(it, await newResident(it))
      const input = { AccessToken, DeviceKey, DeviceSecretVerifierConfig: VERIFIER }
      const answers = await Promise.all(
        Array.from({ length: 16 }, (_, i) =>
          it.house.call('ConfirmDevice', { ...input, DeviceName: `rival ${i}` }, { signed: false }),
        ),
      )
      assert.equal(answers.filter(({ status }) => status === 200).length, 1)
      for (const { json } of answers.filter(({ status }) => status !== 200)) {
        assert.deepEqual(json, {
          __type: 'DeviceKeyExistsException',
          message: 'A device with the given device key already exists.',
        })
      }
    })

    test('refuses where the pool tracks no devices, or no more', async () => {
      const { it } = ground()
      const plain = await signIn(it, await newResident(it, {}))
      assert.deepEqual(await refusal(plain.AccessToken, NO_DEVICE), TRACKING_OFF)
      const user = await newResident(it, { ...ALWAYS }) // in a pool of its own
      const { AccessToken, DeviceKey } = await fromNewDevice(it, user)
      await it.administrate('UpdateUserPool', { UserPoolId: user.UserPoolId })
      assert.deepEqual(await refusal(AccessToken, DeviceKey), TRACKING_OFF)
    })

    test('leaves nothing behind of keys that are never confirmed', async () => {
      const { it } = ground()
      const user = await newResident(it)
      for (let i = 0; i < 3; i++) await fromNewDevice(it, user)
      const owner = { userPoolId: user.UserPoolId, sub: user.sub }
      const list = await it.house.storage.stores.devices.list({ owner, onlyRemembered: false, limit: 9 })
      assert.deepEqual(list, [])
    })

    test('lets the least recently used devices of a user go who has very many', async () => {
      const { it } = ground()
      const user = await newResident(it)
      const { AccessToken, DeviceKey } = await fromConfirmedDevice(it, user)
      const { devices } = it.house.storage.stores
      const owner = { userPoolId: user.UserPoolId, sub: user.sub }
      const device = (await devices.findWithVerifier(owner, DeviceKey)) ?? assert.fail('no device')
      await it.house.storage.transaction(async (stores) => {
        for (let i = 1; i < MOST; i++)
          await stores.devices.insert({ ...device, deviceKey: keyOf(i), authenticatedAt: i })
      })
      const next = await fromConfirmedDevice(it, user)
      assert.equal(await devices.find(owner, keyOf(1)), undefined)
      for (const key of [keyOf(2), DeviceKey, next.DeviceKey]) assert.ok(await devices.find(owner, key), key)
      assert.ok((await it.ok('ListDevices', { AccessToken, Limit: 1 })).PaginationToken)
    })
  })
})

const keyOf = (serial: number) => `us-east-1_${String(serial).padStart(8, '0')}`
