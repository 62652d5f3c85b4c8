// Errors of operations whose other tests are in files for several operations.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { OTHER_PASSWORD, SMS, useJourneys } from '../../support/journeys.ts'
import { CUT_OFF } from '../../support/poolhouse.ts'
import { ALL_FLOWS, list, TEMPORARY } from '../../support/pools.ts'

type Journeys = ReturnType<typeof useJourneys>

const FACTORS = { SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD', 'EMAIL_OTP', 'SMS_OTP'] } }

/** A pool in which jane signs in with codes that cannot be delivered. */
async function janesPlace(it: Journeys) {
  const UserPoolId = await it.newPool({ Policies: FACTORS, SmsConfiguration: SMS })
  const UserAttributes = list({ email: 'jane@example.com', phone_number: '+12065550123' })
  await it.administrate('AdminCreateUser', {
    UserPoolId,
    Username: 'jane',
    MessageAction: 'SUPPRESS',
    UserAttributes,
  })
  const ClientId = await it.newClient(UserPoolId, { ExplicitAuthFlows: ['ALLOW_USER_AUTH'] })
  return { UserPoolId, ClientId }
}

const UNDELIVERED = {
  EMAIL_OTP: ['InvalidEmailRoleAccessPolicyException', 'The email could not be delivered.'],
  SMS_OTP: ['InvalidSmsRoleAccessPolicyException', 'The SMS message could not be delivered.'],
} as const

describe('a code that cannot be delivered', () => {
  const it = useJourneys({ messages: CUT_OFF })

  for (const [factor, expected] of Object.entries(UNDELIVERED)) {
    test(`is an error of AdminInitiateAuth: ${factor}`, async () => {
      const place = await janesPlace(it)
      const AuthParameters = { USERNAME: 'jane', PREFERRED_CHALLENGE: factor }
      const input = { ...place, AuthFlow: 'USER_AUTH', AuthParameters }
      assert.deepEqual(await it.refusal('AdminInitiateAuth', input, true), expected)
    })

    for (const [operation, signed] of [
      ['AdminRespondToAuthChallenge', true],
      ['RespondToAuthChallenge', false],
    ] as const) {
      test(`is an error of ${operation}: ${factor}`, async () => {
        const { UserPoolId, ClientId } = await janesPlace(it)
        const begin = { ClientId, AuthFlow: 'USER_AUTH', AuthParameters: { USERNAME: 'jane' } }
        const { ChallengeName, Session } = await it.ok('InitiateAuth', begin)
        assert.equal(ChallengeName, 'SELECT_CHALLENGE')
        const ChallengeResponses = { USERNAME: 'jane', ANSWER: factor }
        const answer = { ClientId, ChallengeName, Session, ChallengeResponses }
        const input = signed ? { UserPoolId, ...answer } : answer
        assert.deepEqual(await it.refusal(operation, input, signed), expected)
      })
    }
  }
})

describe('a new password set by AdminRespondToAuthChallenge', () => {
  const it = useJourneys()

  /** Invites the user, and answers with a new password. */
  async function answer(UserPoolId: string, Username: string, responses: Record<string, string>) {
    const ClientId = await it.newClient(UserPoolId, ALL_FLOWS)
    await it.administrate('AdminCreateUser', {
      UserPoolId,
      Username,
      TemporaryPassword: TEMPORARY,
      MessageAction: 'SUPPRESS',
    })
    const AuthParameters = { USERNAME: Username, PASSWORD: TEMPORARY }
    const begin = { ClientId, AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters }
    const { ChallengeName, Session } = await it.ok('InitiateAuth', begin)
    const ChallengeResponses = { USERNAME: Username, ...responses }
    return { UserPoolId, ClientId, ChallengeName, Session, ChallengeResponses }
  }

  test('is refused if the history has it: PasswordHistoryPolicyViolationException', async () => {
    const PasswordPolicy = { MinimumLength: 8, PasswordHistorySize: 2 }
    const pool = await it.newPool({ Policies: { PasswordPolicy }, UserPoolTier: 'ESSENTIALS' })
    const input = await answer(pool, 'jane', { NEW_PASSWORD: TEMPORARY })
    assert.deepEqual(await it.refusal('AdminRespondToAuthChallenge', input, true), [
      'PasswordHistoryPolicyViolationException',
      'Password has previously been used',
    ])
  })

  test('is refused with the alias of another user: AliasExistsException', async () => {
    const pool = await it.newPool({ AliasAttributes: ['preferred_username'] })
    const responses = { NEW_PASSWORD: OTHER_PASSWORD, 'userAttributes.preferred_username': 'taken' }
    await it.administrate('AdminRespondToAuthChallenge', await answer(pool, 'first', responses))
    const second = await answer(pool, 'second', responses)
    assert.deepEqual(await it.refusal('AdminRespondToAuthChallenge', second, true), [
      'AliasExistsException',
      'User account already exists for the alias.',
    ])
  })
})

describe('DescribeUserPoolDomain', () => {
  const it = useJourneys()

  test('refuses what cannot be a domain: InvalidParameterException', async () => {
    const [name] = await it.refusal('DescribeUserPoolDomain', { Domain: '' }, true)
    assert.equal(name, 'InvalidParameterException')
  })
})
