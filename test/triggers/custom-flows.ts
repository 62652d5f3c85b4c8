// Sign-ins by custom challenges in the tables of triggers: one right answer, and the password first if it was begun with.
import type { FunctionBody } from '../support/functions.ts'
import { PASSWORD } from '../support/pools.ts'
import { quickPower } from '../support/quick-power.ts'
import { srpClient, timestamp } from '../support/srp-client.ts'
import type { Flow } from './flow.ts'
import { alice, FUNCTION, type Stage } from './stage.ts'

export const CUSTOM_TRIGGERS = ['DefineAuthChallenge', 'CreateAuthChallenge', 'VerifyAuthChallengeResponse']

const [DEFINE, CREATE, VERIFY] = CUSTOM_TRIGGERS.map((trigger) => `${trigger}_Authentication`)
const ANSWER = 'the answer'

/** All three functions in one. Events of other triggers are returned as they are. */
export const customFunction: FunctionBody = (event) => {
  const { triggerSource, request } = event
  if (triggerSource === DEFINE) return { ...event, response: decision(request.session.at(-1)) }
  if (triggerSource === CREATE)
    return { ...event, response: { privateChallengeParameters: { answer: ANSWER } } }
  if (triggerSource !== VERIFY) return event
  const answerCorrect = request.challengeAnswer === request.privateChallengeParameters.answer
  return { ...event, response: { answerCorrect } }
}

function decision(last?: { challengeName: string; challengeResult: boolean }): object {
  if (last?.challengeName === 'SRP_A') return { challengeName: 'PASSWORD_VERIFIER' }
  if (last?.challengeName === 'CUSTOM_CHALLENGE' && last.challengeResult) return { issueTokens: true }
  return { challengeName: 'CUSTOM_CHALLENGE' }
}

/** The requests of alice. */
export const customRequests = ({ client: ClientId }: Pick<Stage, 'client'>) => ({
  begin: { ClientId, AuthFlow: 'CUSTOM_AUTH', AuthParameters: { USERNAME: 'alice' } },
  answer: (Session: string) => ({
    ClientId,
    ChallengeName: 'CUSTOM_CHALLENGE',
    ChallengeResponses: { USERNAME: 'alice', ANSWER },
    Session,
  }),
})

const ENDED = ['PostAuthentication_Authentication', 'TokenGeneration_Authentication']

export const CUSTOM_FLOWS: readonly Flow[] = [
  {
    flow: 'sign-in by a custom challenge',
    calls: [`${DEFINE}`, `${CREATE}`, `${VERIFY}`, `${DEFINE}`, ...ENDED],
    prepare: alice,
    async run(stage) {
      const { begin, answer } = customRequests(stage)
      stage.functions.set(FUNCTION, customFunction)
      const { Session } = await stage.it.ok('InitiateAuth', begin)
      await stage.it.ok('RespondToAuthChallenge', answer(Session))
    },
  },
  {
    flow: 'sign-in by a password and a custom challenge (`SRP_A`)',
    calls: [
      'PreAuthentication_Authentication',
      ...[`${DEFINE}`, `${DEFINE}`, `${CREATE}`, `${VERIFY}`, `${DEFINE}`],
      ...ENDED,
    ],
    prepare: alice,
    async run(stage) {
      const { it, pool } = stage
      const { begin, answer } = customRequests(stage)
      stage.functions.set(FUNCTION, customFunction)
      const srp = srpClient(pool, quickPower)
      const AuthParameters = { ...begin.AuthParameters, CHALLENGE_NAME: 'SRP_A', SRP_A: srp.publicKey }
      const { ChallengeParameters, Session } = await it.ok('InitiateAuth', { ...begin, AuthParameters })
      const ChallengeResponses = srp.prove(ChallengeParameters, PASSWORD, timestamp(Date.now()))
      const proof = { ...answer(Session), ChallengeName: 'PASSWORD_VERIFIER', ChallengeResponses }
      const next = await it.ok('RespondToAuthChallenge', proof)
      await it.ok('RespondToAuthChallenge', answer(next.Session))
    },
  },
]
