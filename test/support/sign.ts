import { Sha256 } from '@aws-crypto/sha256-js'
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
