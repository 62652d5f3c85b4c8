import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isCodeChallenge, verifies } from './code-challenge.ts'

// RFC 7636, appendix B.
const VERIFIER = 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk'
const CHALLENGE = 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM'

test('a verifier verifies the challenge that was made from it', () => {
  assert.equal(verifies(VERIFIER, CHALLENGE), true)
  assert.equal(verifies(`${VERIFIER.slice(0, -1)}K`, CHALLENGE), false)
  assert.equal(verifies(CHALLENGE, CHALLENGE), false)
})

test('a verifier of another form verifies nothing', () => {
  for (const verifier of ['', 'x'.repeat(42), 'x'.repeat(129), `${VERIFIER} `, `${VERIFIER}ü`]) {
    assert.equal(verifies(verifier, CHALLENGE), false, verifier)
  }
})

test('a challenge needs the method S256, and the method a challenge', () => {
  assert.equal(isCodeChallenge(undefined, undefined), true)
  assert.equal(isCodeChallenge(CHALLENGE, 'S256'), true)
  for (const [challenge, method] of [
    [CHALLENGE, undefined],
    [undefined, 'S256'],
    [CHALLENGE, 'plain'],
    [CHALLENGE, 's256'],
    [`${CHALLENGE}=`, 'S256'],
    [CHALLENGE.slice(1), 'S256'],
  ] as const) {
    assert.equal(isCodeChallenge(challenge, method), false, `${challenge} ${method}`)
  }
})
