import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { ADVICE, leftBehind, NEVER_READABLE } from '../../src/cli/migrate-from-aws/left-behind.ts'

/** What a move leaves behind of a pool that has everything. */
const ALL = [
  ...NEVER_READABLE,
  ...leftBehind({
    pool: {
      Id: 'us-east-1_Example12',
      Domain: 'example',
      CustomDomain: 'auth.example.com',
      MfaConfiguration: 'ON',
      LambdaConfig: { PreSignUp: 'arn:aws:lambda:us-east-1:123456789012:function:f' },
    },
    identityProviders: {
      providers: [
        {
          userPoolId: 'us-east-1_Example12',
          name: 'SignInWithApple',
          type: 'SignInWithApple',
          details: {},
          attributeMapping: {},
          idpIdentifiers: [],
          createdAt: 0,
          modifiedAt: 0,
        },
      ],
      unreadable: ['Saml'],
    },
    pages: { logos: ['ALL'], refused: ['CSS of ALL (…)'], unreadable: ['terms'] },
    isSessionConfigurationKnown: false,
    changed: ['Policies'],
    withoutEffect: ['MfaConfiguration'],
  }),
]

describe('the report of a move', () => {
  test('gives each piece of advice', () => {
    for (const [name, advice] of Object.entries(ADVICE)) {
      assert.ok(
        ALL.some(({ so }) => so.includes(advice)),
        name,
      )
    }
  })

  test('recommends nothing else', () => {
    const others = ALL.filter(({ so }) => !Object.values(ADVICE).some((advice) => so.includes(advice)))
    for (const { what, so } of others) {
      assert.doesNotMatch(so, /\b(create|register|add|point|set (it|them)? ?up)\b/, what)
    }
  })
})
