// An authenticator and the browser before it, in software (WebAuthn Level 3): makes passkeys and signs with them.
import { createHash, createSign, generateKeyPairSync, type KeyObject, randomBytes } from 'node:crypto'
import { type CborValue, cbor } from './cbor.ts'

export const ZERO_AAGUID = '00000000-0000-0000-0000-000000000000'

/** What a creation or a use differs in from an ordinary one. */
export interface Circumstances {
  /** Of the page; by default https and the domain of the relying party. */
  readonly origin?: string
  /** The page is embedded in a page of another origin. */
  readonly crossOrigin?: boolean
  /** By default that of the options. */
  readonly rpId?: string
  readonly challenge?: string
  readonly type?: string
  /** By default true. */
  readonly userVerified?: boolean
  readonly backedUp?: boolean
}

export interface AuthenticatorOptions {
  /** By default ES256. */
  readonly algorithm?: 'ES256' | 'RS256' | 'ES384' | 'RS256 with 1024 bits'
  readonly aaguid?: string
  readonly attachment?: 'platform' | 'cross-platform'
  readonly transports?: readonly string[]
  /** Whether it counts signatures; by default it does. */
  readonly counts?: boolean
  readonly backupEligible?: boolean
  readonly attestation?: 'none' | 'self' | 'certificate'
}

interface CreationOptions {
  readonly challenge: string
  readonly rp: { readonly id: string }
  readonly user: { readonly id: string }
}

interface RequestOptions {
  readonly challenge: string
  readonly rpId: string
}

export type Authenticator = ReturnType<typeof newAuthenticator>

/** An authenticator that keeps one passkey, the last that was created. */
export function newAuthenticator({
  algorithm = 'ES256',
  aaguid = ZERO_AAGUID,
  attachment,
  transports = ['internal'],
  counts = true,
  backupEligible = false,
  attestation = 'none',
}: AuthenticatorOptions = {}) {
  const { publicKey, privateKey } = keyPairOf(algorithm)
  const credentialId = randomBytes(32)
  const id = credentialId.toString('base64url')
  let userHandle: string | undefined
  let counter = 0

  function authenticatorData(rpId: string, { userVerified = true, backedUp }: Circumstances, rest?: Buffer) {
    if (counts) counter++
    const bits = [true, userVerified, backupEligible, backedUp === true, rest !== undefined]
    const [up, uv, be, bs, at] = bits.map(Number) as [number, number, number, number, number]
    const flags = up | (uv << 2) | (be << 3) | (bs << 4) | (at << 6)
    const count = Buffer.alloc(4)
    count.writeUInt32BE(counter)
    return Buffer.concat([sha256(rpId), Buffer.of(flags), count, rest ?? Buffer.alloc(0)])
  }

  const sign = (data: Buffer, clientDataJSON: Buffer) =>
    createSign('sha256').update(data).update(sha256(clientDataJSON)).sign(privateKey)

  function statement(data: Buffer, clientDataJSON: Buffer): readonly [string, Map<CborValue, CborValue>] {
    if (attestation === 'none') return ['none', new Map()]
    const own = new Map<CborValue, CborValue>([
      ['alg', -7],
      ['sig', sign(data, clientDataJSON)],
    ])
    return ['packed', attestation === 'self' ? own : own.set('x5c', [randomBytes(64)])]
  }

  return {
    id,

    /** A RegistrationResponseJSON. */
    create(options: CreationOptions, circumstances: Circumstances = {}) {
      userHandle = options.user.id
      const rpId = circumstances.rpId ?? options.rp.id
      const clientDataJSON = clientData('webauthn.create', rpId, options.challenge, circumstances)
      const length = Buffer.alloc(2)
      length.writeUInt16BE(credentialId.length)
      const model = Buffer.from(aaguid.replaceAll('-', ''), 'hex')
      const attested = Buffer.concat([model, length, credentialId, cbor(coseKey(algorithm, publicKey))])
      const data = authenticatorData(rpId, circumstances, attested)
      const [fmt, attStmt] = statement(data, clientDataJSON)
      const attestationObject = cbor(
        new Map<CborValue, CborValue>([
          ['fmt', fmt],
          ['attStmt', attStmt],
          ['authData', data],
        ]),
      )
      return {
        id,
        rawId: id,
        type: 'public-key',
        ...(attachment && { authenticatorAttachment: attachment }),
        clientExtensionResults: {},
        response: {
          clientDataJSON: clientDataJSON.toString('base64url'),
          attestationObject: attestationObject.toString('base64url'),
          transports: [...transports],
        },
      }
    },

    /** An AuthenticationResponseJSON. */
    get(options: RequestOptions, circumstances: Circumstances = {}) {
      const rpId = circumstances.rpId ?? options.rpId
      const clientDataJSON = clientData('webauthn.get', rpId, options.challenge, circumstances)
      const data = authenticatorData(rpId, circumstances)
      return {
        id,
        rawId: id,
        type: 'public-key',
        ...(attachment && { authenticatorAttachment: attachment }),
        clientExtensionResults: {},
        response: {
          clientDataJSON: clientDataJSON.toString('base64url'),
          authenticatorData: data.toString('base64url'),
          signature: sign(data, clientDataJSON).toString('base64url'),
          ...(userHandle && { userHandle }),
        },
      }
    },

    /** Puts the counter back, as a copy of the authenticator from before would have it. */
    rewind(to: number): void {
      counter = to
    },
  }
}

function clientData(type: string, rpId: string, challenge: string, circumstances: Circumstances): Buffer {
  const { origin = `https://${rpId}`, crossOrigin = false } = circumstances
  return Buffer.from(
    JSON.stringify({
      type: circumstances.type ?? type,
      challenge: circumstances.challenge ?? challenge,
      origin,
      crossOrigin,
    }),
  )
}

type Algorithm = NonNullable<AuthenticatorOptions['algorithm']>

function keyPairOf(algorithm: Algorithm) {
  if (algorithm === 'ES256') return generateKeyPairSync('ec', { namedCurve: 'P-256' })
  if (algorithm === 'ES384') return generateKeyPairSync('ec', { namedCurve: 'P-384' })
  return generateKeyPairSync('rsa', { modulusLength: algorithm === 'RS256' ? 2048 : 1024 })
}

/** RFC 9053, section 7.1; RFC 8230, section 4. */
function coseKey(algorithm: Algorithm, key: KeyObject): Map<CborValue, CborValue> {
  const { x = '', y = '', n = '', e = '' } = key.export({ format: 'jwk' })
  const bytes = (text: string) => Buffer.from(text, 'base64url')
  if (algorithm === 'ES256' || algorithm === 'ES384') {
    const [alg, crv] = algorithm === 'ES256' ? [-7, 1] : [-35, 2]
    return new Map<CborValue, CborValue>([
      [1, 2],
      [3, alg],
      [-1, crv],
      [-2, bytes(x)],
      [-3, bytes(y)],
    ])
  }
  return new Map<CborValue, CborValue>([
    [1, 3],
    [3, -257],
    [-1, bytes(n)],
    [-2, bytes(e)],
  ])
}

function sha256(data: string | Buffer): Buffer {
  return createHash('sha256').update(data).digest()
}
