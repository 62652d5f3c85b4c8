import { hash } from 'node:crypto'
import { equalInConstantTime } from '../../kernel/cryptography/constant-time.ts'
import type { Entropy } from '../../kernel/entropy.ts'
import type { PoolKeys } from '../credentials/pool-keys.ts'
import { type PasswordVerifier, srpVerifier } from '../credentials/srp.ts'
import type { UserPool } from '../user-pools/user-pool.ts'
import type { UserKey } from '../users/user.ts'
import { type DeviceWithVerifier, deviceIdentity } from './device.ts'
import { type IssuedDeviceKey, issueDeviceKey } from './device-key.ts'

// A browser that is remembered is a device like any other: what is stored is the verifier of its password. The browser
// keeps the password in a cookie, so it proves itself without the exchange of SRP.

/** A device as a browser keeps it, for one of the users who sign in with it. */
export interface BrowserDevice {
  /** Names the user: the {@link browserDeviceOwner}. */
  readonly owner: string
  readonly deviceKey: string
  /** Random. It is not stored. */
  readonly secret: string
}

/** A device that a browser is about to become. */
export interface NewBrowserDevice {
  readonly kept: BrowserDevice
  readonly issued: IssuedDeviceKey
  readonly verifier: PasswordVerifier
}

const SECRET_BYTES = 32
const SALT_BYTES = 16

/** Whose device it is, so that a browser can keep those of several users without naming them. */
export function browserDeviceOwner({ userPoolId, sub }: UserKey): string {
  return hash('sha256', `${userPoolId} ${sub}`, 'base64url').slice(0, 16)
}

/**
 * A new key and secret for a user's browser. Takes milliseconds, so call it before the transaction that stores the device.
 * @param domain whose pages the browser is on: the secret proves nothing on another one
 */
export function newBrowserDevice(
  { poolKeys, entropy }: { readonly poolKeys: PoolKeys; readonly entropy: Entropy },
  pool: Pick<UserPool, 'id' | 'region'>,
  sub: string,
  domain: string,
): NewBrowserDevice {
  const issued = issueDeviceKey(poolKeys('device keys', pool.id), entropy, { pool, sub })
  const secret = entropy.bytes(SECRET_BYTES).toString('base64url')
  const salt = entropy.bytes(SALT_BYTES)
  return {
    kept: { owner: browserDeviceOwner({ userPoolId: pool.id, sub }), deviceKey: issued.deviceKey, secret },
    issued,
    verifier: { salt, verifier: verifierOf(issued, { domain, secret, salt }) },
  }
}

/** Whether a browser on the pages of this domain is the device. */
export function isBrowserDevice(
  device: DeviceWithVerifier,
  { secret }: Pick<BrowserDevice, 'secret'>,
  domain: string,
): boolean {
  const { salt, verifier } = device.verifier
  return equalInConstantTime(verifierOf(device, { domain, secret, salt }), verifier)
}

function verifierOf(
  keys: IssuedDeviceKey,
  { domain, secret, salt }: { readonly domain: string; readonly secret: string; readonly salt: Uint8Array },
): Buffer {
  return srpVerifier(deviceIdentity(keys), `${domain} ${secret}`, salt)
}
