import { createHmac, type KeyObject } from 'node:crypto'
import { equalInConstantTime } from '../../kernel/cryptography/constant-time.ts'
import type { Entropy } from '../../kernel/entropy.ts'
import type { UserPool } from '../user-pools/user-pool.ts'

// Every sign-in in a pool that tracks devices issues a new device key, and few of them are ever confirmed. So that these
// leave nothing behind, an issued key is not stored: half of it is random, the other half proves whom it was issued to.

/** `NewDeviceMetadata`. */
export interface IssuedDeviceKey {
  readonly deviceKey: string
  readonly deviceGroupKey: string
}

/** Whom a key is issued to. */
export interface DeviceKeyOwner {
  readonly pool: Pick<UserPool, 'region'>
  readonly sub: string
}

/** Whether a text has the form of a device key, by the service model. */
export function isDeviceKey(text: string): boolean {
  return text.length <= 55 && /^[\w-]+_[0-9a-f-]+$/.test(text)
}

const NONCE_BYTES = 8
const PROOF_BYTES = 8

/**
 * AWS: a device key is the region and a UUID, a group key a hyphen and eight characters.
 * @param key of the pool
 */
export function issueDeviceKey(key: KeyObject, entropy: Entropy, owner: DeviceKeyOwner): IssuedDeviceKey {
  return issuedWith(key, owner, entropy.bytes(NONCE_BYTES))
}

/** The keys as they were issued, or undefined if the device key was never issued to this user. */
export function findIssuedKey(
  key: KeyObject,
  owner: DeviceKeyOwner,
  deviceKey: string,
): IssuedDeviceKey | undefined {
  const digits = deviceKey.slice(deviceKey.indexOf('_') + 1).replaceAll('-', '')
  const nonce = Buffer.from(digits.slice(0, 2 * NONCE_BYTES), 'hex')
  const issued = issuedWith(key, owner, nonce)
  return equalInConstantTime(Buffer.from(issued.deviceKey), Buffer.from(deviceKey)) ? issued : undefined
}

function issuedWith(key: KeyObject, { pool, sub }: DeviceKeyOwner, nonce: Buffer): IssuedDeviceKey {
  const proof = digest(key, 'device', sub, nonce).subarray(0, PROOF_BYTES)
  const group = digest(key, 'device group', sub, nonce).toString('base64url', 0, 6)
  return {
    deviceKey: `${pool.region}_${uuidOf(Buffer.concat([nonce, proof]))}`,
    deviceGroupKey: `-${group}`,
  }
}

function digest(key: KeyObject, purpose: string, sub: string, nonce: Buffer): Buffer {
  const text = JSON.stringify([purpose, sub, nonce.toString('hex')])
  return createHmac('sha256', key).update(text).digest()
}

/** In the form of a UUID; version and variant (RFC 9562) are left to chance. */
function uuidOf(bytes: Buffer): string {
  const hex = bytes.toString('hex')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}
