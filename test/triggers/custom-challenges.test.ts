// CUSTOM_AUTH without a second factor: the events of the three functions, and what their answers do.
import assert from 'node:assert/strict'
import { beforeEach, describe, test } from 'node:test'
import {
  answerTo,
  CUSTOM_FLOW,
  CUSTOM_FUNCTIONS,
  CUSTOM_LAMBDAS,
  setCustomFunctions,
} from '../support/custom-challenges.ts'
import { forEachAddress } from '../support/databases.ts'
import { answering, functionArn, useFunctions } from '../support/functions.ts'
import { HIDING, type SignedUp, useJourneys } from '../support/journeys.ts'
import { PASSWORD, TEMPORARY } from '../support/pools.ts'
import { quickPower } from '../support/quick-power.ts'
import { srpClient, timestamp } from '../support/srp-client.ts'

const INCORRECT = ['NotAuthorizedException', 'Incorrect username or password.']
const SPENT = ['NotAuthorizedException', 'Invalid session for the user, session can only be used once.']
const INVALID_SESSION = ['NotAuthorizedException', 'Invalid session for the user.']

forEachAddress(
  (newAddress) => {
    const functions = useFunctions()
    const names = functions.named(...CUSTOM_FUNCTIONS, 'pre-authentication', 'post-authentication')
    const it = useJourneys({ database: newAddress(), functions: { functions: names } })
    let pool: string
    let client: string
    let user: SignedUp

    async function prepare(settings: object = {}): Promise<void> {
      setCustomFunctions(functions)
      pool = await it.newPool({ AliasAttributes: ['email'], LambdaConfig: CUSTOM_LAMBDAS, ...settings })
      client = await it.newClient(pool, CUSTOM_FLOW)
      user = await it.member(pool, client, { email: 'alice@example.com' }, 'alice')
      functions.events()
    }
    beforeEach(() => prepare())

    const request = (USERNAME = 'alice', parameters: object = {}, more: object = {}) => ({
      ClientId: client,
      AuthFlow: 'CUSTOM_AUTH',
      AuthParameters: { USERNAME, ...parameters },
      ...more,
    })
    const begin = (...of: Parameters<typeof request>) => it.ok('InitiateAuth', request(...of))
    const response = (Session: string, ANSWER: string, more: object = {}, USERNAME = 'alice') => ({
      ClientId: client,
      ChallengeName: 'CUSTOM_CHALLENGE',
      ChallengeResponses: { USERNAME, ANSWER },
      Session,
      ...more,
    })
    const answer = (...of: Parameters<typeof response>) => it.ok('RespondToAuthChallenge', response(...of))
    const refusal = (...of: Parameters<typeof response>) =>
      it.refusal('RespondToAuthChallenge', response(...of))
    const sources = () =>
      functions.events().map(({ triggerSource }) => triggerSource.replace('_Authentication', ''))
    const roundsSeen = () => functions.events().map(({ request: { session } }) => session)

    async function beginWithPassword(password = PASSWORD, ClientId = client) {
      const srp = srpClient(pool, quickPower)
      const AuthParameters = { USERNAME: 'alice', CHALLENGE_NAME: 'SRP_A', SRP_A: srp.publicKey }
      const begun = await it.ok('InitiateAuth', { ClientId, AuthFlow: 'CUSTOM_AUTH', AuthParameters })
      const ChallengeResponses = srp.prove(begun.ChallengeParameters, password, timestamp(Date.now()))
      const proof = { ClientId, ChallengeName: 'PASSWORD_VERIFIER', ChallengeResponses }
      return { begun, proof, Session: begun.Session as string }
    }

    const attributes = () =>
      `{"sub":"${user.sub}","cognito:user_status":"CONFIRMED","email":"alice@example.com",`
    const event = (trigger: string, asked: string, members: string) =>
      `{"version":"1","region":"us-east-1","userPoolId":"${pool}","userName":"alice",` +
      `"callerContext":{"awsSdkVersion":"aws-sdk-unknown-unknown","clientId":"${client}"},` +
      `"triggerSource":"${trigger}_Authentication","request":{"userAttributes":${attributes()}` +
      `"email_verified":"false"},${asked}},"response":{${members}}}`
    const DEFINE = '"challengeName":null,"issueTokens":null,"failAuthentication":null'
    const CREATE =
      '"publicChallengeParameters":null,"privateChallengeParameters":null,"challengeMetadata":null'

    describe('CUSTOM_AUTH', () => {
      test('calls the functions with the events of the service, member by member', async () => {
        const { Session } = await begin('alice', {}, { ClientMetadata: { not: 'passed on' } })
        assert.deepEqual(
          functions.received.splice(0).map(({ text }) => text),
          [
            event('DefineAuthChallenge', '"session":[]', DEFINE),
            event('CreateAuthChallenge', '"challengeName":"CUSTOM_CHALLENGE","session":[]', CREATE),
          ],
        )
        await answer(Session, 'wrong', { ClientMetadata: { a: 'b' } })
        const metadata = '"clientMetadata":{"a":"b"}'
        const rounds =
          '"session":[{"challengeName":"CUSTOM_CHALLENGE","challengeResult":false,"challengeMetadata":"round 0"}]'
        assert.deepEqual(
          functions.received.splice(0).map(({ text }) => text),
          [
            event(
              'VerifyAuthChallengeResponse',
              `"privateChallengeParameters":{"answer":"answer 0"},"challengeAnswer":"wrong",${metadata}`,
              '"answerCorrect":null',
            ),
            event('DefineAuthChallenge', `${rounds},${metadata}`, DEFINE),
            event('CreateAuthChallenge', `"challengeName":"CUSTOM_CHALLENGE",${rounds},${metadata}`, CREATE),
          ],
        )
      })

      test('gives tokens for the right answer', async () => {
        const { ChallengeName, ChallengeParameters, Session } = await begin()
        assert.equal(ChallengeName, 'CUSTOM_CHALLENGE')
        assert.deepEqual(ChallengeParameters, { USERNAME: 'alice', question: 'question 0' })
        const { AuthenticationResult, ...rest } = await answer(Session, answerTo(0))
        assert.deepEqual(rest, { ChallengeParameters: {} })
        await it.ok('GetUser', { AccessToken: AuthenticationResult.AccessToken })
        assert.deepEqual(await refusal(Session, answerTo(0)), SPENT)
      })

      test('goes through three rounds, each with a session and parameters of its own', async () => {
        setCustomFunctions(functions, 3)
        let { Session } = await begin()
        const sessions = new Set([Session])
        for (const round of [1, 2]) {
          const next = await answer(Session, answerTo(round - 1))
          assert.deepEqual(next.ChallengeParameters, { question: `question ${round}` })
          sessions.add(next.Session)
          Session = next.Session
        }
        assert.equal(sessions.size, 3)
        functions.events()
        assert.ok((await answer(Session, answerTo(2))).AuthenticationResult)
        const [, rounds] = roundsSeen()
        assert.deepEqual(
          rounds,
          [0, 1, 2].map((round) => ({
            challengeName: 'CUSTOM_CHALLENGE',
            challengeResult: true,
            challengeMetadata: `round ${round}`,
          })),
        )
      })

      test('lets the functions decide on a wrong answer: two are followed by a challenge, a third by the end', async () => {
        let { Session } = await begin()
        for (let tries = 0; tries < 2; tries++) ({ Session } = await answer(Session, 'wrong'))
        const last = await answer(Session, answerTo(0))
        assert.ok(last.AuthenticationResult)

        ;({ Session } = await begin())
        for (let tries = 0; tries < 2; tries++) ({ Session } = await answer(Session, 'wrong'))
        assert.deepEqual(await refusal(Session, 'wrong'), INCORRECT)
        assert.deepEqual(await refusal(Session, answerTo(0)), SPENT)
      })

      test('takes an empty answer, and no missing one', async () => {
        const { Session } = await begin()
        const without = { ...response(Session, ''), ChallengeResponses: { USERNAME: 'alice' } }
        assert.deepEqual(await it.refusal('RespondToAuthChallenge', without), [
          'InvalidParameterException',
          'Missing required parameter ANSWER',
        ])
        functions.events()
        assert.equal((await answer(Session, '')).ChallengeName, 'CUSTOM_CHALLENGE')
        assert.equal(functions.events()[0].request.challengeAnswer, '')
      })

      test('may give tokens, or refuse, without any challenge', async () => {
        functions.set('define', answering({ issueTokens: true }))
        assert.ok((await begin()).AuthenticationResult)
        functions.set('define', answering({ issueTokens: true, failAuthentication: true }))
        assert.deepEqual(await it.refusal('InitiateAuth', request()), INCORRECT)
      })

      test('is begun and answered by administrators, too', async () => {
        const { Session } = await it.administrate('AdminInitiateAuth', { ...request(), UserPoolId: pool })
        const answered = { ...response(Session, answerTo(0)), UserPoolId: pool }
        assert.ok((await it.administrate('AdminRespondToAuthChallenge', answered)).AuthenticationResult)
      })

      test('keeps more than a session can carry, and bounds it', async () => {
        const long = 'x'.repeat(90_000)
        functions.set(
          'create',
          answering({ privateChallengeParameters: { answer: long }, challengeMetadata: long.slice(9e4) }),
        )
        const { Session } = await begin()
        assert.ok(Session.length <= 2048)
        assert.ok((await answer(Session, long)).AuthenticationResult)
        functions.set('create', answering({ privateChallengeParameters: { answer: long, again: long } }))
        assert.deepEqual(await it.refusal('InitiateAuth', request()), [
          'InvalidLambdaResponseException',
          'Unrecognizable lambda output',
        ])
      })

      test('signs an invited user in without a new password', async () => {
        const invited = { UserPoolId: pool, Username: 'bob', TemporaryPassword: TEMPORARY }
        await it.administrate('AdminCreateUser', { ...invited, MessageAction: 'SUPPRESS' })
        const { Session } = await begin('bob')
        assert.equal(
          functions.events()[0].request.userAttributes['cognito:user_status'],
          'FORCE_CHANGE_PASSWORD',
        )
        assert.ok((await answer(Session, answerTo(0), {}, 'bob')).AuthenticationResult)
      })

      test('calls PostAuthentication when the functions are content, and PreAuthentication only with a password', async () => {
        const PreAuthentication = functionArn('pre-authentication')
        const PostAuthentication = functionArn('post-authentication')
        await prepare({ LambdaConfig: { ...CUSTOM_LAMBDAS, PreAuthentication, PostAuthentication } })
        const { Session } = await begin()
        await answer(Session, answerTo(0))
        const verified = ['VerifyAuthChallengeResponse', 'DefineAuthChallenge', 'PostAuthentication']
        assert.deepEqual(sources(), ['DefineAuthChallenge', 'CreateAuthChallenge', ...verified])
        await beginWithPassword()
        assert.deepEqual(sources(), ['PreAuthentication', 'DefineAuthChallenge'])
      })

      test('refuses users who may not come in, before a function is called', async () => {
        await it.signUp(client, {}, 'carol')
        assert.deepEqual(await it.refusal('InitiateAuth', request('carol')), [
          'UserNotConfirmedException',
          'User is not confirmed.',
        ])
        await it.administrate('AdminDisableUser', { UserPoolId: pool, Username: 'alice' })
        assert.deepEqual(await it.refusal('InitiateAuth', request()), [
          'NotAuthorizedException',
          'User is disabled.',
        ])
        assert.deepEqual(await it.refusal('InitiateAuth', request('nobody')), [
          'UserNotFoundException',
          'User does not exist.',
        ])
        assert.deepEqual(functions.events(), [])
      })

      test('refuses another CHALLENGE_NAME, and a name without SRP_A', async () => {
        const other = request('alice', { CHALLENGE_NAME: 'CUSTOM_CHALLENGE' })
        assert.deepEqual(await it.refusal('InitiateAuth', other), [
          'InvalidParameterException',
          'Invalid CHALLENGE_NAME',
        ])
        assert.deepEqual(await it.refusal('InitiateAuth', request('alice', { CHALLENGE_NAME: 'SRP_A' })), [
          'InvalidParameterException',
          'Missing required parameter SRP_A',
        ])
      })

      test('lets one of sixteen rivals with a session through, and asks the functions once', async () => {
        const { Session } = await begin()
        functions.events()
        const rivals = Array.from({ length: 16 }, () =>
          it.house.call('RespondToAuthChallenge', response(Session, answerTo(0)), { signed: false }),
        )
        const answers = await Promise.all(rivals)
        assert.equal(answers.filter(({ status }) => status === 200).length, 1)
        for (const { status, json } of answers)
          if (status !== 200) assert.deepEqual([json.__type, json.message], SPENT)
        assert.deepEqual(sources(), ['VerifyAuthChallengeResponse', 'DefineAuthChallenge'])
      })
    })

    describe('CUSTOM_AUTH with a password', () => {
      const SRP = (challengeName: string) => ({
        challengeName,
        challengeResult: true,
        challengeMetadata: null,
      })

      test('proves the password first, then the functions go on', async () => {
        const { begun, proof, Session } = await beginWithPassword()
        assert.equal(begun.ChallengeName, 'PASSWORD_VERIFIER')
        assert.deepEqual(roundsSeen(), [[SRP('SRP_A')]])
        const next = await it.ok('RespondToAuthChallenge', { ...proof, Session })
        assert.equal(next.ChallengeName, 'CUSTOM_CHALLENGE')
        assert.deepEqual(next.ChallengeParameters, { question: 'question 0' })
        assert.deepEqual(roundsSeen()[0], [SRP('SRP_A'), SRP('PASSWORD_VERIFIER')])
        assert.ok((await answer(next.Session, answerTo(0))).AuthenticationResult)
      })

      test('refuses a wrong password without asking the functions, and counts it', async () => {
        const { proof, Session } = await beginWithPassword('Wrong-Horse-7')
        functions.events()
        const sent = { ...proof, Session }
        assert.deepEqual(await it.refusal('RespondToAuthChallenge', sent), INCORRECT)
        assert.deepEqual(await it.refusal('RespondToAuthChallenge', sent), SPENT)
        assert.deepEqual(functions.events(), [])
        const state = await it.house.storage.stores.credentials.findState(pool, user.sub)
        assert.equal(state.failures?.failures, 1)
      })

      test('does not let the proof stand alone: it counts with the session that asked for it', async () => {
        const srpToo = { ExplicitAuthFlows: ['ALLOW_CUSTOM_AUTH', 'ALLOW_USER_SRP_AUTH'] }
        const both = await it.newClient(pool, srpToo)
        const { proof } = await beginWithPassword(PASSWORD, both)
        assert.deepEqual(await it.refusal('RespondToAuthChallenge', proof), INCORRECT)
        const other = await beginWithPassword(PASSWORD, both)
        const { proof: third } = await beginWithPassword(PASSWORD, both)
        const swapped = { ...third, Session: other.Session }
        assert.deepEqual(await it.refusal('RespondToAuthChallenge', swapped), INCORRECT)
      })

      test('is void once the password is another one', async () => {
        const { proof, Session } = await beginWithPassword()
        const { Session: next } = await it.ok('RespondToAuthChallenge', { ...proof, Session })
        const password = { UserPoolId: pool, Username: 'alice', Password: 'Third-Horse-9', Permanent: true }
        await it.administrate('AdminSetUserPassword', password)
        functions.events()
        assert.deepEqual(await refusal(next, answerTo(0)), INVALID_SESSION)
        assert.deepEqual(functions.events(), [])
      })

      test('may ask for no password at all', async () => {
        functions.set('define', answering({ challengeName: 'CUSTOM_CHALLENGE' }))
        const begun = await begin('alice', { CHALLENGE_NAME: 'SRP_A', SRP_A: 'ab'.repeat(384) })
        assert.equal(begun.ChallengeName, 'CUSTOM_CHALLENGE')
      })
    })

    describe('CUSTOM_AUTH where users are hidden', () => {
      beforeEach(async () => {
        client = await it.newClient(pool, { ...CUSTOM_FLOW, ...HIDING })
      })

      test('tells the functions whether the user was found, and never signs a stranger in', async () => {
        const known = await begin()
        assert.equal(functions.events()[0].request.userNotFound, false)
        const unknown = await begin('nobody')
        const [{ request: asked, userName }] = functions.events()
        assert.deepEqual(asked, { userAttributes: {}, session: [], userNotFound: true })
        assert.equal(userName, 'nobody')
        assert.deepEqual(unknown.ChallengeParameters, { ...known.ChallengeParameters, USERNAME: 'nobody' })
        assert.equal(unknown.Session.length, known.Session.length + 2) // by the name
        assert.deepEqual(await refusal(unknown.Session, answerTo(0), {}, 'nobody'), INCORRECT)
        assert.equal(functions.events()[0].request.userNotFound, true)
        assert.deepEqual(await refusal(unknown.Session, answerTo(0), {}, 'nobody'), SPENT)
      })

      test('tells a disabled user so once the functions are content', async () => {
        await it.administrate('AdminDisableUser', { UserPoolId: pool, Username: 'alice' })
        const { Session } = await begin()
        assert.equal((await answer(Session, 'wrong')).ChallengeName, 'CUSTOM_CHALLENGE')
        const { Session: again } = await begin()
        assert.deepEqual(await refusal(again, answerTo(0)), ['NotAuthorizedException', 'User is disabled.'])
      })

      test('gives no session to another name', async () => {
        const { Session } = await begin('nobody')
        assert.deepEqual(await refusal(Session, answerTo(0)), INVALID_SESSION)
      })
    })

    // The last one, as time passes in it.
    describe('CUSTOM_AUTH within an hour', () => {
      test('lets no more rivals with sessions of their own through to the function than answers are left', async () => {
        functions.set('define', answering({ challengeName: 'CUSTOM_CHALLENGE' }))
        const sessions: string[] = []
        for (let i = 0; i < 16; i++) sessions.push((await begin()).Session)
        const used = { startedAt: Date.now(), attempts: 90 }
        await it.house.storage.stores.attempts.save(pool, user.sub, 'customChallenge', used)
        functions.events()
        const rivals = sessions.map((Session) =>
          it.house.call('RespondToAuthChallenge', response(Session, 'wrong'), { signed: false }),
        )
        const refused = (await Promise.all(rivals)).filter(({ status }) => status !== 200)
        assert.equal(refused.length, 6)
        for (const { json } of refused) assert.equal(json.__type, 'TooManyRequestsException')
        assert.equal(sources().filter((source) => source === 'VerifyAuthChallengeResponse').length, 10)
      })

      test('looks at a hundred wrong answers an hour, counted before the functions look', async () => {
        functions.set('define', answering({ challengeName: 'CUSTOM_CHALLENGE' }))
        let { Session } = await begin()
        for (let tries = 0; tries < 100; tries++) ({ Session } = await answer(Session, 'wrong'))
        functions.events()
        assert.equal((await refusal(Session, answerTo(0)))[0], 'TooManyRequestsException')
        assert.deepEqual(functions.events(), [])
        it.house.passTime(3_600_000)
        ;({ Session } = await begin())
        assert.equal((await answer(Session, answerTo(0))).ChallengeName, 'CUSTOM_CHALLENGE')
      })
    })
  },
  ['SQLite in memory', 'PostgreSQL'],
)
