import assert from 'node:assert/strict'
import { beforeEach, describe, test } from 'node:test'
import { confirmSignIn, fetchAuthSession, type SignInOutput, signIn } from '@aws-amplify/auth'
import {
  answerTo,
  CUSTOM_FUNCTIONS,
  CUSTOM_LAMBDAS,
  setCustomFunctions,
} from '../support/custom-challenges.ts'
import { useFunctions } from '../support/functions.ts'
import { useJourneys, wrong } from '../support/journeys.ts'
import { newMfaPool, type OfferedFactors } from '../support/mfa.ts'
import { newUser, PASSWORD } from '../support/pools.ts'
import { openAmplify } from './amplify-app.ts'
import { useNativePowers } from './native-powers.ts'

const PHONE = '+12065550123'
const INCORRECT = { name: 'NotAuthorizedException', message: 'Incorrect username or password.' }

const functions = useFunctions()
const it = useJourneys({ functions: { functions: functions.named(...CUSTOM_FUNCTIONS) } })
useNativePowers('Amplify')

/** A user called alice in a pool with custom challenges, and an application without a signed-in user. */
async function place(factors: OfferedFactors = '', settings: object = {}): Promise<void> {
  const root = it.house.client()
  const more = { LambdaConfig: CUSTOM_LAMBDAS, ...settings }
  const pool = await newMfaPool(root, factors ? 'ON' : 'OFF', factors, more)
  await newUser(root, pool, 'alice', { phone_number: PHONE })
  const ExplicitAuthFlows = ['ALLOW_CUSTOM_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH']
  openAmplify(it.house.url, pool, await it.newClient(pool, { ExplicitAuthFlows }))
}

const enter = () => signIn({ username: 'alice', options: { authFlowType: 'CUSTOM_WITHOUT_SRP' } })
const enterBySrp = (password = PASSWORD) =>
  signIn({ username: 'alice', password, options: { authFlowType: 'CUSTOM_WITH_SRP' } })
const answer = (challengeResponse: string) => confirmSignIn({ challengeResponse })

function questionIn({ nextStep }: SignInOutput): string | undefined {
  assert.ok(nextStep.signInStep === 'CONFIRM_SIGN_IN_WITH_CUSTOM_CHALLENGE', nextStep.signInStep)
  return nextStep.additionalInfo?.question
}

const stepOf = ({ nextStep }: SignInOutput) => nextStep.signInStep

async function assertSignedIn(last: Promise<SignInOutput>): Promise<void> {
  assert.equal(stepOf(await last), 'DONE')
  const { tokens } = await fetchAuthSession()
  assert.equal(tokens?.accessToken.payload.username, 'alice')
}

describe('Amplify with custom challenges', () => {
  beforeEach(() => setCustomFunctions(functions))

  for (const [how, begin] of [
    ['without SRP', enter],
    ['with SRP', enterBySrp],
  ] as const) {
    test(`signs in ${how}: a wrong answer, then the right one`, async () => {
      await place()
      assert.equal(questionIn(await begin()), 'question 0')
      assert.equal(questionIn(await answer('wrong')), 'question 0')
      await assertSignedIn(answer(answerTo(0)))
    })

    test(`goes through three rounds ${how}`, async () => {
      setCustomFunctions(functions, 3)
      await place()
      assert.equal(questionIn(await begin()), 'question 0')
      for (const round of [1, 2]) {
        assert.equal(questionIn(await answer(answerTo(round - 1))), `question ${round}`)
      }
      await assertSignedIn(answer(answerTo(2)))
    })
  }

  test('passes on what the application adds to an answer', async () => {
    await place()
    await enter()
    functions.events()
    await confirmSignIn({ challengeResponse: answerTo(0), options: { clientMetadata: { from: 'app' } } })
    assert.deepEqual(
      functions.events().map(({ request }) => request.clientMetadata),
      [{ from: 'app' }, { from: 'app' }],
    )
  })

  test('is refused with a wrong password, and after three wrong answers', async () => {
    await place()
    await assert.rejects(enterBySrp('Wrong-Horse-7'), INCORRECT)
    await enter()
    for (const _ of [1, 2]) questionIn(await answer('wrong'))
    await assert.rejects(answer('wrong'), INCORRECT)
  })

  test('enters the code of the second factor between password and question', async () => {
    await place('s')
    assert.equal(stepOf(await enterBySrp()), 'CONFIRM_SIGN_IN_WITH_SMS_CODE')
    const code = await it.codeTo(PHONE)
    await assert.rejects(answer(wrong(code)), { name: 'CodeMismatchException' })
    assert.equal(questionIn(await answer(code)), 'question 0')
    await assertSignedIn(answer(answerTo(0)))
  })

  test('enters the code of the second factor after the question, without a password', async () => {
    await place('s')
    questionIn(await enter())
    assert.equal(stepOf(await answer(answerTo(0))), 'CONFIRM_SIGN_IN_WITH_SMS_CODE')
    await assertSignedIn(answer(await it.codeTo(PHONE)))
  })
})
