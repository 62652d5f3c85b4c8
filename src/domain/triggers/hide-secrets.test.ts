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

test('the tokens of an identity provider are hidden, in the answer, too', () => {
  const tokens = { access_token: 'ya29.a0', id_token: 'eyJ', refresh_token: '1//0', token_type: 'Bearer' }
  const hidden = { access_token: '***', id_token: '***', refresh_token: '***', token_type: 'Bearer' }
  const event = (tokenResponse: object) => ({
    request: { attributes: { tokenResponse, idToken: { sub: '1' } } },
    response: { userAttributesToMap: { ...tokenResponse, email: 'a@example.com' } },
  })
  assert.deepEqual(withoutSecrets(JSON.stringify(event(tokens))), event(hidden))
})

test('what is absent stays absent', () => {
  assert.deepEqual(withoutSecrets('{"request":{"password":null}}'), { request: { password: null } })
  assert.equal(withoutSecrets('<html>'), undefined)
})

test('the links of a notification are hidden, as they take the answer of the user', () => {
  const notice = {
    USER_NAME: 'alice',
    CITY: null,
    FEEDBACK_TOKEN: 'f',
    ONE_CLICK_LINK_VALID: 'v',
    ONE_CLICK_LINK_INVALID: 'i',
  }
  assert.deepEqual(withoutSecrets(JSON.stringify({ request: { userAttributes: notice } })), {
    request: {
      userAttributes: {
        ...notice,
        FEEDBACK_TOKEN: '***',
        ONE_CLICK_LINK_VALID: '***',
        ONE_CLICK_LINK_INVALID: '***',
      },
    },
  })
})
