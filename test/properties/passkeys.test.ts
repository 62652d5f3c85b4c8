import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import fc from 'fast-check'
import { MINUTE, SECOND } from '../../src/kernel/clock.ts'
import { configure, type Ground, newGround, RP_ID, register } from '../operations/passkeys/fixtures.ts'
import type { Authenticator } from '../support/authenticator.ts'
import { type Journeys, openJourneys, type SignedUp } from '../support/journeys.ts'

// Two users with passkeys, and two clients. Sessions are answered in any place with any passkey, in any state of user and
// pool. There are tokens just when the model of a few lines says so, and each is for the user who signed.

const RUNS = 20
const LIFETIME = 3 * MINUTE

interface Kept {
  readonly authenticator: Authenticator
  readonly owner: number
  isDeleted: boolean
  /** What its counter was at the last signature, and at the last that the server accepted. */
  signed: number
  accepted: number
}

interface Held {
  readonly client: number
  readonly owner: number
  readonly session: string
  readonly options: { readonly challenge: string; readonly rpId: string }
  readonly at: number
  isSpent: boolean
}

interface Person {
  readonly user: SignedUp
  isEnabled: boolean
}

interface Model {
  readonly ground: Ground
  readonly clients: readonly string[]
  readonly people: readonly Person[]
  readonly passkeys: Kept[]
  readonly sessions: Held[]
  requiresVerification: boolean
  /** How many signatures were accepted. */
  accepted: number
}

type Manner = 'right' | 'unverified' | 'copied' | 'of another session' | 'of another page'

type Step =
  | { readonly do: 'register' | 'disable' | 'enable'; readonly who: number }
  | { readonly do: 'delete'; readonly passkey: number }
  | { readonly do: 'require'; readonly verification: boolean }
  | { readonly do: 'wait'; readonly seconds: number }
  | { readonly do: 'begin'; readonly who: number; readonly client: number }
  | {
      readonly do: 'answer'
      readonly session: number
      readonly passkey: number
      readonly manner: Manner
      readonly elsewhere: 'nowhere' | 'another client' | 'another user'
    }

const who = fc.nat({ max: 1 })
const which = fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, { weight: 2, arbitrary: fc.nat({ max: 3 }) })
const mostly = <Value>(usual: Value, ...others: Value[]) =>
  fc.oneof({ weight: 3, arbitrary: fc.constant(usual) }, { weight: 1, arbitrary: fc.constantFrom(...others) })
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 2, arbitrary: fc.record({ do: fc.constant('register' as const), who }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('delete' as const), passkey: which }) },
  { weight: 1, arbitrary: fc.record({ do: mostly('enable' as const, 'disable' as const), who }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('require' as const), verification: fc.boolean() }) },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('wait' as const), seconds: mostly(10, 100, 200) }),
  },
  { weight: 6, arbitrary: fc.record({ do: fc.constant('begin' as const), who, client: who }) },
  {
    weight: 10,
    arbitrary: fc.record({
      do: fc.constant('answer' as const),
      session: which,
      passkey: which,
      manner: mostly<Manner>('right', 'unverified', 'copied', 'of another session', 'of another page'),
      elsewhere: mostly('nowhere' as const, 'another client' as const, 'another user' as const),
    }),
  },
)

let it: Journeys
let ground: Ground
let clients: string[]
let shift = 0

before(async () => {
  const started = Date.now()
  it = await openJourneys({ clock: () => started })
  ground = await newGround(it)
  const choosing = () => it.newClient(ground.pool, { ExplicitAuthFlows: ['ALLOW_USER_AUTH'] })
  clients = [await choosing(), await choosing()]
})
after(() => it.close())

/** The newest come first, as they are the likeliest to be good. */
function pick<Item>(items: readonly Item[], index: number): Item | undefined {
  return items.at(-1 - (items.length === 0 ? 0 : index % items.length))
}

const call = (operation: Parameters<Journeys['ok']>[0], input: object) =>
  it.house.call(operation, input, { signed: false })

const administrate = (operation: Parameters<Journeys['ok']>[0], { user }: Person) =>
  it.administrate(operation, { UserPoolId: ground.pool, Username: user.Username })

async function newPerson(): Promise<Person> {
  return { user: await it.member(ground.pool, ground.client), isEnabled: true }
}

async function run(model: Model, step: Step): Promise<void> {
  const { people, passkeys, sessions } = model
  switch (step.do) {
    case 'register': {
      const person = people[step.who] ?? assert.fail('nobody')
      if (!person.isEnabled || passkeys.length > 6) return
      const authenticator = await register(ground, await it.signIn(person.user))
      passkeys.push({ authenticator, owner: step.who, isDeleted: false, signed: 1, accepted: 1 })
      return
    }
    case 'delete': {
      const passkey = pick(passkeys, step.passkey)
      const owner = passkey && people[passkey.owner]
      if (!passkey || passkey.isDeleted || !owner?.isEnabled) return
      const AccessToken = await it.signIn(owner.user)
      await it.ok('DeleteWebAuthnCredential', { AccessToken, CredentialId: passkey.authenticator.id })
      passkey.isDeleted = true
      return
    }
    case 'enable':
    case 'disable': {
      const person = people[step.who] ?? assert.fail('nobody')
      await administrate(step.do === 'enable' ? 'AdminEnableUser' : 'AdminDisableUser', person)
      person.isEnabled = step.do === 'enable'
      return
    }
    case 'require':
      await configure(it, ground.pool, {
        RelyingPartyId: RP_ID,
        UserVerification: step.verification ? 'required' : 'preferred',
      })
      model.requiresVerification = step.verification
      return
    case 'wait':
      shift += step.seconds * SECOND
      it.house.passTime(step.seconds * SECOND)
      return
    case 'begin':
      return begin(model, step.who, step.client)
    case 'answer': {
      const [session, passkey] = [pick(sessions, step.session), pick(passkeys, step.passkey)]
      if (session && passkey) await answer(model, session, passkey, step)
    }
  }
}

async function begin({ people, passkeys, sessions }: Model, who: number, client: number): Promise<void> {
  const { user } = people[who] ?? assert.fail('nobody')
  const { json } = await call('InitiateAuth', {
    ClientId: clients[client],
    AuthFlow: 'USER_AUTH',
    AuthParameters: { USERNAME: user.Username, PREFERRED_CHALLENGE: 'WEB_AUTHN' },
  })
  const has = passkeys.some(({ owner, isDeleted }) => owner === who && !isDeleted)
  assert.equal(json.ChallengeName, has ? 'WEB_AUTHN' : 'SELECT_CHALLENGE', JSON.stringify(json))
  if (!has) return
  const options = JSON.parse(json.ChallengeParameters.CREDENTIAL_REQUEST_OPTIONS)
  sessions.push({ client, owner: who, session: json.Session, options, at: shift, isSpent: false })
}

async function answer(
  model: Model,
  held: Held,
  passkey: Kept,
  { manner, elsewhere }: Extract<Step, { do: 'answer' }>,
): Promise<void> {
  const { people, sessions, requiresVerification } = model
  const client = elsewhere === 'another client' ? 1 - held.client : held.client
  const owner = elsewhere === 'another user' ? 1 - held.owner : held.owner
  const person = people[owner] ?? assert.fail('nobody')
  const other = sessions.find(({ options }) => options !== held.options) ?? held
  const { authenticator } = passkey
  authenticator.rewind(manner === 'copied' ? passkey.accepted - 1 : passkey.signed)
  const credential = authenticator.get(manner === 'of another session' ? other.options : held.options, {
    userVerified: manner !== 'unverified',
    ...(manner === 'of another page' && { origin: 'https://example.com' }),
  })
  if (manner !== 'copied') passkey.signed++

  const reachesSession = elsewhere === 'nowhere' && !held.isSpent && shift - held.at <= LIFETIME
  const isRight =
    manner === 'right' ||
    (manner === 'unverified' && !requiresVerification) ||
    (manner === 'of another session' && other === held)
  const isAccepted =
    reachesSession && isRight && person.isEnabled && passkey.owner === held.owner && !passkey.isDeleted

  const { json } = await call('RespondToAuthChallenge', {
    ClientId: clients[client],
    ChallengeName: 'WEB_AUTHN',
    Session: held.session,
    ChallengeResponses: { USERNAME: person.user.Username, CREDENTIAL: JSON.stringify(credential) },
  })
  if (reachesSession) held.isSpent = true
  assert.equal(json.AuthenticationResult !== undefined, isAccepted, JSON.stringify(json))
  if (!isAccepted) return
  passkey.accepted = passkey.signed
  model.accepted++
  const { AccessToken } = json.AuthenticationResult
  assert.equal((await it.ok('GetUser', { AccessToken })).Username, person.user.Username)
}

test('tokens come for a signature of one of the user’s passkeys, over the session’s challenge, once', async () => {
  let accepted = 0
  const steps = fc.array(step, { minLength: 15, maxLength: 40 })
  await fc.assert(
    fc.asyncProperty(steps, async (further) => {
      const people = [await newPerson(), await newPerson()]
      const model: Model = {
        ground,
        clients,
        people,
        passkeys: [],
        sessions: [],
        requiresVerification: false,
        accepted: 0,
      }
      const beginning: Step[] = [
        { do: 'require', verification: false },
        { do: 'register', who: 0 },
        { do: 'register', who: 1 },
      ]
      for (const step of [...beginning, ...further]) await run(model, step)
      accepted += model.accepted
    }),
    { numRuns: RUNS },
  )
  // Chance decides how many there are, most often two a run: far fewer would mean that the test no longer tests.
  assert.ok(accepted > RUNS / 4, `${accepted} sign-ins`)
})
