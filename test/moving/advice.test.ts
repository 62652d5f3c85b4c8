import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import {
  ADVICE,
  type Advice,
  leftBehind,
  NEVER_READABLE,
  textOf,
} from '../../src/cli/migrate-from-aws/left-behind.ts'
import { registry } from '../../src/operations/registry.ts'

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
  test('recommends what is built, and says of the rest that it is not', () => {
    for (const [name, { needs, advice, meanwhile }] of Object.entries<Advice>(ADVICE)) {
      const isBuilt = needs.every((operation) => registry[operation].built)
      assert.equal(meanwhile === undefined, isBuilt, `${name}: a text for what is not built`)
      const shown = ALL.filter(({ so }) => so.includes(meanwhile ?? advice))
      assert.ok(shown.length > 0, name)
      assert.ok(isBuilt || ALL.every(({ so }) => !so.includes(advice)), name)
    }
  })

  test('recommends nothing else, and no operation that is missing', () => {
    const texts = Object.values<Advice>(ADVICE).map(textOf)
    const others = ALL.filter(({ so }) => !texts.some((text) => so.includes(text)))
    for (const { what, so } of others) {
      assert.doesNotMatch(so, /\b(create|register|add|point|set (it|them)? ?up)\b/, what)
    }
    const missing = Object.values(registry).filter(({ built }) => !built)
    for (const { so } of ALL) {
      assert.deepEqual(
        missing.filter(({ name }) => so.includes(name)),
        [],
        so,
      )
    }
  })

  test('offers advice once it can be followed', () => {
    const { needs } = ADVICE.clientSecrets
    assert.deepEqual([...needs], ['AddUserPoolClientSecret'])
    assert.equal(textOf(ADVICE.clientSecrets), ADVICE.clientSecrets.advice)
    assert.equal(textOf({ ...ADVICE.clientSecrets, meanwhile: 'not yet' }), ADVICE.clientSecrets.advice)
  })
})
