import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { describe, test } from 'node:test'
import { pageHeaders } from '../../../src/hosted/pages/sign-in/page-headers.ts'

const policy = (application?: string) => pageHeaders('a{}', application)['content-security-policy'] ?? ''
const targets = (application?: string) => /form-action ([^;]*);/.exec(policy(application))?.[1]

describe('the headers of a page', () => {
  test('allow its style by its digest, and nothing inline besides', () => {
    const digest = createHash('sha256').update('a{}').digest('base64')
    assert.match(
      policy(),
      new RegExp(
        `^default-src 'none'; style-src 'sha256-${digest.replaceAll(/[+/]/g, '\\$&')}'; script-src 'self'; img-src 'self'; `,
      ),
    )
    assert.doesNotMatch(policy(), /unsafe/)
  })

  test('forbid frames, twice: by the policy and by the older header', () => {
    assert.match(policy(), /frame-ancestors 'none'/)
    assert.equal(pageHeaders('')['x-frame-options'], 'DENY')
  })

  test('let forms lead on to the application', () => {
    assert.equal(targets(), "'self'")
    assert.equal(targets('https://www.example.com/callback?a=b'), "'self' https://www.example.com")
    assert.equal(targets('http://localhost:3000/'), "'self' http://localhost:3000")
    assert.equal(targets('com.example.app://callback'), "'self' com.example.app:")
  })

  test('take nothing else from its address', () => {
    assert.equal(targets('https://a;script-src/'), "'self'")
    assert.equal(targets('no address'), "'self'")
  })
})
