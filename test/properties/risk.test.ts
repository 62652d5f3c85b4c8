import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { MINUTE } from '../../src/kernel/clock.ts'
import { NETWORKS, withPlaces } from '../operations/threat-protection/fixtures.ts'
import { ABROAD, always, HOME, riskOn, type Source } from '../operations/threat-protection/risk-fixtures.ts'
import {
  answerTo,
  CUSTOM_FUNCTIONS,
  CUSTOM_LAMBDAS,
  setCustomFunctions,
} from '../support/custom-challenges.ts'
import { useFunctions } from '../support/functions.ts'
import { useJourneys } from '../support/journeys.ts'
import { PASSWORD } from '../support/pools.ts'
import { quickPower } from '../support/quick-power.ts'
import { type SrpClient, srpClient, timestamp } from '../support/srp-client.ts'

// Somebody abroad knows all of alice's secrets, and has sessions of sign-ins that she began at home. Whatever sequence of
// flows, challenges, sessions and context data that one tries, a risk whose action is BLOCK ends without tokens.

const EMAIL = 'alice@example.com'

const BEGINNINGS = [
  'password',
  'srp',
  'choice',
  'choice of password',
  'choice of code',
  'custom',
  'custom with srp',
  'admin',
] as const

/** Stands for the oldest session: one of a sign-in at home. */
const LAST = 99

const RUNS = 12

/** Where every sequence begins: with a session of a sign-in at home, and a challenge to somebody abroad. */
const BEGINNING: readonly Step[] = [
  { do: 'begin', flow: 'password', at: 'home', session: undefined, forged: false },
  { do: 'begin', flow: 'srp', at: 'abroad', session: undefined, forged: false },
]

type Step =
  | {
      readonly do: 'begin'
      readonly flow: (typeof BEGINNINGS)[number]
      readonly at: 'home' | 'abroad'
      /** Which earlier session comes along, the latest first. */
      readonly session: number | undefined
      readonly forged: boolean
    }
  | {
      readonly do: 'answer'
      readonly held: number
      /** What a challenge that lets the user choose is answered with. */
      readonly choice: 'PASSWORD' | 'PASSWORD_SRP' | 'EMAIL_OTP'
      readonly asAdmin: boolean
      readonly forged: boolean
    }
  | { readonly do: 'wait' }

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('begin' as const),
      flow: fc.constantFrom(...BEGINNINGS),
      at: fc.constantFrom('home', 'abroad'),
      session: fc.option(fc.constantFrom(0, 1, LAST, LAST), { nil: undefined, freq: 3 }),
      forged: fc.boolean(),
    }),
  },
  {
    weight: 7,
    arbitrary: fc.record({
      do: fc.constant('answer' as const),
      held: fc.constantFrom(0, 0, 0, 1, 2),
      choice: fc.constantFrom('PASSWORD', 'PASSWORD_SRP', 'EMAIL_OTP'),
      asAdmin: fc.boolean(),
      forged: fc.boolean(),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('wait' as const) }) },
)

interface Answer {
  readonly AuthenticationResult?: object
  readonly ChallengeName?: string
  readonly ChallengeParameters?: Readonly<Record<string, string>>
  readonly Session?: string
}

interface Held {
  readonly name: string
  readonly parameters: Readonly<Record<string, string>>
  readonly session: string | undefined
  readonly client: SrpClient
  /** Whether the password was proven at home: then the sign-in is no risk, wherever its code is sent from. */
  readonly isProven: boolean
}

const FORGED_DEVICE = Buffer.from(
  JSON.stringify({
    payload: JSON.stringify({ contextData: { DeviceId: 'known', ClientTimezone: '-07:00' } }),
  }),
).toString('base64')

describe('a sign-in whose risk is blocked', () => {
  const functions = useFunctions()
  const journeys = useJourneys({
    ...withPlaces(),
    functions: { functions: functions.named(...CUSTOM_FUNCTIONS) },
  })
  setCustomFunctions(functions)
  const { call, alicesPool, events, now } = riskOn(journeys)
  const reached = { begun: 0, challenged: 0, blocked: 0 }
  let passed = 0

  async function tried(steps: readonly Step[]): Promise<void> {
    const pool = await alicesPool(always('BLOCK'), {
      attributes: { email: EMAIL, email_verified: 'true' },
      factors: 'e',
      settings: {
        LambdaConfig: CUSTOM_LAMBDAS,
        Policies: { SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD', 'EMAIL_OTP'] } },
        UserPoolAddOns: {
          AdvancedSecurityMode: 'ENFORCED',
          AdvancedSecurityAdditionalFlows: { CustomAuthMode: 'ENFORCED' },
        },
      },
    })
    const { UserPoolId, ClientId } = pool
    await journeys.administrate('AdminSetUserMFAPreference', {
      UserPoolId,
      Username: 'alice',
      EmailMfaSettings: { Enabled: true },
    })
    const held: Held[] = []

    const contextOf = (isForged: boolean, signed: boolean) =>
      signed
        ? {
            ContextData: {
              IpAddress: ABROAD.ip,
              ServerName: 'app.example',
              ServerPath: '/',
              HttpHeaders: [{ headerName: 'User-Agent', headerValue: isForged ? HOME.agent : ABROAD.agent }],
              ...(isForged && { EncodedData: FORGED_DEVICE }),
            },
          }
        : isForged && { UserContextData: { IpAddress: HOME.ip, EncodedData: FORGED_DEVICE } }

    function note(client: SrpClient, answer: unknown, isAbroad: boolean, isProven = false): void {
      if (Array.isArray(answer)) {
        if (answer[1] === 'Unable to login because of security reasons.') reached.blocked++
        return
      }
      const { AuthenticationResult, ChallengeName, ChallengeParameters, Session } = answer as Answer
      if (isAbroad) assert.equal(AuthenticationResult, undefined)
      if (ChallengeName)
        held.unshift({
          name: ChallengeName,
          parameters: ChallengeParameters ?? {},
          session: Session,
          client,
          isProven,
        })
      if (isAbroad && ChallengeName) reached.challenged++
    }

    async function begin({ flow, at, session, forged }: Extract<Step, { do: 'begin' }>): Promise<void> {
      const client = srpClient(UserPoolId, quickPower)
      const [AuthFlow, parameters] = {
        password: ['USER_PASSWORD_AUTH', { PASSWORD }],
        srp: ['USER_SRP_AUTH', { SRP_A: client.publicKey }],
        choice: ['USER_AUTH', {}],
        'choice of password': ['USER_AUTH', { PREFERRED_CHALLENGE: 'PASSWORD', PASSWORD }],
        'choice of code': ['USER_AUTH', { PREFERRED_CHALLENGE: 'EMAIL_OTP' }],
        custom: ['CUSTOM_AUTH', {}],
        'custom with srp': ['CUSTOM_AUTH', { CHALLENGE_NAME: 'SRP_A', SRP_A: client.publicKey }],
        admin: ['ADMIN_USER_PASSWORD_AUTH', { PASSWORD }],
      }[flow] as [string, object]
      const signed = flow === 'admin'
      const isAbroad = signed || at === 'abroad'
      const Session = session === undefined ? undefined : (held[session] ?? held.at(-1))?.session
      const input = {
        ClientId,
        ...(signed && { UserPoolId }),
        AuthFlow,
        AuthParameters: { USERNAME: 'alice', ...parameters },
        Session,
        ...contextOf(forged, signed),
      }
      const source: Source = isAbroad ? ABROAD : HOME
      reached.begun++
      const answered = await call(signed ? 'AdminInitiateAuth' : 'InitiateAuth', input, source, signed)
      const proves = signed || flow === 'password' || flow === 'choice of password'
      if (isAbroad && proves) assert.ok(Array.isArray(answered), `${flow}: ${JSON.stringify(answered)}`)
      note(client, answered, isAbroad, proves)
    }

    /** Always from abroad, and with the right answer. */
    async function answer({
      held: index,
      choice,
      asAdmin,
      forged,
    }: Extract<Step, { do: 'answer' }>): Promise<void> {
      const challenge = held[index]
      if (!challenge || challenge.isProven) return
      const { name, parameters, session, client } = challenge
      const proofs = {
        PASSWORD_VERIFIER: () => client.prove(parameters, PASSWORD, timestamp(now() + passed)),
        SELECT_CHALLENGE: () => ({ ANSWER: choice, PASSWORD, SRP_A: client.publicKey }),
        EMAIL_OTP: async () => ({ EMAIL_OTP_CODE: await journeys.codeTo(EMAIL) }),
        CUSTOM_CHALLENGE: () => ({ ANSWER: answerTo(0) }),
      }
      const prove = proofs[name as keyof typeof proofs] ?? assert.fail(name)
      const input = {
        ClientId,
        ...(asAdmin && { UserPoolId }),
        ChallengeName: name,
        Session: session,
        ChallengeResponses: { USERNAME: 'alice', ...(await prove()) },
        ...contextOf(forged, asAdmin),
      }
      const operation = asAdmin ? 'AdminRespondToAuthChallenge' : 'RespondToAuthChallenge'
      note(client, await call(operation, input, ABROAD, asAdmin), true)
    }

    for (const it of [...BEGINNING, ...steps]) {
      if (it.do === 'begin') await begin(it)
      else if (it.do === 'answer') await answer(it)
      else {
        journeys.house.passTime(MINUTE)
        passed += MINUTE
      }
    }
    const places = (await events(UserPoolId)).filter((it) => it.EventResponse === 'Pass')
    for (const { EventContextData } of places)
      assert.ok(EventContextData?.IpAddress?.startsWith(NETWORKS.seattle))
  }

  test('ends without tokens, whatever is tried', { timeout: 120_000 }, async () => {
    const property = fc.asyncProperty(fc.array(step, { minLength: 6, maxLength: 16, size: 'max' }), tried)
    await fc.assert(property, { numRuns: RUNS, endOnFailure: true })
    assert.ok(reached.begun > 2 * RUNS && reached.challenged >= RUNS, JSON.stringify(reached))
    assert.ok(reached.blocked > RUNS / 2, JSON.stringify(reached))
  })
})
