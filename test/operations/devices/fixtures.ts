import assert from 'node:assert/strict'
import { after, before } from 'node:test'
import type { NewDeviceMetadataType } from '@aws-sdk/client-cognito-identity-provider'
import type { DeviceWithVerifier } from '../../../src/domain/devices/device.ts'
import type { UserKey } from '../../../src/domain/users/user.ts'
import { forEachAddress } from '../../support/databases.ts'
import { type Journeys, named, openJourneys, type Refusal, type SignedUp } from '../../support/journeys.ts'
import type { Poolhouse } from '../../support/poolhouse.ts'
import { PASSWORD } from '../../support/pools.ts'
import { tickingClock } from '../../support/ticking-clock.ts'
import type { Ground } from '../self-service/token-access.ts'

/** Settings of pools that remember every confirmed device, or those that their users choose. */
export const ALWAYS = trackingDevices(false)
export const OPT_IN = trackingDevices(true)

/** A key of the right form that nobody was given. */
export const NO_DEVICE = 'us-east-1_01234567-89ab-cdef-0123-456789abcdef'

export const DEVICE_NOT_FOUND: Refusal = ['ResourceNotFoundException', 'Device does not exist.']
export const TRACKING_OFF: Refusal = [
  'InvalidUserPoolConfigurationException',
  'Device tracking not currently enabled for this pool.',
]

/** Of no device that could sign in. */
export const VERIFIER = {
  PasswordVerifier: Buffer.alloc(384, 7).toString('base64'),
  Salt: Buffer.alloc(16, 7).toString('base64'),
}

function trackingDevices(DeviceOnlyRememberedOnUserPrompt: boolean) {
  return { DeviceConfiguration: { ChallengeRequiredOnNewDevice: true, DeviceOnlyRememberedOnUserPrompt } }
}

/** Runs a suite on SQLite and PostgreSQL, with a pool that remembers every confirmed device. */
export function onEachDatabase(suite: (ground: () => Ground) => void): void {
  forEachAddress(
    (newAddress) => {
      const database = newAddress()
      let opened: Ground | undefined
      before(async () => {
        const it = await openJourneys({ database, clock: tickingClock() })
        const pool = await it.newPool(ALWAYS)
        opened = { it, pool, client: await it.newClient(pool) }
      })
      suite(() => opened ?? assert.fail('not opened yet'))
      after(() => opened?.it.close())
    },
    ['SQLite in memory', 'PostgreSQL'],
  )
}

/** A user, with the pool. */
export interface Resident extends SignedUp {
  readonly UserPoolId: string
}

type Home = Pick<Resident, 'UserPoolId' | 'ClientId'>

/** The pools in which {@link newResident} puts users, by their settings. */
const homes = new WeakMap<Journeys, Map<object, Promise<Home>>>()

/** A new user of the server's pool with these settings; those who change their pool want one with settings of its own. */
export async function newResident(it: Journeys, settings: object = ALWAYS): Promise<Resident> {
  const those = homes.get(it) ?? new Map<object, Promise<Home>>()
  homes.set(it, those)
  const home = those.get(settings) ?? newHome(it, settings)
  those.set(settings, home)
  const { UserPoolId, ClientId } = await home
  return { UserPoolId, ...(await it.member(UserPoolId, ClientId)) }
}

async function newHome(it: Journeys, settings: object): Promise<Home> {
  const UserPoolId = await it.newPool(settings)
  return { UserPoolId, ClientId: await it.newClient(UserPoolId) }
}

export interface Tokens {
  readonly AccessToken: string
  readonly RefreshToken: string
  readonly NewDeviceMetadata?: NewDeviceMetadataType
}

export async function signIn(
  it: Journeys,
  { ClientId, Username }: SignedUp,
  more: Readonly<Record<string, string>> = {},
): Promise<Tokens> {
  const AuthParameters = { USERNAME: Username, PASSWORD, ...more }
  const input = { ClientId, AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters }
  return (await it.ok('InitiateAuth', input)).AuthenticationResult ?? assert.fail('no tokens')
}

/** Signs in, and returns the tokens with the key of the device that was new. */
export async function fromNewDevice(
  it: Journeys,
  user: SignedUp,
): Promise<Tokens & { readonly DeviceKey: string }> {
  const tokens = await signIn(it, user)
  return { ...tokens, DeviceKey: tokens.NewDeviceMetadata?.DeviceKey ?? assert.fail('no device key') }
}

/** As {@link fromNewDevice}, and the device is confirmed. */
export async function fromConfirmedDevice(it: Journeys, user: SignedUp, more: object = {}) {
  const tokens = await fromNewDevice(it, user)
  const { AccessToken, DeviceKey } = tokens
  await it.ok('ConfirmDevice', { AccessToken, DeviceKey, DeviceSecretVerifierConfig: VERIFIER, ...more })
  return tokens
}

export async function refresh(
  it: Journeys,
  { ClientId }: SignedUp,
  { RefreshToken }: Pick<Tokens, 'RefreshToken'>,
  more: Readonly<Record<string, string>> = {},
) {
  const AuthParameters = { REFRESH_TOKEN: RefreshToken, ...more }
  return it.house.call(
    'InitiateAuth',
    { ClientId, AuthFlow: 'REFRESH_TOKEN_AUTH', AuthParameters },
    { signed: false },
  )
}

/** Attributes of a device by name, in their order. */
export function attributesOf(device: { DeviceAttributes: { Name: string; Value: string }[] }) {
  return Object.fromEntries(device.DeviceAttributes.map(({ Name, Value }) => [Name, Value]))
}

/** What a request for the device that {@link prepareDevice} makes has beside pool and username. */
export const PREPARED = { DeviceKey: NO_DEVICE }

/** Gives a user a device without a sign-in. */
export function prepareDevice(house: () => Poolhouse) {
  return async (userPoolId: string, Username: string): Promise<void> => {
    const { json } = await house().call('AdminGetUser', { UserPoolId: userPoolId, Username })
    const { sub = '' } = named(json.UserAttributes)
    await house().storage.stores.devices.insert(deviceOf({ userPoolId, sub }))
  }
}

/** A device that is remembered, and stored nowhere yet. */
export function deviceOf(
  owner: UserKey,
  deviceKey = NO_DEVICE,
  change: Partial<DeviceWithVerifier> = {},
): DeviceWithVerifier {
  return {
    ...owner,
    deviceKey,
    deviceGroupKey: '-v7w9UcY6',
    remembered: true,
    lastIpAddress: '192.0.2.1',
    createdAt: 0,
    modifiedAt: 0,
    authenticatedAt: 0,
    verifier: { salt: Buffer.alloc(16, 7), verifier: Buffer.alloc(384, 7) },
    ...change,
  }
}
