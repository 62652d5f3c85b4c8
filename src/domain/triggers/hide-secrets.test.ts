import assert from 'node:assert/strict'
import { test } from 'node:test'
import { withoutSecrets } from './hide-secrets.ts'

test('the secrets of events are hidden, and nothing else', () => {
  const event = {
    userName: 'alice',
    request: {
      password: 'Correct-Horse-7',
      code: 'AYADe',
      challengeAnswer: '4711',
      session: [{ challengeName: 'CUSTOM_CHALLENGE', challengeMetadata: 'CODE-4711' }],
      userAttributes: { email: 'alice@example.com', 'custom:code': 'blue' },
      privateChallengeParameters: { answer: '4711' },
      validationData: null,
    },
    response: { privateChallengeParameters: { answer: '4711' }, publicChallengeParameters: { hint: 'a' } },
  }
  assert.deepEqual(withoutSecrets(JSON.stringify(event)), {
    userName: 'alice',
    request: {
      password: '***',
      code: '***',
      challengeAnswer: '***',
      session: [{ challengeName: 'CUSTOM_CHALLENGE', challengeMetadata: '***' }],
      userAttributes: { email: 'alice@example.com', 'custom:code': 'blue' },
      privateChallengeParameters: '***',
      validationData: null,
    },
    response: { privateChallengeParameters: '***', publicChallengeParameters: { hint: 'a' } },
  })
})

test('what is absent stays absent', () => {
  assert.deepEqual(withoutSecrets('{"request":{"password":null}}'), { request: { password: null } })
  assert.equal(withoutSecrets('<html>'), undefined)
})
