import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { isAllowedOrigin } from './allowed-origin.ts'

describe('the origin of a page', () => {
  const allowed = (origin: string, ...further: string[]) =>
    isAllowedOrigin(origin, 'auth.example.com', further)

  test('is the https of the relying party or below it, with any port', () => {
    for (const origin of [
      'https://auth.example.com',
      'https://a.b.auth.example.com',
      'https://auth.example.com:8443',
    ]) {
      assert.equal(allowed(origin), true, origin)
    }
    for (const origin of [
      'http://auth.example.com',
      'https://example.com',
      'https://xauth.example.com',
      'https://auth.example.com.evil.example',
      'https://auth.example.com@evil.example',
      'https://auth.example.com/page',
      'wss://auth.example.com',
      'https://',
      'null',
      '',
    ]) {
      assert.equal(allowed(origin), false, origin)
    }
  })

  test('compares hosts in lower case, as browsers report them', () => {
    assert.equal(isAllowedOrigin('https://auth.example.com', 'Auth.Example.com', []), true)
  })

  test('is one that the operator allows, character for character', () => {
    assert.equal(allowed('http://localhost:3000', 'http://localhost:3000'), true)
    assert.equal(allowed('http://localhost:3001', 'http://localhost:3000'), false)
    assert.equal(allowed('http://localhost:3000/', 'http://localhost:3000'), false)
  })
})
