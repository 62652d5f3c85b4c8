import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { ServiceError } from '../../src/contract/service-error.ts'
import type { SignedRequest } from '../../src/wire/sigv4/signed-request.ts'
import { header, sign, UNSIGNED, type Unsigned, verify, withHeader } from './sigv4-signer.ts'

const RESERVED_HEADERS = new Set(['host', 'authorization', 'date'])
const LETTERS = [...'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ']

const headerName = fc
  .stringMatching(/^[a-z][a-z0-9-]{0,20}$/)
  .filter((name) => !RESERVED_HEADERS.has(name) && !name.startsWith('x-amz-'))
const headerText = fc.stringMatching(/^[\x20-\x7e\t]{0,40}$/)
const anyText = fc.string({ unit: 'grapheme', maxLength: 20 })
const queryName = anyText.filter((name) => name !== '__proto__' && !/^x-amz-/i.test(name))
const pathSegment = fc.stringMatching(/^(?:[A-Za-z0-9._~!$&'()*+,;=:@-]|%[0-9A-Fa-f]{2}){0,8}$/)

const anyRequest: fc.Arbitrary<Unsigned> = fc.record({
  method: fc.constantFrom('POST', 'GET', 'PUT'),
  path: fc.array(pathSegment, { maxLength: 5 }).map((segments) => `/${segments.join('/')}`),
  query: fc.dictionary(queryName, fc.oneof(anyText, fc.array(anyText, { minLength: 1, maxLength: 3 })), {
    maxKeys: 4,
    noNullPrototype: true,
  }),
  headers: fc
    .dictionary(headerName, headerText, { maxKeys: 6, noNullPrototype: true })
    .map((extra) => ({ ...extra, ...UNSIGNED.headers })),
  body: fc.oneof(fc.string({ unit: 'grapheme' }), fc.uint8Array({ maxLength: 200 })),
})

const RICH: Unsigned = {
  ...UNSIGNED,
  path: '/pools/members',
  query: { filter: 'name', sort: ['up', 'down'] },
  headers: { ...UNSIGNED.headers, 'x-extra': 'spare parts' },
}

/** Every part of a request that a signature protects, and how to change one byte of it. */
const CHANGES: Record<string, (request: SignedRequest, at: number, by: number) => SignedRequest> = {
  method: (request, at, by) => ({ ...request, method: changeOne(request.method, /[A-Z]/, at, LETTERS, by) }),
  path: (request, at, by) => ({ ...request, path: changeOne(request.path, /[a-z]/, at, LETTERS, by) }),
  query: (request, at, by) => ({ ...request, query: changeOne(request.query, /[a-z]/, at, LETTERS, by) }),
  'signed header': (request, at, by) => {
    const names = ['content-type', 'host', 'x-amz-content-sha256', 'x-amz-target', 'x-extra']
    const name = names[by % names.length] ?? ''
    return withHeader(request, name, changeOne(header(request, name), /\S/, at, LETTERS, by))
  },
  body: (request, at, by) => {
    const body = Uint8Array.from(request.body)
    const index = at % body.length
    body[index] = (body[index] ?? 0) ^ ((by % 255) + 1)
    return { ...request, body }
  },
  date: (request, at, by) =>
    withHeader(
      request,
      'x-amz-date',
      changeOne(header(request, 'x-amz-date'), /./, at, [...'0123456789'], by),
    ),
  signature: (request, at, by) =>
    changeParameter(request, 'Signature', at, [...'0123456789abcdefABCDEF'], by),
  'credential and scope': (request, at, by) =>
    changeParameter(request, 'Credential', at, [...LETTERS, ...'0123456789/-_'], by),
  'list of signed headers': (request, at, by) =>
    changeParameter(request, 'SignedHeaders', at, [...LETTERS, ...'0123456789;-'], by),
}

describe('SigV4, in general', () => {
  test('accepts everything that the SDK signs', async () => {
    await fc.assert(
      fc.asyncProperty(anyRequest, async (unsigned) => {
        assert.equal((await verify(await sign(unsigned))).region, 'eu-west-1')
      }),
      { numRuns: 300 },
    )
  })

  test('does not depend on the order of headers and of query parameters', async () => {
    const request = await sign(RICH)
    await verify({
      ...request,
      headers: request.headers.toReversed(),
      query: request.query.split('&').toReversed().join('&'),
    })
  })

  for (const [part, change] of Object.entries(CHANGES)) {
    test(`refuses any changed byte in the ${part}`, async () => {
      const request = await sign(RICH)
      await verify(request)
      await fc.assert(
        fc.asyncProperty(fc.nat(1000), fc.nat(1000), async (at, by) => {
          await assert.rejects(verify(change(request, at, by)), ServiceError)
        }),
        { numRuns: 200 },
      )
    })
  }

  test('refuses a request that lost or gained a part', async () => {
    const request = await sign(RICH)
    const changed: SignedRequest[] = [
      ...request.headers.map(([name]) => withHeader(request, name, undefined)),
      { ...request, headers: [...request.headers, ['x-extra', 'more']] },
      { ...request, query: `${request.query}&more=1` },
      { ...request, query: '' },
      { ...request, path: `${request.path}/` },
      { ...request, body: Buffer.concat([request.body, Buffer.from(' ')]) },
      { ...request, body: new Uint8Array() },
    ]
    for (const other of changed) await assert.rejects(verify(other), ServiceError)
  })

  test('answers a malformed Authorization header with an error of the API', async () => {
    const request = await sign()
    const words = fc.array(
      fc.oneof(
        fc.constantFrom('AWS4-HMAC-SHA256', 'Credential=', 'SignedHeaders=host', 'Signature=', ',', '='),
        anyText,
      ),
    )
    await fc.assert(
      fc.asyncProperty(words, async (parts) => {
        await assert.rejects(verify(withHeader(request, 'authorization', parts.join(' '))), ServiceError)
      }),
    )
  })
})

/** Replaces one of the matching characters by another one of `alphabet`. */
function changeOne(
  text: string,
  pattern: RegExp,
  at: number,
  alphabet: readonly string[],
  by: number,
): string {
  const places = [...text].flatMap((character, index) => (pattern.test(character) ? [index] : []))
  const place = places[at % places.length] ?? 0
  const others = alphabet.filter((letter) => letter !== text[place])
  return text.slice(0, place) + (others[by % others.length] ?? '') + text.slice(place + 1)
}

function changeParameter(
  request: SignedRequest,
  name: string,
  at: number,
  alphabet: readonly string[],
  by: number,
): SignedRequest {
  const changed = header(request, 'authorization').replace(new RegExp(`(?<=\\b${name}=)[^,]*`), (value) =>
    changeOne(value, /./, at, alphabet, by),
  )
  return withHeader(request, 'authorization', changed)
}
