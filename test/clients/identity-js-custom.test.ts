import assert from 'node:assert/strict'
import { beforeEach, describe, test } from 'node:test'
import { AuthenticationDetails, CognitoUser, CognitoUserPool } from 'amazon-cognito-identity-js'
import {
  answerTo,
  CUSTOM_FUNCTIONS,
  CUSTOM_LAMBDAS,
  setCustomFunctions,
} from '../support/custom-challenges.ts'
import { useFunctions } from '../support/functions.ts'
import { HIDING, useJourneys } from '../support/journeys.ts'
import { newMfaPool, type OfferedFactors } from '../support/mfa.ts'
import { inviteUser, newUser, PASSWORD, TEMPORARY } from '../support/pools.ts'
import { authenticate, challengeOf, type Outcome, outcome, sessionOf } from './identity-js-user.ts'
import { useNativePowers } from './native-powers.ts'

const PHONE = '+12065550123'
const INCORRECT = { name: 'NotAuthorizedException', message: 'Incorrect username or password.' }

const functions = useFunctions()
const it = useJourneys({ functions: { functions: functions.named(...CUSTOM_FUNCTIONS) } })
useNativePowers('identity-js')

/** A user called alice in a pool with custom challenges, on as many machines as it is called. */
async function place(
  factors: OfferedFactors = '',
  settings: object = {},
  newAlice: typeof inviteUser = newUser,
): Promise<(name?: string) => CognitoUser> {
  const root = it.house.client()
  const more = { LambdaConfig: CUSTOM_LAMBDAS, ...settings }
  const UserPoolId = await newMfaPool(root, factors ? 'ON' : 'OFF', factors, more)
  await newAlice(root, UserPoolId, 'alice', { phone_number: PHONE })
  const ExplicitAuthFlows = ['ALLOW_CUSTOM_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH']
  const ClientId = await it.newClient(UserPoolId, { ExplicitAuthFlows, ...HIDING })
  const Pool = new CognitoUserPool({ UserPoolId, ClientId, endpoint: it.house.url })
  return (Username = 'alice') => {
    const user = new CognitoUser({ Username, Pool })
    user.setAuthenticationFlowType('CUSTOM_AUTH')
    return user
  }
}

/** Begins without a password. */
function begin(user: CognitoUser): Promise<Outcome> {
  const details = new AuthenticationDetails({ Username: user.getUsername() })
  return outcome((callbacks) => user.initiateAuth(details, callbacks))
}

const answer = (user: CognitoUser, text: string): Promise<Outcome> =>
  outcome((callbacks) => user.sendCustomChallengeAnswer(text, callbacks))

async function asked(step: Promise<Outcome>): Promise<string | undefined> {
  const reached = await step
  assert.ok('challenge' in reached)
  assert.equal(reached.challenge, 'CUSTOM_CHALLENGE')
  return reached.parameters.question
}

describe('amazon-cognito-identity-js with custom challenges', () => {
  beforeEach(() => setCustomFunctions(functions))

  test('signs in without a password: a wrong answer, then the right one', async () => {
    const user = (await place())()
    assert.equal(await asked(begin(user)), 'question 0')
    assert.equal(await asked(answer(user, 'wrong')), 'question 0')
    const session = await sessionOf(answer(user, answerTo(0)))
    assert.equal(session.getAccessToken().payload.username, 'alice')
  })

  test('goes through three rounds', async () => {
    setCustomFunctions(functions, 3)
    const user = (await place())()
    assert.equal(await asked(begin(user)), 'question 0')
    for (const round of [1, 2]) {
      assert.equal(await asked(answer(user, answerTo(round - 1))), `question ${round}`)
    }
    await sessionOf(answer(user, answerTo(2)))
  })

  test('is refused after three wrong answers, and the session is spent', async () => {
    const user = (await place())()
    await asked(begin(user))
    for (const _ of [1, 2]) await asked(answer(user, 'wrong'))
    await assert.rejects(answer(user, 'wrong'), INCORRECT)
    await assert.rejects(answer(user, answerTo(0)), { name: 'NotAuthorizedException' })
  })

  test('proves the password by SRP first, then answers: wrongly, then rightly', async () => {
    const user = (await place())()
    assert.equal(await asked(authenticate(user, PASSWORD)), 'question 0')
    assert.equal(await asked(answer(user, 'wrong')), 'question 0')
    await sessionOf(answer(user, answerTo(0)))
  })

  test('is refused with a wrong password before any question', async () => {
    const user = (await place())()
    await assert.rejects(authenticate(user, 'Wrong-Horse-7'), INCORRECT)
  })

  // This client takes tokens alone for an answer to a code, so no question may follow it.
  test('enters the code of the second factor after the password, where that is enough', async () => {
    const user = (await place('s'))()
    functions.set('define', (event) => {
      const last = event.request.session.at(-1).challengeName
      const response = last === 'SMS_MFA' ? { issueTokens: true } : { challengeName: 'PASSWORD_VERIFIER' }
      return { ...event, response }
    })
    assert.equal(await challengeOf(authenticate(user, PASSWORD)), 'SMS_MFA')
    const code = await it.codeTo(PHONE)
    await sessionOf(outcome((callbacks) => user.sendMFACode(code, callbacks)))
  })

  test('enters the code of the second factor after the question, without a password', async () => {
    const user = (await place('s'))()
    await asked(begin(user))
    assert.equal(await challengeOf(answer(user, answerTo(0))), 'SMS_MFA')
    const code = await it.codeTo(PHONE)
    await sessionOf(outcome((callbacks) => user.sendMFACode(code, callbacks)))
  })

  test('chooses a new password between the temporary one and the question', async () => {
    const user = (await place('', {}, inviteUser))()
    assert.equal(await challengeOf(authenticate(user, TEMPORARY)), 'NEW_PASSWORD_REQUIRED')
    const renewed = outcome((callbacks) => user.completeNewPasswordChallenge(PASSWORD, {}, callbacks))
    assert.equal(await asked(renewed), 'question 0')
    await sessionOf(answer(user, answerTo(0)))
  })

  test('proves its remembered device once the functions are content', async () => {
    const DeviceConfiguration = {
      ChallengeRequiredOnNewDevice: true,
      DeviceOnlyRememberedOnUserPrompt: false,
    }
    const alice = await place('', { DeviceConfiguration })
    const deviceOf = async (user: CognitoUser) => {
      await asked(begin(user))
      return (await sessionOf(answer(user, answerTo(0)))).getAccessToken().payload.device_key
    }
    const key = await deviceOf(alice())
    assert.match(key, /^us-east-1_/)
    assert.equal(await deviceOf(alice()), key)
  })

  test('asks a stranger as it asks a user', async () => {
    const user = (await place())('nobody')
    assert.equal(await asked(begin(user)), 'question 0')
    assert.equal(await asked(answer(user, 'wrong')), 'question 0')
    await assert.rejects(answer(user, answerTo(0)), INCORRECT)
  })
})
