import { createHash } from 'node:crypto'
import { describe, test } from 'node:test'
import type { SignedRequest } from '../../src/wire/sigv4/signed-request.ts'
import type { SignatureContext } from '../../src/wire/sigv4/verify-signature.ts'
import {
  header,
  INVALID_TOKEN,
  LASTING,
  MISMATCH,
  NOW,
  reauthorize,
  refuses,
  sign,
  signByHand,
  signTemporary,
  TEMPORARY,
  type TestKey,
  UNSIGNED,
  withHeader,
} from './sigv4-signer.ts'

const NO_DATE = "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header."
const SERVICE_FAULT = "Credential should be scoped to correct service: 'cognito-idp'. "
const TERMINATOR_FAULT = "Credential should be scoped with a valid terminator: 'aws4_request'. "
const DATE_FAULT =
  'Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP. '

interface Refusal {
  of: string
  request: () => Promise<SignedRequest>
  name: string
  message: string | ((request: SignedRequest) => string)
  context?: Partial<SignatureContext<TestKey>>
}

const REFUSALS: readonly Refusal[] = [
  {
    of: 'no Authorization header',
    request: async () => withHeader(await sign(), 'authorization', undefined),
    name: 'MissingAuthenticationTokenException',
    message: 'Missing Authentication Token',
  },
  {
    of: 'an empty Authorization header',
    request: async () => withHeader(await sign(), 'authorization', ' '),
    name: 'MissingAuthenticationTokenException',
    message: 'Missing Authentication Token',
  },
  {
    of: 'a query that authorizes beside the header',
    request: () => sign({ query: { 'X-Amz-Algorithm': 'AWS4-HMAC-SHA256' } }),
    name: 'InvalidSignatureException',
    message: "Found both 'X-Amz-Algorithm' as a query-string param and 'Authorization' as HTTP header.",
  },
  {
    of: 'the recorded probe',
    request: async () =>
      withHeader(
        withHeader(await sign(), 'x-amz-date', undefined),
        'authorization',
        'intentionally-invalid-probe',
      ),
    name: 'IncompleteSignatureException',
    message:
      "Authorization header requires 'Credential' parameter. Authorization header requires 'Signature' " +
      "parameter. Authorization header requires 'SignedHeaders' parameter. " +
      `${NO_DATE} (Hashed with SHA-256 and encoded with Base64) ` +
      'Authorization=H1h1vhCGZwXdc98SZDlNeViH9hVartzM/Vy4kUYRVtA=',
  },
  {
    of: 'no date',
    request: async () => withHeader(await sign(), 'x-amz-date', undefined),
    name: 'IncompleteSignatureException',
    message: (request) => `${NO_DATE} ${hashed(request)}`,
  },
  {
    of: 'no SignedHeaders',
    request: async () => reauthorize(await sign(), /SignedHeaders=[^,]*, /, ''),
    name: 'IncompleteSignatureException',
    message: (request) => `Authorization header requires 'SignedHeaders' parameter. ${hashed(request)}`,
  },
  {
    of: 'a Signature given twice',
    request: async () => reauthorize(await sign(), /$/, ', Signature=0'),
    name: 'IncompleteSignatureException',
    message: (request) => `Authorization header requires 'Signature' parameter. ${hashed(request)}`,
  },
  {
    of: 'two Authorization headers',
    request: async () => {
      const request = await sign()
      return { ...request, headers: [...request.headers, ['authorization', 'Credential=other']] }
    },
    name: 'IncompleteSignatureException',
    message: (request) => {
      const [first = '', second = ''] = request.headers
        .filter(([name]) => name === 'authorization')
        .map(([, value]) => value)
      return (
        "Authorization header requires 'Credential' parameter. (Hashed with SHA-256 and encoded with " +
        `Base64) Authorization=${digest(`${first},${second}`)}`
      )
    },
  },
  {
    of: 'a bearer token',
    request: async () => withHeader(await sign(), 'authorization', 'Bearer abc'),
    name: 'IncompleteSignatureException',
    message:
      'Invalid key=value pair (missing equal-sign) in Authorization header (hashed with SHA-256 and encoded ' +
      `with Base64): '${digest('Bearer abc')}'.`,
  },
  ...['20260924T135015', '2026-09-24T13:50:15Z', '20260230T135015Z', 'Thu, 24 Sep 2026 13:50:15 GMT'].map(
    (date) => ({
      of: `an X-Amz-Date of ${date}`,
      request: async () => withHeader(await sign(), 'x-amz-date', date),
      name: 'IncompleteSignatureException',
      message: `Date must be in ISO-8601 'basic format'. Got '${date}'. See http://en.wikipedia.org/wiki/ISO_8601`,
    }),
  ),
  {
    of: 'a Date that is no date of HTTP',
    request: async () =>
      withHeader(
        withHeader(await sign(), 'x-amz-date', undefined),
        'date',
        'Fri, 24 Sep 2026 13:50:15 GMT', // a Thursday
      ),
    name: 'IncompleteSignatureException',
    message:
      "Date must be in ISO-8601 'basic format'. Got 'Fri, 24 Sep 2026 13:50:15 GMT'. " +
      'See http://en.wikipedia.org/wiki/ISO_8601',
  },
  {
    of: 'a signature older than five minutes',
    request: () => sign({}, { date: NOW - 301_000 }),
    name: 'InvalidSignatureException',
    message:
      'Signature expired: 20260924T134514Z is now earlier than 20260924T134515Z (20260924T135015Z - 5 min.)',
  },
  {
    of: 'a signature more than five minutes ahead',
    request: () => sign({}, { date: NOW + 301_000 }),
    name: 'InvalidSignatureException',
    message:
      'Signature not yet current: 20260924T135516Z is still later than 20260924T135515Z ' +
      '(20260924T135015Z + 5 min.)',
  },
  {
    of: 'an unsigned host',
    request: async () => reauthorize(await sign(), /SignedHeaders=[^,]*/, 'SignedHeaders='),
    name: 'InvalidSignatureException',
    message: "'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.",
  },
  {
    of: 'an unsigned header of the x-amz- family',
    request: async () => withHeader(await sign(), 'x-amz-user-agent', 'added'),
    name: 'InvalidSignatureException',
    message: "'x-amz-user-agent' must be a 'SignedHeader' in the AWS Authorization.",
  },
  {
    of: 'another algorithm',
    request: async () => reauthorize(await sign(), /^AWS4-HMAC-SHA256/, 'AWS4-ECDSA-P256-SHA256'),
    name: 'IncompleteSignatureException',
    message: "Unsupported AWS 'algorithm': 'AWS4-ECDSA-P256-SHA256' (only AWS4-HMAC-SHA256 for now). ",
  },
  ...['', 'a/b/c/d', 'a/b/c/d/e/f', `${LASTING}/20260924/eu-west-1/cognito-idp/aws4_request/`].map(
    (credential) => ({
      of: `the credential "${credential}"`,
      request: async () => reauthorize(await sign(), /Credential=[^,]*/, `Credential=${credential}`),
      name: 'IncompleteSignatureException',
      message:
        'Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, got ' +
        `'${credential}'`,
    }),
  ),
  {
    of: 'a region not served',
    request: () => sign({}, { region: 'eu-west-2' }),
    name: 'InvalidSignatureException',
    message: 'Credential should be scoped to a valid region. ',
  },
  {
    of: 'what no host can be called, where every region is served',
    request: () => sign({}, { region: 'eu_west.1' }),
    context: { regions: undefined },
    name: 'InvalidSignatureException',
    message: 'Credential should be scoped to a valid region. ',
  },
  {
    of: 'another service',
    request: () => sign({}, { service: 'cognito-identity' }),
    name: 'InvalidSignatureException',
    message: SERVICE_FAULT,
  },
  {
    of: 'another terminator',
    request: async () => reauthorize(await sign(), /aws4_request/, 'aws5_request'),
    name: 'InvalidSignatureException',
    message: TERMINATOR_FAULT,
  },
  {
    of: 'a scope of another day',
    request: async () => reauthorize(await sign(), /20260924/, '20260923'),
    name: 'InvalidSignatureException',
    message: DATE_FAULT,
  },
  {
    of: 'a scope where everything is wrong, reported together',
    request: async () => reauthorize(await sign(), /Credential=[^,]*/, 'Credential=nobody/a/b/c/d'),
    name: 'InvalidSignatureException',
    message: `Credential should be scoped to a valid region. ${SERVICE_FAULT}${TERMINATOR_FAULT}${DATE_FAULT}`,
  },
  {
    of: 'an unknown access key',
    request: () => sign({}, { accessKeyId: 'AKIAUNKNOWN' }),
    name: 'UnrecognizedClientException',
    message: INVALID_TOKEN,
  },
  {
    of: 'an inactive access key',
    request: () => sign(),
    context: {
      findAccessKey: async () => ({ owner: 'alice', secretAccessKey: 'lasting/secret+key', active: false }),
    },
    name: 'UnrecognizedClientException',
    message: INVALID_TOKEN,
  },
  {
    of: 'another session token',
    request: () => signTemporary({ sessionToken: 'other' }),
    name: 'UnrecognizedClientException',
    message: INVALID_TOKEN,
  },
  {
    of: 'temporary credentials without their session token',
    request: () => sign({}, { accessKeyId: TEMPORARY }),
    name: 'UnrecognizedClientException',
    message: INVALID_TOKEN,
  },
  {
    of: 'lasting credentials with a session token',
    request: () => sign({}, { sessionToken: 'IQoJb3Jp//token==' }),
    name: 'UnrecognizedClientException',
    message: INVALID_TOKEN,
  },
  {
    of: 'temporary credentials at the moment of their expiry',
    request: () => signTemporary(),
    context: { now: NOW + 60_000 },
    name: 'ExpiredTokenException',
    message: 'The security token included in the request is expired',
  },
  {
    of: 'another secret',
    request: () => sign({}, { secretAccessKey: 'guess' }),
    name: 'InvalidSignatureException',
    message: MISMATCH,
  },
  {
    of: 'an unsigned payload',
    request: () => sign({ headers: { ...UNSIGNED.headers, 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' } }),
    name: 'InvalidSignatureException',
    message: MISMATCH,
  },
  ...Object.entries({
    'a signed header named twice': ['content-type', 'host', 'host', 'x-amz-date', 'x-amz-target'],
    'signed headers out of order': ['host', 'content-type', 'x-amz-date', 'x-amz-target'],
    'a signed header in upper case': ['Content-Type', 'host', 'x-amz-date', 'x-amz-target'],
    'a signed header that did not come': ['absent', 'host', 'x-amz-date', 'x-amz-target'],
    'an empty name among the signed headers': ['', 'host', 'x-amz-date', 'x-amz-target'],
  }).map(([of, names]) => ({
    of,
    request: async () => signByHand(await sign({}, { applyChecksum: false }), names),
    name: 'InvalidSignatureException',
    message: MISMATCH,
  })),
  {
    of: 'more than 64 signed headers',
    request: () => {
      const many = Array.from({ length: 64 }, (_, index) => [`h${index}`, 'x'])
      return sign({ headers: { ...UNSIGNED.headers, ...Object.fromEntries(many) } })
    },
    name: 'InvalidSignatureException',
    message: MISMATCH,
  },
  {
    of: 'signed headers longer than 32 KiB',
    request: () => sign({ headers: { ...UNSIGNED.headers, long: 'x'.repeat(32_769) } }),
    name: 'InvalidSignatureException',
    message: MISMATCH,
  },
  {
    of: 'an Authorization header longer than 8 KiB',
    request: async () => reauthorize(await sign(), /$/, `, Padding=${'x'.repeat(8192)}`),
    name: 'InvalidSignatureException',
    message: MISMATCH,
  },
  {
    of: 'a broken escape in the query',
    request: async () => ({ ...(await sign({ query: { a: '%4' } })), query: 'a=%4' }),
    name: 'InvalidSignatureException',
    message: MISMATCH,
  },
]

describe('A request is refused for', () => {
  for (const { of, request, name, message, context } of REFUSALS) {
    test(of, async () => {
      const refused = await request()
      await refuses(refused, name, typeof message === 'string' ? message : message(refused), context)
    })
  }
})

function hashed(request: SignedRequest): string {
  const authorization = header(request, 'authorization')
  return `(Hashed with SHA-256 and encoded with Base64) Authorization=${digest(authorization)}`
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('base64')
}
