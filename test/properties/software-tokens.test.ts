import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import fc from 'fast-check'
import { MINUTE } from '../../src/kernel/clock.ts'
import { codeAt, STEP } from '../support/authenticator-app.ts'
import { type Journeys, openJourneys } from '../support/journeys.ts'
import { newMfaPool } from '../support/mfa.ts'
import { newUser, PASSWORD } from '../support/pools.ts'

// A user with an authenticator app, in a pool that demands one. Whatever is sent in whatever order, a code is accepted if
// it is of the present step or of one beside it, and later than every code that this secret was used with: over all
// operations. There are tokens just when the model of a few lines says so.

const RUNS = 60
const LIFETIME = 3 * MINUTE
/** The fifth failure locks, which other tests look at. */
const MOST_FAILURES = 4

interface Secret {
  readonly text: string
  /** The latest step that was used, once it is verified. */
  lastStep: number
}

type Kind = 'set-up' | 'associated' | 'verified' | 'code'

interface Session {
  readonly text: string
  readonly kind: Kind
  readonly at: number
  spent: boolean
  /** Of a session that has verified one. */
  readonly secret?: Secret | undefined
}

/** What a user of one run has, and what the server must know of it. */
interface Model {
  readonly Username: string
  verified: Secret | undefined
  pending: Secret | undefined
  accessToken: string | undefined
  failures: number
  /** How many codes were. */
  accepted: number
  readonly secrets: Secret[]
  readonly sessions: Session[]
}

type Step =
  | { readonly do: 'wait'; readonly seconds: number }
  | { readonly do: 'sign in' }
  | { readonly do: 'associate'; readonly by: 'token' | 'session'; readonly which: number }
  | {
      readonly do: 'verify'
      readonly by: 'token' | 'session'
      readonly which: number
      readonly secret: number
      readonly drift: number
    }
  | { readonly do: 'answer'; readonly which: number; readonly secret: number; readonly drift: number }
  | { readonly do: 'finish'; readonly which: number }
  | { readonly do: 'delete' }

const which = fc.oneof({ weight: 5, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.nat({ max: 3 }) })
const by = fc.constantFrom('token' as const, 'session' as const)
const drift = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(0, 1) },
  { weight: 2, arbitrary: fc.integer({ min: -2, max: 2 }) },
)
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('wait' as const), seconds: fc.integer({ min: 5, max: 70 }) }),
  },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('sign in' as const) }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('associate' as const), by, which }) },
  {
    weight: 6,
    arbitrary: fc.record({ do: fc.constant('verify' as const), by, which, secret: which, drift }),
  },
  { weight: 8, arbitrary: fc.record({ do: fc.constant('answer' as const), which, secret: which, drift }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('finish' as const), which }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('delete' as const) }) },
)

/** A sign-in that sets an app up. */
const SET_UP: readonly Step[] = [
  { do: 'sign in' },
  { do: 'associate', by: 'session', which: 0 },
  { do: 'verify', by: 'session', which: 0, secret: 0, drift: -1 },
  { do: 'finish', which: 0 },
]
const steps = fc
  .tuple(fc.boolean(), fc.array(step, { minLength: 20, maxLength: 40 }))
  .map(([isSetUp, further]) => (isSetUp ? [...SET_UP, ...further] : further))

const started = Math.floor(Date.now() / STEP) * STEP
let now = started
let it: Journeys
let pool: string
let client: string
let runs = 0

before(async () => {
  it = await openJourneys({ clock: () => started })
  pool = await newMfaPool(it.house.client(), 'ON', 't')
  client = await it.newClient(pool)
})
after(() => it.close())

/** The newest come first, as they are the likeliest to be good. */
function pick<Item>(items: readonly Item[], index: number): Item | undefined {
  return items.at(-1 - (items.length === 0 ? 0 : index % items.length))
}

const stepOf = (instant: number) => Math.floor(instant / STEP)
const isLive = ({ at, spent }: Session) => !spent && now - at <= LIFETIME
const call = (operation: Parameters<Journeys['ok']>[0], input: object) =>
  it.house.call(operation, input, { signed: false })

/** The steps that a code belongs to where this secret is asked for: by chance, also one of another secret. */
function stepsOf(asked: Secret | undefined, code: string): number[] {
  const present = stepOf(now)
  const steps = asked ? [present, present - 1, present + 1] : []
  return steps.filter((step) => codeAt(asked?.text ?? '', step * STEP) === code)
}

const RUN: {
  readonly [Name in Step['do']]: (model: Model, step: Extract<Step, { do: Name }>) => Promise<void>
} = {
  async wait(_, { seconds }) {
    now += seconds * 1000
    it.house.passTime(seconds * 1000)
  },

  async 'sign in'(model) {
    const AuthParameters = { USERNAME: model.Username, PASSWORD }
    const { json } = await call('InitiateAuth', {
      ClientId: client,
      AuthFlow: 'USER_PASSWORD_AUTH',
      AuthParameters,
    })
    assert.equal(json.AuthenticationResult, undefined)
    assert.equal(json.ChallengeName, model.verified ? 'SOFTWARE_TOKEN_MFA' : 'MFA_SETUP')
    const kind = model.verified ? 'code' : 'set-up'
    model.sessions.push({ text: json.Session, kind, at: now, spent: false })
  },

  async associate(model, { by, which }) {
    const session = pick(model.sessions, which)
    if (by === 'token' ? !model.accessToken : !session) return
    const claim = by === 'token' ? { AccessToken: model.accessToken } : { Session: session?.text }
    const { status, json } = await call('AssociateSoftwareToken', claim)
    const isSetUp = session?.kind === 'set-up' || session?.kind === 'associated'
    const isAllowed = by === 'token' || (session && isSetUp && isLive(session) && !model.verified)
    assert.equal(status === 200, Boolean(isAllowed), JSON.stringify(json))
    if (status !== 200) return
    model.pending = { text: json.SecretCode, lastStep: Number.NEGATIVE_INFINITY }
    model.secrets.push(model.pending)
    if (by === 'token' || !session) return
    session.spent = true
    model.sessions.push({ text: json.Session, kind: 'associated', at: now, spent: false })
  },

  async verify(model, { by, which, secret, drift }) {
    const session = pick(model.sessions, which)
    const used = pick(model.secrets, secret)
    if (!used || model.failures >= MOST_FAILURES) return
    if (by === 'token' ? !model.accessToken : !session) return
    const claim = by === 'token' ? { AccessToken: model.accessToken } : { Session: session?.text }
    const UserCode = codeAt(used.text, now + drift * STEP)
    const { status, json } = await call('VerifySoftwareToken', { ...claim, UserCode })
    const asked = model.pending ?? model.verified
    const isLooked = by === 'token' || (session?.kind === 'associated' && isLive(session))
    const isAllowed = by === 'token' || !model.verified
    const good = meet(model, asked, UserCode, { isLooked, isAllowed })
    assert.equal(status === 200, good, JSON.stringify(json))
    if (!good) return
    model.verified = asked
    model.pending = undefined
    if (by === 'token' || !session) return
    session.spent = true
    model.sessions.push({ text: json.Session, kind: 'verified', at: now, spent: false, secret: asked })
  },

  async answer(model, { which, secret, drift }) {
    const session = pick(model.sessions, which)
    const used = pick(model.secrets, secret)
    if (!session || !used || model.failures >= MOST_FAILURES) return
    const code = codeAt(used.text, now + drift * STEP)
    const ChallengeResponses = { USERNAME: model.Username, SOFTWARE_TOKEN_MFA_CODE: code }
    const { status, json } = await call('RespondToAuthChallenge', {
      ClientId: client,
      ChallengeName: 'SOFTWARE_TOKEN_MFA',
      Session: session.text,
      ChallengeResponses,
    })
    const isLooked = session.kind === 'code' && isLive(session) && model.verified !== undefined
    const good = meet(model, model.verified, code, { isLooked, isAllowed: true })
    assert.equal(status === 200, good, JSON.stringify(json))
    if (good) signedIn(model, session, json)
  },

  async finish(model, { which }) {
    const session = pick(model.sessions, which)
    if (!session) return
    const { status, json } = await call('RespondToAuthChallenge', {
      ClientId: client,
      ChallengeName: 'MFA_SETUP',
      Session: session.text,
      ChallengeResponses: { USERNAME: model.Username },
    })
    const good = session.kind === 'verified' && isLive(session) && session.secret === model.verified
    assert.equal(status === 200, good, JSON.stringify(json))
    if (good) signedIn(model, session, json)
    else if (session.kind === 'set-up' || session.kind === 'associated') session.spent = true
  },

  async delete(model) {
    await it.administrate('AdminDeleteSoftwareToken', { UserPoolId: pool, Username: model.Username })
    model.verified = undefined
    model.pending = undefined
  },
}

/**
 * Whether a code must be accepted where this secret is asked for. Notes its use, or the failure: a code that fits but was
 * used before is none.
 */
function meet(
  model: Model,
  asked: Secret | undefined,
  code: string,
  { isLooked, isAllowed }: { readonly isLooked: boolean; readonly isAllowed: boolean },
): boolean {
  if (!isLooked) return false
  const fitting = stepsOf(asked, code)
  const step = fitting.find((step) => step > (asked?.lastStep ?? 0))
  if (!asked || !isAllowed || step === undefined) {
    if (fitting.length === 0) model.failures++
    return false
  }
  asked.lastStep = step
  model.accepted++
  return true
}

function signedIn(
  model: Model,
  session: Session,
  json: { readonly AuthenticationResult?: { readonly AccessToken: string } },
): void {
  model.accessToken = json.AuthenticationResult?.AccessToken ?? assert.fail('no tokens')
  model.failures = 0
  session.spent = true
}

test('a code counts once, over all operations and in whatever order they come', async () => {
  let codes = 0
  await fc.assert(
    fc.asyncProperty(steps, async (all) => {
      const Username = `user-${runs++}`
      await newUser(it.house.client(), pool, Username)
      const model: Model = {
        Username,
        verified: undefined,
        pending: undefined,
        accessToken: undefined,
        failures: 0,
        accepted: 0,
        secrets: [],
        sessions: [],
      }
      for (const each of all) await RUN[each.do](model, each as never)
      codes += model.accepted
    }),
    { numRuns: RUNS },
  )
  assert.ok(codes > RUNS / 4, `${codes} codes were accepted`)
})
