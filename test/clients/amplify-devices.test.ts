import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import {
  confirmSignIn,
  fetchAuthSession,
  fetchDevices,
  forgetDevice,
  rememberDevice,
  type SignInInput,
  signIn,
  signOut,
} from '@aws-amplify/auth'
import { useJourneys } from '../support/journeys.ts'
import { newMfaPool } from '../support/mfa.ts'
import { newUser, PASSWORD } from '../support/pools.ts'
import { openAmplify } from './amplify-app.ts'
import { useNativePowers } from './native-powers.ts'

const EMAIL = 'jane@example.com'
const PHONE = '+12065550123'
const SMS = 'CONFIRM_SIGN_IN_WITH_SMS_CODE'

const it = useJourneys()
useNativePowers('Amplify')

// Amplify names a device after its browser. Node has a navigator since version 21.
const navigator = Object.getOwnPropertyDescriptor(globalThis, 'navigator')
before(() =>
  Object.defineProperty(globalThis, 'navigator', { value: { userAgent: 'Agent/1.0' }, configurable: true }),
)
after(() => {
  if (navigator) Object.defineProperty(globalThis, 'navigator', navigator)
  else Reflect.deleteProperty(globalThis, 'navigator')
})

let pool: string

/** A pool that demands a code unless the device is remembered; a user in it; and an application on a new device. */
async function place(DeviceOnlyRememberedOnUserPrompt: boolean, username = 'alice', settings: object = {}) {
  const root = it.house.client()
  const DeviceConfiguration = { ChallengeRequiredOnNewDevice: true, DeviceOnlyRememberedOnUserPrompt }
  pool = await newMfaPool(root, 'ON', 's', { DeviceConfiguration, ...settings })
  await newUser(root, pool, username, { phone_number: PHONE })
  const flows = ['USER_SRP_AUTH', 'USER_PASSWORD_AUTH', 'USER_AUTH', 'REFRESH_TOKEN_AUTH']
  const ExplicitAuthFlows = flows.map((flow) => `ALLOW_${flow}`)
  openAmplify(it.house.url, pool, await it.newClient(pool, { ExplicitAuthFlows }))
}

/** What takes Amplify longest is SRP, which devices need anyway. */
const SRP = { options: { authFlowType: 'USER_SRP_AUTH' } } as const
const CHOICE = { options: { authFlowType: 'USER_AUTH', preferredChallenge: 'PASSWORD_SRP' } } as const
const PLAIN = { options: { authFlowType: 'USER_PASSWORD_AUTH' } } as const

/** Signs in, with a code if one is demanded. Returns whether one was. */
async function enter(how: Partial<SignInInput> = {}): Promise<boolean> {
  const { isSignedIn, nextStep } = await signIn({ username: 'alice', password: PASSWORD, ...PLAIN, ...how })
  if (isSignedIn) return false
  assert.equal(nextStep.signInStep, SMS)
  const challengeResponse = await it.codeTo(PHONE)
  assert.equal((await confirmSignIn({ challengeResponse })).isSignedIn, true)
  return true
}

async function enterAgain(how: Partial<SignInInput> = {}): Promise<boolean> {
  await signOut()
  return enter(how)
}

async function deviceClaim(): Promise<unknown> {
  return (await fetchAuthSession()).tokens?.accessToken.payload.device_key
}

describe('Amplify', () => {
  test('proves its device, which is remembered at once, in the place of a code', async () => {
    await place(false)
    assert.equal(await enter(), true)
    const [device, ...others] = await fetchDevices()
    assert.deepEqual(others, [])
    assert.equal(device?.id, await deviceClaim())
    assert.deepEqual([device?.name, device?.attributes.device_status], ['Agent/1.0', 'valid'])
    for (const how of [SRP, CHOICE]) {
      assert.equal(await enterAgain(how), false)
      assert.equal(await deviceClaim(), device?.id)
    }
    assert.equal((await fetchDevices()).length, 1)
  })

  test('asks for a code again once it has forgotten the device', async () => {
    await place(false)
    await enter()
    const [device] = await fetchDevices()
    await forgetDevice()
    assert.deepEqual(await fetchDevices(), [])
    assert.equal(await enterAgain(), true)
    const [next] = await fetchDevices()
    assert.notEqual(next?.id, device?.id)
    assert.equal(await enterAgain(), false)
    assert.deepEqual(
      (await fetchDevices()).map(({ id }) => id),
      [next?.id],
    )
  })

  test('remembers a device when its user wants it', async () => {
    await place(true)
    assert.equal(await enter(), true)
    assert.deepEqual(await fetchDevices(), [])
    const unknown = await deviceClaim()
    assert.equal(await enterAgain(), true)
    await rememberDevice()
    assert.deepEqual(
      (await fetchDevices()).map(({ id }) => id),
      [unknown],
    )
    assert.equal(await enterAgain(), false)
    const [device] = await fetchDevices()
    assert.ok(device)
    await forgetDevice({ device })
    assert.equal(await enterAgain(), true)
  })

  test('refreshes the tokens of a device', async () => {
    await place(false)
    await enter()
    const before = (await fetchAuthSession()).tokens
    it.house.passTime(1000)
    const after = (await fetchAuthSession({ forceRefresh: true })).tokens
    assert.notEqual(after?.accessToken.payload.jti, before?.accessToken.payload.jti)
    assert.equal(after?.accessToken.payload.device_key, before?.accessToken.payload.device_key)
  })

  test('becomes a new device after an administrator forgot it', async () => {
    await place(false)
    await enter()
    for (const how of [SRP, CHOICE]) {
      const DeviceKey = await deviceClaim()
      await it.administrate('AdminForgetDevice', { UserPoolId: pool, Username: 'alice', DeviceKey })
      assert.equal(await enterAgain(how), true)
      assert.notEqual(await deviceClaim(), DeviceKey)
      assert.equal(await enterAgain(), false)
    }
  })

  test('knows its device where users sign in by e-mail address', async () => {
    await place(false, EMAIL, { UsernameAttributes: ['email'] })
    assert.equal(await enter({ username: EMAIL, ...SRP }), true)
    assert.equal(await enterAgain({ username: EMAIL, ...SRP }), false)
  })

  test('is a device of one user only', async () => {
    await place(false)
    await newUser(it.house.client(), pool, 'bob', { phone_number: PHONE })
    await enter()
    const first = await deviceClaim()
    assert.equal(await enterAgain({ username: 'bob' }), true)
    assert.notEqual(await deviceClaim(), first)
    assert.equal(await enterAgain(), false)
    assert.equal(await deviceClaim(), first)
  })
})
