import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { credentialsIn } from '../domains/client-in-header.ts'
import { clientCredentials } from './client-credentials.ts'
import { formOf } from './form.ts'

const sent = (authorization: string | null, body: string) =>
  clientCredentials(credentialsIn(authorization), form(body))
const form = (text: string) => formOf({ form: new URLSearchParams(text) })
const basic = (text: string) => `Basic ${Buffer.from(text).toString('base64')}`

describe('the credentials of a client', () => {
  test('are in the form or in the header', () => {
    assert.deepEqual(sent(null, 'client_id=a&client_secret=b'), {
      clientId: 'a',
      secret: 'b',
    })
    assert.deepEqual(sent(null, 'client_id=a&client_secret='), {
      clientId: 'a',
      secret: undefined,
    })
    assert.deepEqual(sent(basic('a:b:c'), 'client_id=a'), { clientId: 'a', secret: 'b:c' })
    assert.deepEqual(sent(basic('a:b%2Bc+d'), ''), { clientId: 'a', secret: 'b+c d' })
    assert.deepEqual(sent(`bAsIc  ${basic('a:').slice(6)}`, ''), {
      clientId: 'a',
      secret: '',
    })
  })

  test('are refused in a header that cannot be read', () => {
    for (const header of ['', 'Basic', 'Basic !', 'Bearer x', basic('a'), basic(':b'), basic('a:%zz')]) {
      assert.throws(() => sent(header, ''), { code: 'invalid_client' }, header)
    }
  })

  test('are refused in two ways at once', () => {
    const header = basic('a:b')
    assert.throws(() => sent(header, 'client_secret=b'), { code: 'invalid_request' })
    assert.throws(() => sent(header, 'client_id=x'), { code: 'invalid_client' })
  })
})

describe('a form', () => {
  test('has each parameter once, and empty ones count as absent', () => {
    assert.equal(form('a=&b=1').value('a'), undefined)
    assert.equal(form('a=&b=1').value('b'), '1')
    assert.throws(() => form('a=1&a=1'), { code: 'invalid_request' })
    assert.throws(() => formOf({ form: undefined }), { code: 'invalid_request' })
  })
})
