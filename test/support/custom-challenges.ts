// Functions of a pool for custom challenges, as an application would write them.
import { type FunctionBody, functionArn, openFunctions } from './functions.ts'

export const CUSTOM_FUNCTIONS = ['define', 'create', 'verify']

export const CUSTOM_LAMBDAS = {
  DefineAuthChallenge: functionArn('define'),
  CreateAuthChallenge: functionArn('create'),
  VerifyAuthChallengeResponse: functionArn('verify'),
}

export const CUSTOM_FLOW = { ExplicitAuthFlows: ['ALLOW_CUSTOM_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'] }

interface Round {
  readonly challengeName: string
  readonly challengeResult: boolean
}

/** The answer to the challenge of a round, which the private parameters hold. */
export const answerTo = (round: number): string => `answer ${round}`

/** Tokens for this many right answers in a row; a third wrong one ends the sign-in. */
export function define(rounds: number): FunctionBody {
  return (event) => {
    const session: Round[] = event.request.session
    const custom = session.filter(({ challengeName }) => challengeName === 'CUSTOM_CHALLENGE')
    const wrong = custom.filter(({ challengeResult }) => !challengeResult).length
    const response =
      wrong === 3
        ? { failAuthentication: true, issueTokens: false }
        : custom.length - wrong === rounds
          ? { failAuthentication: false, issueTokens: true }
          : {
              challengeName:
                session.at(-1)?.challengeName === 'SRP_A' ? 'PASSWORD_VERIFIER' : 'CUSTOM_CHALLENGE',
            }
    return { ...event, response }
  }
}

const create: FunctionBody = (event) => {
  const round = event.request.session.filter(
    ({ challengeName, challengeResult }: Round) => challengeName === 'CUSTOM_CHALLENGE' && challengeResult,
  ).length
  const response = {
    publicChallengeParameters: { question: `question ${round}` },
    privateChallengeParameters: { answer: answerTo(round) },
    challengeMetadata: `round ${round}`,
  }
  return { ...event, response }
}

const verify: FunctionBody = (event) => {
  const { challengeAnswer, privateChallengeParameters } = event.request
  return { ...event, response: { answerCorrect: challengeAnswer === privateChallengeParameters.answer } }
}

/** Makes the functions ask for this many right answers. */
export function setCustomFunctions(functions: ReturnType<typeof openFunctions>, rounds = 1): void {
  functions.set('define', define(rounds))
  functions.set('create', create)
  functions.set('verify', verify)
}

/** Functions that ask for one right answer. */
export function openCustomFunctions() {
  const functions = openFunctions()
  setCustomFunctions(functions)
  return functions
}
