import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { SetRiskConfigurationCommand } from '@aws-sdk/client-cognito-identity-provider'
import { MINUTE } from '../../../src/kernel/clock.ts'
import {
  answerTo,
  CUSTOM_FUNCTIONS,
  CUSTOM_LAMBDAS,
  setCustomFunctions,
} from '../../support/custom-challenges.ts'
import { forEachAddress } from '../../support/databases.ts'
import { useFunctions } from '../../support/functions.ts'
import { useJourneys } from '../../support/journeys.ts'
import { setMfa } from '../../support/mfa.ts'
import { inviteUser, PASSWORD, TEMPORARY } from '../../support/pools.ts'
import { srpClient, timestamp } from '../../support/srp-client.ts'
import { NETWORKS, withPlaces } from './fixtures.ts'
import { ABROAD, always, BLOCKED, FIREFOX, HOME, riskOn, type Source, withPassword } from './risk-fixtures.ts'

// The risk of sign-ins, and what is done about it.

const INCORRECT = ['NotAuthorizedException', 'Incorrect username or password.']
const EMAIL = { email: 'alice@example.com', email_verified: 'true' }

forEachAddress(
  (newAddress) => {
    const functions = useFunctions()
    const journeys = useJourneys({
      database: newAddress(),
      ...withPlaces(),
      functions: { functions: functions.named(...CUSTOM_FUNCTIONS) },
    })
    const { house } = journeys
    const root = house.client()
    const { call, events, alicesPool, lastRisk, now } = riskOn(journeys)

    /** Signs in by SRP, as a flow of its own or as the beginning of another. */
    async function bySrp(
      { UserPoolId, ClientId }: { UserPoolId: string; ClientId: string },
      source: Source,
      AuthFlow = 'USER_SRP_AUTH',
    ) {
      const client = srpClient(UserPoolId)
      const AuthParameters = { USERNAME: 'alice', CHALLENGE_NAME: 'SRP_A', SRP_A: client.publicKey }
      const begun = await call('InitiateAuth', { ClientId, AuthFlow, AuthParameters }, source)
      const ChallengeResponses = client.prove(begun.ChallengeParameters, PASSWORD, timestamp(now()))
      const answer = {
        ClientId,
        ChallengeName: 'PASSWORD_VERIFIER',
        ChallengeResponses,
        Session: begun.Session,
      }
      return call('RespondToAuthChallenge', answer, source)
    }

    const byChoice = ({ ClientId }: { ClientId: string }) => ({
      ClientId,
      AuthFlow: 'USER_AUTH',
      AuthParameters: { USERNAME: 'alice', PREFERRED_CHALLENGE: 'PASSWORD', PASSWORD },
    })

    const byAdmin = (pool: { UserPoolId: string; ClientId: string }) => ({
      ...withPassword(pool),
      UserPoolId: pool.UserPoolId,
      AuthFlow: 'ADMIN_USER_PASSWORD_AUTH',
      ContextData: {
        IpAddress: ABROAD.ip,
        ServerName: 'app.example',
        ServerPath: '/',
        HttpHeaders: [{ headerName: 'User-Agent', headerValue: FIREFOX }],
      },
    })

    describe('a risky sign-in', () => {
      test('is only recorded in AUDIT, without a configuration, and by NO_ACTION', async () => {
        for (const pool of [
          await alicesPool(always('BLOCK'), { mode: 'AUDIT' }),
          await alicesPool(undefined),
          await alicesPool(always('NO_ACTION')),
        ]) {
          assert.ok((await call('InitiateAuth', withPassword(pool), ABROAD)).AuthenticationResult)
          assert.deepEqual(await lastRisk(pool.UserPoolId), ['Pass', 'AccountTakeover', 'High'])
        }
      })

      test('is blocked where BLOCK says so, by password, SRP, choice and administrators', async () => {
        const pool = await alicesPool(always('BLOCK'))
        for (const blocked of [
          await call('InitiateAuth', withPassword(pool), ABROAD),
          await bySrp(pool, ABROAD),
          await call('InitiateAuth', byChoice(pool), ABROAD),
          await call('AdminInitiateAuth', byAdmin(pool), HOME, true),
        ]) {
          assert.deepEqual(blocked, BLOCKED)
          assert.deepEqual(await lastRisk(pool.UserPoolId), ['Fail', 'Block', 'High'])
        }
        assert.ok((await bySrp(pool, HOME)).AuthenticationResult)
        assert.deepEqual(await lastRisk(pool.UserPoolId), ['Pass', 'NoRisk', undefined])
      })

      test('is not told apart before the password is right', async () => {
        const pool = await alicesPool(always('BLOCK'))
        assert.deepEqual(await call('InitiateAuth', withPassword(pool, 'Wrong-Horse-7'), ABROAD), INCORRECT)
        assert.deepEqual(
          await call('InitiateAuth', withPassword(pool, PASSWORD, 'nobody'), ABROAD),
          INCORRECT,
        )
      })

      test('has the action of its level, and that of the client before that of the pool', async () => {
        const { LowAction, MediumAction } = always('BLOCK')
        const pool = await alicesPool({ LowAction, MediumAction })
        assert.ok((await call('InitiateAuth', withPassword(pool), ABROAD)).AuthenticationResult) // High
        const { UserPoolId, ClientId } = await alicesPool(always('NO_ACTION'))
        const own = { UserPoolId, ClientId, AccountTakeoverRiskConfiguration: { Actions: always('BLOCK') } }
        await root.send(new SetRiskConfigurationCommand(own))
        assert.deepEqual(await call('InitiateAuth', withPassword({ ClientId }), ABROAD), BLOCKED)
      })

      test('is not looked for in a skipped network', async () => {
        const exceptions = { SkippedIPRangeList: [`${NETWORKS.berlin}0/24`] }
        const pool = await alicesPool(always('BLOCK'), { exceptions })
        assert.ok((await call('InitiateAuth', withPassword(pool), ABROAD)).AuthenticationResult)
        assert.deepEqual(await lastRisk(pool.UserPoolId), ['Pass', 'NoRisk', undefined])
      })

      test('is one from an address that many passwords were tried from, of users or strangers', async () => {
        const pool = await alicesPool(always('BLOCK'))
        const stuffing = { ...HOME, ip: `${NETWORKS.portland}9` }
        for (let tried = 0; tried < 20; tried++) {
          await call('InitiateAuth', withPassword(pool, PASSWORD, `nobody${tried}`), stuffing)
        }
        assert.deepEqual(await call('InitiateAuth', withPassword(pool), stuffing), BLOCKED)
        assert.deepEqual(await lastRisk(pool.UserPoolId), ['Fail', 'Block', 'Medium'])
        const neighbour = { ...stuffing, ip: `${NETWORKS.portland}10` }
        assert.ok((await call('InitiateAuth', withPassword(pool), neighbour)).AuthenticationResult)
      })

      test('by custom challenges follows the mode of custom authentication', async () => {
        functions.set('define', (event) => ({
          ...event,
          response: { issueTokens: true, failAuthentication: false },
        }))
        const begin = ({ ClientId }: { ClientId: string }) => ({
          ClientId,
          AuthFlow: 'CUSTOM_AUTH',
          AuthParameters: { USERNAME: 'alice' },
        })
        const poolWith = (CustomAuthMode: 'AUDIT' | 'ENFORCED') =>
          alicesPool(always('BLOCK'), {
            settings: {
              LambdaConfig: CUSTOM_LAMBDAS,
              UserPoolAddOns: {
                AdvancedSecurityMode: 'ENFORCED',
                AdvancedSecurityAdditionalFlows: { CustomAuthMode },
              },
            },
          })
        const enforced = await poolWith('ENFORCED')
        assert.deepEqual(await call('InitiateAuth', begin(enforced), ABROAD), BLOCKED)
        const audited = await poolWith('AUDIT')
        assert.ok((await call('InitiateAuth', begin(audited), ABROAD)).AuthenticationResult)
        assert.deepEqual(await lastRisk(audited.UserPoolId), ['Pass', 'AccountTakeover', 'High'])
      })

      test('keeps the risk of the password in custom challenges without a mode of their own', async () => {
        setCustomFunctions(functions)
        const settings = { LambdaConfig: CUSTOM_LAMBDAS }
        const blocked = await alicesPool(always('BLOCK'), { settings })
        assert.deepEqual(await bySrp(blocked, ABROAD, 'CUSTOM_AUTH'), BLOCKED)
        const recorded = await alicesPool(always('NO_ACTION'), { settings })
        const { Session } = await bySrp(recorded, ABROAD, 'CUSTOM_AUTH')
        assert.deepEqual(await lastRisk(recorded.UserPoolId), ['InProgress', 'AccountTakeover', 'High'])
        const answer = {
          ClientId: recorded.ClientId,
          ChallengeName: 'CUSTOM_CHALLENGE',
          Session,
          ChallengeResponses: { USERNAME: 'alice', ANSWER: answerTo(0) },
        }
        assert.ok((await call('RespondToAuthChallenge', answer, ABROAD)).AuthenticationResult)
        assert.deepEqual(await lastRisk(recorded.UserPoolId), ['Pass', 'AccountTakeover', 'High'])
      })
    })

    describe('a second factor for a risky sign-in', () => {
      const answerWith = async (pool: { ClientId: string }, Session: string) => ({
        ClientId: pool.ClientId,
        ChallengeName: 'EMAIL_OTP',
        Session,
        ChallengeResponses: { USERNAME: 'alice', EMAIL_OTP_CODE: await journeys.codeTo(EMAIL.email) },
      })

      test('is asked of users who have one, although they activated none', async () => {
        for (const demand of ['MFA_REQUIRED', 'MFA_IF_CONFIGURED'] as const) {
          const pool = await alicesPool(always(demand), { attributes: EMAIL, factors: 'e' })
          assert.ok((await call('InitiateAuth', withPassword(pool), HOME)).AuthenticationResult)
          const asked = await call('InitiateAuth', withPassword(pool), ABROAD)
          assert.equal(asked.ChallengeName, 'EMAIL_OTP')
          assert.deepEqual(await lastRisk(pool.UserPoolId), ['InProgress', 'AccountTakeover', 'High'])
          const answer = await answerWith(pool, asked.Session)
          assert.ok((await call('RespondToAuthChallenge', answer, ABROAD)).AuthenticationResult)
          const [event] = await events(pool.UserPoolId)
          assert.deepEqual(
            event?.ChallengeResponses?.map((it) => `${it.ChallengeName} ${it.ChallengeResponse}`),
            ['Password Success', 'Mfa Success'],
          )
          // From now on the place is known.
          assert.ok((await call('InitiateAuth', withPassword(pool), ABROAD)).AuthenticationResult)
        }
      })

      test('blocks users who have none if it is required, and lets them in if not', async () => {
        const required = await alicesPool(always('MFA_REQUIRED'), { factors: 't' })
        assert.deepEqual(await call('InitiateAuth', withPassword(required), ABROAD), BLOCKED)
        assert.deepEqual(await lastRisk(required.UserPoolId), ['Fail', 'Block', 'High'])
        const wanted = await alicesPool(always('MFA_IF_CONFIGURED'), { factors: 't' })
        assert.ok((await call('InitiateAuth', withPassword(wanted), ABROAD)).AuthenticationResult)
      })

      test('can not be set up at that moment where the pool requires one', async () => {
        const pool = await alicesPool(always('MFA_REQUIRED'), { factors: 't' })
        await setMfa(root, pool.UserPoolId, 'ON', 't')
        assert.deepEqual(await call('InitiateAuth', withPassword(pool), ABROAD), BLOCKED)
        assert.equal((await call('InitiateAuth', withPassword(pool), HOME)).ChallengeName, 'MFA_SETUP')
      })

      test('comes before a new password, whose answer could bring another address', async () => {
        const pool = await alicesPool(always('MFA_REQUIRED'), { factors: 'e' })
        await inviteUser(root, pool.UserPoolId, 'bob', EMAIL)
        const stuffing = { ...ABROAD, ip: `${NETWORKS.portland}77` }
        for (let tried = 0; tried < 20; tried++)
          await call('InitiateAuth', withPassword(pool, PASSWORD, `nobody${tried}`), stuffing)
        const asked = await call('InitiateAuth', withPassword(pool, TEMPORARY, 'bob'), stuffing)
        assert.equal(asked.ChallengeName, 'EMAIL_OTP')
      })

      test('is owed whatever session a request brings along', async () => {
        const pool = await alicesPool(always('MFA_REQUIRED'), { attributes: EMAIL, factors: 'e' })
        await inviteUser(root, pool.UserPoolId, 'mallory')
        const own = await call('InitiateAuth', withPassword(pool, TEMPORARY, 'mallory'), HOME)
        assert.equal(own.ChallengeName, 'NEW_PASSWORD_REQUIRED')
        const borrowed = { ...withPassword(pool), Session: own.Session }
        assert.equal((await call('InitiateAuth', borrowed, ABROAD)).ChallengeName, 'EMAIL_OTP')
      })

      test('is found anew where a sign-in begins, whatever session of the same user comes along', async () => {
        const pool = await alicesPool(always('BLOCK'), { attributes: EMAIL, factors: 'e' })
        await journeys.administrate('AdminSetUserMFAPreference', {
          UserPoolId: pool.UserPoolId,
          Username: 'alice',
          EmailMfaSettings: { Enabled: true },
        })
        const { Session } = await call('InitiateAuth', withPassword(pool), HOME)
        assert.ok(Session)
        const [before] = await events(pool.UserPoolId)
        for (const input of [withPassword(pool), byChoice(pool)]) {
          const blocked = await call('InitiateAuth', { ...input, Session }, ABROAD)
          assert.ok(Array.isArray(blocked), JSON.stringify(blocked))
        }
        assert.deepEqual(await call('InitiateAuth', { ...withPassword(pool), Session }, ABROAD), BLOCKED)
        const admin = await call('AdminInitiateAuth', { ...byAdmin(pool), Session }, HOME, true)
        assert.deepEqual(admin, BLOCKED)
        assert.deepEqual(
          (await events(pool.UserPoolId)).find(({ EventId }) => EventId === before?.EventId),
          before,
        )
      })

      test('is what the session of the first step says, for all steps of a sign-in', async () => {
        const pool = await alicesPool(always('MFA_REQUIRED'), { attributes: EMAIL, factors: 'te' })
        const asked = await call('InitiateAuth', withPassword(pool), ABROAD)
        house.passTime(MINUTE)
        const answer = await answerWith(pool, asked.Session)
        const done = await call('RespondToAuthChallenge', answer, { ...ABROAD, agent: HOME.agent })
        assert.ok(done.AuthenticationResult)
        assert.equal((await events(pool.UserPoolId)).length, 2)
      })
    })

    describe('feedback', () => {
      const giving = (UserPoolId: string, EventId: string | undefined, FeedbackValue: 'Valid' | 'Invalid') =>
        journeys.administrate('AdminUpdateAuthEventFeedback', {
          UserPoolId,
          Username: 'alice',
          EventId,
          FeedbackValue,
        })

      test('Valid makes a place known', async () => {
        const pool = await alicesPool(always('BLOCK'))
        assert.deepEqual(await call('InitiateAuth', withPassword(pool), ABROAD), BLOCKED)
        const [event] = await events(pool.UserPoolId)
        await giving(pool.UserPoolId, event?.EventId, 'Valid')
        assert.ok((await call('InitiateAuth', withPassword(pool), ABROAD)).AuthenticationResult)
      })

      test('Invalid makes a place unknown again, and counts against it', async () => {
        const pool = await alicesPool(always('NO_ACTION'))
        const near = { ...HOME, ip: `${NETWORKS.portland}5` }
        assert.ok((await call('InitiateAuth', withPassword(pool), near)).AuthenticationResult)
        assert.deepEqual(await lastRisk(pool.UserPoolId), ['Pass', 'NoRisk', undefined])
        const [event] = await events(pool.UserPoolId)
        await giving(pool.UserPoolId, event?.EventId, 'Invalid')
        house.passTime(MINUTE)
        await call('InitiateAuth', withPassword(pool), near)
        assert.deepEqual(await lastRisk(pool.UserPoolId), ['Pass', 'AccountTakeover', 'Medium'])
      })
    })
  },
  ['SQLite in memory', 'PostgreSQL'],
)
