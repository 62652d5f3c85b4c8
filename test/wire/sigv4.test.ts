import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { signingKeys } from '../../src/wire/sigv4/signing-key.ts'
import {
  INVALID_TOKEN,
  KEYS,
  LASTING,
  MISMATCH,
  NOW,
  reauthorize,
  refuses,
  sha256,
  sign,
  signByHand,
  signTemporary,
  UNSIGNED,
  verify,
  withHeader,
} from './sigv4-signer.ts'

describe('A request signed with AWS Signature Version 4', () => {
  test('returns the access key and the region', async () => {
    const signatory = await verify(await sign())
    assert.deepEqual(signatory, { accessKeyId: LASTING, region: 'eu-west-1', key: KEYS.get(LASTING) })
  })

  test('is accepted with temporary credentials that bring their session token', async () => {
    assert.equal((await verify(await signTemporary())).key.owner, 'role')
  })

  test('is accepted up to five minutes early or late', async () => {
    await verify(await sign({}, { date: NOW - 300_000 }), { now: NOW + 999 })
    await verify(await sign({}, { date: NOW + 300_000 }))
  })

  test('may be for any region name where every region is served', async () => {
    const request = await sign({}, { region: 'mars-north-7' })
    assert.equal((await verify(request, { regions: undefined })).region, 'mars-north-7')
  })

  test('may leave headers of proxies unsigned', async () => {
    const proxied = withHeader(await sign(), 'x-amzn-trace-id', 'Root=1')
    await verify(withHeader(proxied, 'x-amz-cf-id', 'abc'))
  })

  test('may leave the payload hash unsigned, which must still be right', async () => {
    const request = await sign({}, { applyChecksum: false })
    await verify(withHeader(request, 'x-amz-content-sha256', sha256(request.body)))
    await refuses(withHeader(request, 'x-amz-content-sha256', '0'.repeat(64)), 'InvalidSignatureException')
  })

  test('may be dated by a Date header in either form', async () => {
    const undated = withHeader(await sign({}, { applyChecksum: false }), 'x-amz-date', undefined)
    const request = signByHand(undated, ['content-type', 'host', 'x-amz-target'])
    await verify(withHeader(request, 'date', '20260924T135015Z'))
    await verify(withHeader(request, 'date', 'Thu, 24 Sep 2026 13:50:15 GMT'))
    await refuses(withHeader(request, 'date', '20260924T135016Z'), 'InvalidSignatureException')
  })

  test('may fold blanks in header values and repeat headers', async () => {
    const request = await sign({ headers: { ...UNSIGNED.headers, 'x-list': 'a b,c' } })
    const others = withHeader(request, 'x-list', undefined)
    await verify({ ...others, headers: [['x-list', '  a \t b'], ...others.headers, ['x-list', 'c ']] })
  })

  test('is checked with the present secret, whatever was derived before', async () => {
    const request = await sign()
    await verify(request)
    const findAccessKey = async () => ({ owner: 'alice', secretAccessKey: 'rotated', active: true })
    await refuses(request, 'InvalidSignatureException', MISMATCH, { findAccessKey })
  })

  test('does not look up what cannot be an access key id', async () => {
    const findAccessKey = async () => assert.fail('looked up')
    for (const id of ['', 'A'.repeat(129), 'AKIA\u0000', 'AKIÄ']) {
      const request = reauthorize(await sign(), new RegExp(LASTING), id)
      await refuses(request, 'UnrecognizedClientException', INVALID_TOKEN, { findAccessKey })
    }
  })
})

describe('A request signed by hand', () => {
  test('is accepted in the canonical form', async () => {
    await verify(signByHand(await sign({}, { applyChecksum: false }), ['host', 'x-amz-date', 'x-amz-target']))
  })
})

describe('The signing key', () => {
  test('equals the one of the AWS documentation', () => {
    const credential = {
      accessKeyId: 'AKIDEXAMPLE',
      date: '20150830',
      region: 'us-east-1',
      service: 'iam',
      terminator: 'aws4_request',
    }
    const secret = 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY'
    const signingKeyOf = signingKeys()
    const expected = 'c4afb1cc5771d871763a393e44b703571b55cc28424d1a5e86da6ed3c154a4b9'
    assert.equal(signingKeyOf(secret, credential).export().toString('hex'), expected)
    assert.equal(signingKeyOf(secret, credential).export().toString('hex'), expected) // from the cache
  })
})
