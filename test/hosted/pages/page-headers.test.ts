import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { describe, test } from 'node:test'
import { formTargets } from '../../../src/hosted/flows/page/form-targets.ts'
import { pageHeaders } from '../../../src/hosted/pages/sign-in/page-headers.ts'

const policy = (targets?: readonly string[]) => pageHeaders('a{}', targets)['content-security-policy'] ?? ''
const allowed = (address: string | null) => /form-action ([^;]*);/.exec(policy(formTargets(address)))?.[1]

describe('the headers of a page', () => {
  test('allow its style by its digest, and nothing inline besides', () => {
    const digest = createHash('sha256').update('a{}').digest('base64')
    assert.match(
      policy(),
      new RegExp(
        `^default-src 'none'; style-src 'sha256-${digest.replaceAll(/[+/]/g, '\\$&')}'; form-action 'self'; script-src 'self'; img-src 'self'; `,
      ),
    )
    assert.doesNotMatch(policy(), /unsafe/)
  })

  test('forbid frames, twice: by the policy and by the older header', () => {
    assert.match(policy(), /frame-ancestors 'none'/)
    assert.equal(pageHeaders('')['x-frame-options'], 'DENY')
  })

  test('let forms lead on to the application, and from there on by https', () => {
    assert.match(policy(), /form-action 'self';/)
    assert.equal(allowed(null), "'self' https:")
    assert.equal(allowed('https://www.example.com/callback?a=b'), "'self' https:")
    assert.equal(allowed('http://localhost:3000/'), "'self' https: http://localhost:* http://127.0.0.1:*")
    assert.equal(allowed('http://[::1]:3000/'), "'self' https: http:")
    assert.equal(allowed('com.example.app://callback'), "'self' https: com.example.app:")
  })

  test('take nothing else from its address', () => {
    assert.equal(allowed('https://a;script-src/'), "'self' https:")
    assert.equal(allowed('no address'), "'self' https:")
  })
})
