import { createHash, createHmac, hkdfSync } from 'node:crypto'
import type { NewDeviceMetadataType } from '@aws-sdk/client-cognito-identity-provider'
import { systemEntropy } from '../../src/kernel/entropy.ts'

// The client's side of SRP as shipped clients compute it, in BigInt and independent of the server's code.

const PRIME = BigInt(
  `0x${[
    'FFFFFFFFFFFFFFFFC90FDAA22168C234C4C6628B80DC1CD129024E088A67CC74',
    '020BBEA63B139B22514A08798E3404DDEF9519B3CD3A431B302B0A6DF25F1437',
    '4FE1356D6D51C245E485B576625E7EC6F44C42E9A637ED6B0BFF5CB6F406B7ED',
    'EE386BFB5A899FA5AE9F24117C4B1FE649286651ECE45B3DC2007CB8A163BF05',
    '98DA48361C55D39A69163FA8FD24CF5F83655D23DCA3AD961C62F356208552BB',
    '9ED529077096966D670C354E4ABC9804F1746C08CA18217C32905E462E36CE3B',
    'E39E772C180E86039B2783A2EC07A28FB5C55DF06F4C52C9DE2BCBF695581718',
    '3995497CEA956AE515D2261898FA051015728E5A8AAAC42DAD33170D04507A33',
    'A85521ABDF1CBA64ECFB850458DBEF0A8AEA71575D060C7DB3970F85A6E1E4C7',
    'ABF5AE8CDB0933D71E8C94E04A25619DCEE3D2261AD2EE6BF12FFA06D98A0864',
    'D87602733EC86A64521F2B18177B200CBBE117577A615D6C770988C0BAD946E2',
    '08E24FA074E5AB3143DB5BFCE0FD108E4B82D120A93AD2CAFFFFFFFFFFFFFFFF',
  ].join('')}`,
)

export interface SrpClient {
  /** `SRP_A`. */
  readonly publicKey: string
  /** `ChallengeResponses` to the parameters of PASSWORD_VERIFIER or DEVICE_PASSWORD_VERIFIER. */
  prove(
    parameters: Readonly<Record<string, string>>,
    password: string,
    timestamp: string,
  ): Record<string, string>
}

type Power = (base: bigint, exponent: bigint) => bigint

/** @param power raises to a power modulo the prime; by default with BigInt */
export function srpClient(userPoolId: string, power: Power = bigIntPower): SrpClient {
  const exchange = beginExchange(power)
  return {
    publicKey: exchange.publicKey,
    prove(parameters, password, timestamp) {
      const { USER_ID_FOR_SRP = '' } = parameters
      const poolName = userPoolId.split('_')[1] ?? ''
      return {
        USERNAME: USER_ID_FOR_SRP,
        ...exchange.prove([poolName, USER_ID_FOR_SRP], parameters, password, timestamp),
      }
    },
  }
}

/** The client's side of the challenges of a device. */
export function deviceSrpClient(
  { DeviceKey = '', DeviceGroupKey = '' }: NewDeviceMetadataType,
  power: Power = bigIntPower,
): SrpClient {
  const exchange = beginExchange(power)
  return {
    publicKey: exchange.publicKey,
    prove: (parameters, password, timestamp) => ({
      USERNAME: parameters.USERNAME ?? '',
      DEVICE_KEY: DeviceKey,
      ...exchange.prove([DeviceGroupKey, DeviceKey], parameters, password, timestamp),
    }),
  }
}

/** `DeviceSecretVerifierConfig` of a device that has this password. */
export function deviceVerifier(
  { DeviceKey = '', DeviceGroupKey = '' }: NewDeviceMetadataType,
  password: string,
  power: Power = bigIntPower,
): { readonly PasswordVerifier: string; readonly Salt: string } {
  const salt = integer(systemEntropy.bytes(16))
  const verifier = power(2n, exponentOf([DeviceGroupKey, DeviceKey], password, salt))
  return {
    PasswordVerifier: shortest(verifier).toString('base64'),
    Salt: shortest(salt).toString('base64'),
  }
}

type Identity = readonly [group: string, name: string]

function beginExchange(power: Power) {
  const secret = integer(systemEntropy.bytes(32)) + 1n
  const publicKey = power(2n, secret)
  return {
    publicKey: publicKey.toString(16),
    prove(
      identity: Identity,
      { SALT = '', SRP_B = '', SECRET_BLOCK = '' }: Readonly<Record<string, string>>,
      password: string,
      timestamp: string,
    ) {
      const serverKey = BigInt(`0x${SRP_B}`)
      const u = integer(sha256(shortest(publicKey), shortest(serverKey)))
      const x = exponentOf(identity, password, BigInt(`0x${SALT}`))
      const k = integer(sha256(shortest(PRIME), shortest(2n)))
      const base = (((serverKey - k * power(2n, x)) % PRIME) + PRIME) % PRIME
      const key = claimKey(power(base, secret + u * x), u)
      return {
        PASSWORD_CLAIM_SECRET_BLOCK: SECRET_BLOCK,
        PASSWORD_CLAIM_SIGNATURE: claim(key, ...identity, SECRET_BLOCK, timestamp),
        TIMESTAMP: timestamp,
      }
    },
  }
}

function exponentOf([group, name]: Identity, password: string, salt: bigint): bigint {
  return integer(sha256(shortest(salt), sha256(`${group}${name}:${password}`)))
}

/** The key that both sides derive from the shared secret S. */
export function claimKey(s: bigint, u: bigint): Buffer {
  return Buffer.from(hkdfSync('sha256', shortest(s), shortest(u), 'Caldera Derived Key', 16))
}

/** `PASSWORD_CLAIM_SIGNATURE`. */
export function claim(
  key: Buffer,
  poolName: string,
  username: string,
  block: string,
  timestamp: string,
): string {
  const message = Buffer.concat([
    Buffer.from(poolName + username),
    Buffer.from(block, 'base64'),
    Buffer.from(timestamp),
  ])
  return createHmac('sha256', key).update(message).digest('base64')
}

/** `TIMESTAMP`, such as `Mon Jan 5 07:08:09 UTC 2026`. */
export function timestamp(now: number): string {
  const [weekday, day, month, year, time] = new Date(now).toUTCString().replace(',', '').split(' ')
  return `${weekday} ${month} ${Number(day)} ${time} UTC ${year}`
}

function bigIntPower(base: bigint, exponent: bigint): bigint {
  let [result, square] = [1n, base % PRIME]
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = (result * square) % PRIME
    square = (square * square) % PRIME
  }
  return result
}

/** Big-endian two's complement in as few bytes as it takes. */
export function shortest(value: bigint): Buffer {
  const hex = value.toString(16)
  const bytes = Buffer.from(hex.padStart(hex.length + (hex.length % 2), '0'), 'hex')
  return (bytes[0] ?? 0) > 127 ? Buffer.concat([Buffer.alloc(1), bytes]) : bytes
}

export function sha256(...parts: readonly (string | Buffer)[]): Buffer {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(part)
  return hash.digest()
}

export function integer(bytes: Buffer): bigint {
  return BigInt(`0x${bytes.toString('hex')}`)
}
