import assert from 'node:assert/strict'
import { test } from 'node:test'
import { redirectAddress } from './redirect-address.ts'

const answer = { code: 'c', state: 'a b:ü&=\n', error: undefined }

test('parameters follow the query of the client, encoded as a form', () => {
  const encoded = 'code=c&state=a+b%3A%C3%BC%26%3D%0A'
  assert.equal(redirectAddress('https://a.example/cb', answer, 'query'), `https://a.example/cb?${encoded}`)
  assert.equal(
    redirectAddress('https://a.example/cb?x=1', answer, 'query'),
    `https://a.example/cb?x=1&${encoded}`,
  )
  assert.equal(redirectAddress('myapp://', answer, 'fragment'), `myapp://#${encoded}`)
})
