import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { CognitoUser, CognitoUserPool, type CognitoUserSession } from 'amazon-cognito-identity-js'
import { useJourneys } from '../support/journeys.ts'
import { newMfaPool } from '../support/mfa.ts'
import { newUser, PASSWORD } from '../support/pools.ts'
import { authenticate, called, ended, type Outcome, outcome } from './identity-js-user.ts'
import { useNativePowers } from './native-powers.ts'

const EMAIL = 'jane@example.com'
const PHONE = '+12065550123'

const it = useJourneys()
useNativePowers('identity-js')
let pool: string

/** A pool that demands a code unless the device is remembered. Returns its user, on one device in all calls. */
async function place(
  DeviceOnlyRememberedOnUserPrompt: boolean,
  Username = 'alice',
  settings: object = {},
): Promise<(flow?: string) => CognitoUser> {
  const root = it.house.client()
  const DeviceConfiguration = { ChallengeRequiredOnNewDevice: true, DeviceOnlyRememberedOnUserPrompt }
  pool = await newMfaPool(root, 'ON', 's', { DeviceConfiguration, ...settings })
  await newUser(root, pool, Username, { phone_number: PHONE })
  const ExplicitAuthFlows = ['ALLOW_USER_SRP_AUTH', 'ALLOW_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH']
  const ClientId = await it.newClient(pool, { ExplicitAuthFlows })
  const Pool = new CognitoUserPool({ UserPoolId: pool, ClientId, endpoint: it.house.url })
  return (flow = 'USER_PASSWORD_AUTH') => {
    const user = new CognitoUser({ Username, Pool })
    user.setAuthenticationFlowType(flow)
    return user
  }
}

interface Entry {
  readonly session: CognitoUserSession
  readonly asksForDevice: boolean
  /** Whether a code was demanded. */
  readonly byCode: boolean
}

async function enter(user: CognitoUser): Promise<Entry> {
  const first = await authenticate(user, PASSWORD)
  if ('session' in first) return { ...first, byCode: false }
  assert.equal(first.challenge, 'SMS_MFA')
  const code = await it.codeTo(PHONE)
  const second: Outcome = await outcome((callbacks) => user.sendMFACode(code, callbacks))
  return 'session' in second ? { ...second, byCode: true } : assert.fail(second.challenge)
}

const deviceOf = ({ session }: Entry): string => session.getAccessToken().payload.device_key
const devicesOf = async (user: CognitoUser): Promise<string[]> => {
  // biome-ignore lint/suspicious/noExplicitAny: the client gives the response as it is
  const { Devices } = await ended<any>((callbacks) => user.listDevices(60, null, callbacks))
  return Devices.map(({ DeviceKey }: { DeviceKey: string }) => DeviceKey)
}

describe('amazon-cognito-identity-js', () => {
  test('proves its device, which is remembered at once, in the place of a code', async () => {
    const alice = await place(false)
    const user = alice()
    const first = await enter(user)
    assert.deepEqual([first.byCode, first.asksForDevice], [true, false])
    const key = deviceOf(first)
    assert.deepEqual(await devicesOf(user), [key])
    // biome-ignore lint/suspicious/noExplicitAny: the client gives the response as it is
    const { Device } = await ended<any>((callbacks) => user.getDevice(callbacks))
    assert.equal(Device.DeviceKey, key)
    const next = await enter(alice('USER_SRP_AUTH'))
    assert.deepEqual([next.byCode, deviceOf(next)], [false, key])
  })

  test('asks for a code again once it has forgotten the device', async () => {
    const alice = await place(false)
    const user = alice()
    const first = await enter(user)
    await ended((callbacks) => user.forgetDevice(callbacks))
    assert.deepEqual(await devicesOf(user), [])
    const second = await enter(alice())
    assert.equal(second.byCode, true)
    assert.notEqual(deviceOf(second), deviceOf(first))
    assert.equal((await enter(alice())).byCode, false)
  })

  test('remembers a device when its user wants it, until the user does not', async () => {
    const alice = await place(true)
    const user = alice()
    const first = await enter(user)
    assert.deepEqual([first.byCode, first.asksForDevice], [true, true])
    assert.deepEqual(await devicesOf(user), [])
    await ended((callbacks) => user.setDeviceStatusRemembered(callbacks))
    assert.deepEqual(await devicesOf(user), [deviceOf(first)])
    assert.equal((await enter(alice())).byCode, false)
    await ended((callbacks) => user.setDeviceStatusNotRemembered(callbacks))
    const last = await enter(alice())
    assert.deepEqual([last.byCode, deviceOf(last)], [true, deviceOf(first)])
  })

  test('refreshes the tokens of a device', async () => {
    const alice = await place(false)
    const user = alice()
    const first = await enter(user)
    const token = first.session.getRefreshToken()
    const session = await called<CognitoUserSession>((done) => user.refreshSession(token, done))
    assert.equal(session.getAccessToken().payload.device_key, deviceOf(first))
  })

  test('becomes a new device after an administrator forgot it', async () => {
    const alice = await place(false)
    const first = await enter(alice())
    const DeviceKey = deviceOf(first)
    await it.administrate('AdminForgetDevice', { UserPoolId: pool, Username: 'alice', DeviceKey })
    const second = await enter(alice('USER_SRP_AUTH'))
    assert.equal(second.byCode, true)
    assert.notEqual(deviceOf(second), DeviceKey)
    assert.equal((await enter(alice())).byCode, false)
  })

  test('knows its device where users sign in by e-mail address, and answers challenges by that name', async () => {
    const jane = await place(false, EMAIL, { UsernameAttributes: ['email'] })
    for (const byCode of [true, false]) {
      const user = jane()
      assert.equal((await enter(user)).byCode, byCode)
      assert.equal(user.getUsername(), EMAIL)
    }
  })
})
