import { createHash, createHmac, type Hash, type Hmac } from 'node:crypto'
import { SignatureV4 } from '@smithy/signature-v4'

export interface Credentials {
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly sessionToken?: string
}

export interface Signing {
  readonly credentials: Credentials
  readonly region: string
  readonly now: Date
}

/** SHA-256, or its HMAC, in the form that the signer wants: by OpenSSL, a tenth of the time it takes in JavaScript. */
class Sha256 {
  readonly #hash: Hash | Hmac

  constructor(secret?: string | ArrayBuffer | ArrayBufferView) {
    this.#hash =
      secret === undefined
        ? createHash('sha256')
        : createHmac('sha256', typeof secret === 'string' ? secret : bytesOf(secret))
  }

  update(data: string | ArrayBuffer | ArrayBufferView): void {
    this.#hash.update(typeof data === 'string' ? data : bytesOf(data))
  }

  async digest(): Promise<Uint8Array> {
    return this.#hash.digest()
  }

  reset(): void {
    throw new Error('the signer takes a new hash each time')
  }
}

function bytesOf(data: ArrayBuffer | ArrayBufferView): Uint8Array {
  return data instanceof ArrayBuffer
    ? new Uint8Array(data)
    : new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
}

/** The headers of a POST to the root of `url`, signed by the signer of the AWS SDK. */
export async function signedHeaders(
  url: string,
  headers: Readonly<Record<string, string>>,
  body: string | Uint8Array,
  { credentials, region, now }: Signing,
): Promise<Record<string, string>> {
  const { host, hostname, port } = new URL(url)
  const signer = new SignatureV4({ service: 'cognito-idp', region, credentials, sha256: Sha256 })
  const signed = await signer.sign(
    {
      method: 'POST',
      protocol: 'http:',
      hostname,
      port: Number(port),
      path: '/',
      headers: { ...headers, host },
      body,
    },
    { signingDate: now },
  )
  const { host: _, ...rest } = signed.headers
  return rest
}
