import assert from 'node:assert/strict'
import { createHash, createHmac } from 'node:crypto'
import { Sha256 } from '@aws-crypto/sha256-js'
import { SignatureV4 } from '@smithy/signature-v4'
import { ServiceError } from '../../src/contract/service-error.ts'
import type { SignedRequest } from '../../src/wire/sigv4/signed-request.ts'
import { signingKeys } from '../../src/wire/sigv4/signing-key.ts'
import {
  type AccessKey,
  type Signatory,
  type SignatureContext,
  verifySignature,
} from '../../src/wire/sigv4/verify-signature.ts'

export const MISMATCH =
  'The request signature we calculated does not match the signature you provided. Check your AWS Secret ' +
  'Access Key and signing method. Consult the service documentation for details.'
export const INVALID_TOKEN = 'The security token included in the request is invalid.'

export const NOW = Date.UTC(2026, 8, 24, 13, 50, 15)
export const LASTING = 'AKIALASTINGEXAMPLE00'
export const TEMPORARY = 'ASIATEMPORARYEXAMPLE'

export interface TestKey extends AccessKey {
  owner: string
}

export const KEYS: ReadonlyMap<string, TestKey> = new Map([
  [LASTING, { owner: 'alice', secretAccessKey: 'lasting/secret+key', active: true }],
  [
    TEMPORARY,
    {
      owner: 'role',
      secretAccessKey: 'temporary',
      sessionToken: 'IQoJb3Jp//token==',
      expiresAt: NOW + 60_000,
      active: true,
    },
  ],
])

export const CONTEXT: SignatureContext<TestKey> = {
  now: NOW,
  service: 'cognito-idp',
  regions: new Set(['eu-west-1', 'us-east-1']),
  findAccessKey: async (id) => KEYS.get(id),
  signingKeyOf: signingKeys(),
}

export interface Unsigned {
  method: string
  path: string
  query: Record<string, string | string[]>
  headers: Record<string, string>
  body: string | Uint8Array
}

export interface Signing {
  accessKeyId: string
  secretAccessKey: string
  sessionToken: string
  region: string
  service: string
  date: number
  applyChecksum: boolean
}

export const UNSIGNED: Unsigned = {
  method: 'POST',
  path: '/',
  query: {},
  headers: {
    host: 'cognito-idp.eu-west-1.example.test',
    'content-type': 'application/x-amz-json-1.1',
    'x-amz-target': 'AWSCognitoIdentityProviderService.ListUserPools',
  },
  body: '{"MaxResults":10}',
}

/** Signs with the AWS SDK's own signer; by default with the permanent key, for eu-west-1, now. */
export async function sign(
  unsigned: Partial<Unsigned> = {},
  signing: Partial<Signing> = {},
): Promise<SignedRequest> {
  const request = { ...UNSIGNED, ...unsigned }
  const { region = 'eu-west-1', service = 'cognito-idp', date = NOW, applyChecksum = true } = signing
  const { accessKeyId = LASTING, secretAccessKey = KEYS.get(accessKeyId)?.secretAccessKey ?? '' } = signing
  const { sessionToken } = signing
  const signer = new SignatureV4({
    credentials: { accessKeyId, secretAccessKey, ...(sessionToken === undefined ? {} : { sessionToken }) },
    region,
    service,
    sha256: Sha256,
    applyChecksum,
  })
  const signed = await signer.sign(
    { protocol: 'https:', hostname: 'unused', ...request, headers: { ...request.headers } },
    { signingDate: new Date(date) },
  )
  return {
    method: request.method,
    path: request.path,
    query: wireQuery(request.query),
    headers: Object.entries(signed.headers).map(([name, value]) => [name.toLowerCase(), value]),
    body: typeof request.body === 'string' ? Buffer.from(request.body) : request.body,
  }
}

export function signTemporary(signing: Partial<Signing> = {}): Promise<SignedRequest> {
  return sign({}, { accessKeyId: TEMPORARY, sessionToken: 'IQoJb3Jp//token==', ...signing })
}

export function verify(
  request: SignedRequest,
  context: Partial<SignatureContext<TestKey>> = {},
): Promise<Signatory<TestKey>> {
  return verifySignature(request, { ...CONTEXT, ...context })
}

export async function refuses(
  request: SignedRequest,
  name: string,
  message = MISMATCH,
  context: Partial<SignatureContext<TestKey>> = {},
): Promise<void> {
  await assert.rejects(verify(request, context), (error) => {
    assert.ok(error instanceof ServiceError)
    assert.deepEqual({ name: error.name, message: error.message }, { name, message })
    return true
  })
}

/** Sets a header, or removes it when `value` is undefined. */
export function withHeader(request: SignedRequest, name: string, value: string | undefined): SignedRequest {
  const others = request.headers.filter(([other]) => other !== name)
  return { ...request, headers: value === undefined ? others : [...others, [name, value]] }
}

export function header(request: SignedRequest, name: string): string {
  const found = request.headers.find(([other]) => other === name)
  if (found === undefined) throw new Error(`the request has no header ${name}`)
  return found[1]
}

/** Rewrites the Authorization header. */
export function reauthorize(request: SignedRequest, pattern: RegExp, replacement: string): SignedRequest {
  const before = header(request, 'authorization')
  const after = before.replace(pattern, () => replacement)
  if (after === before) throw new Error(`nothing to replace for ${pattern}`)
  return withHeader(request, 'authorization', after)
}

/**
 * Signs what the SDK's signer would not make: with the permanent key, at `NOW`, with exactly these signed
 * headers in exactly this order. For requests to `/` without a query.
 */
export function signByHand(request: SignedRequest, names: readonly string[]): SignedRequest {
  const value = (name: string) => request.headers.find(([other]) => other === name.toLowerCase())?.[1] ?? ''
  const canonical = [
    request.method,
    '/',
    '',
    ...names.map((name) => `${name}:${value(name)}`),
    '',
    names.join(';'),
    sha256(request.body),
  ].join('\n')
  const scope = ['20260924', 'eu-west-1', 'cognito-idp', 'aws4_request']
  const stringToSign = `AWS4-HMAC-SHA256\n20260924T135015Z\n${scope.join('/')}\n${sha256(canonical)}`
  const hmac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest()
  const key = scope.reduce<string | Buffer>(hmac, `AWS4${KEYS.get(LASTING)?.secretAccessKey}`)
  return withHeader(
    request,
    'authorization',
    `AWS4-HMAC-SHA256 Credential=${LASTING}/${scope.join('/')}, SignedHeaders=${names.join(';')}, ` +
      `Signature=${hmac(key, stringToSign).toString('hex')}`,
  )
}

export function sha256(text: string | Uint8Array): string {
  return createHash('sha256').update(text).digest('hex')
}

function wireQuery(query: Unsigned['query']): string {
  const encode = (text: string) => encodeURIComponent(text).replaceAll("'", '%27')
  return Object.entries(query)
    .flatMap(([name, values]) => [values].flat().map((value) => `${encode(name)}=${encode(value)}`))
    .join('&')
}
