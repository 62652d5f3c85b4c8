import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import fc from 'fast-check'
import { MINUTE } from '../../src/kernel/clock.ts'
import { chooseNewPassword, prove, signIn, srpChallenge, WRONG } from '../operations/sign-in/fixtures.ts'
import { usePoolhouse } from '../support/poolhouse.ts'
import { inviteUser, newClient, newPool, newUser, PASSWORD, TEMPORARY } from '../support/pools.ts'

// Two pools with users of the same names, and three clients. Every session and proof is tried in every place. A model
// of a few lines predicts when tokens are issued, and the server must agree with it.

const CHOSEN = 'Chosen-Horse-7'
const LIFETIME = 3 * MINUTE

const started = Date.now()
const house = usePoolhouse({ clock: () => started })
const root = house.client()
/** The first two of the first pool, the third of the second. */
const clients: { id: string; pool: string }[] = []
let shift = 0
let runs = 0

before(async () => {
  const pools = [await newPool(root), await newPool(root)] as const
  for (const pool of [pools[0], pools[0], pools[1]]) {
    clients.push({ id: (await newClient(root, pool)).id, pool })
  }
})

interface Account {
  password: string
  invited: boolean
  /** Failures since the last success; from the fifth on, the user may be locked out. */
  failures: number
}

interface Held {
  readonly kind: 'session' | 'proof'
  readonly client: number
  readonly user: string
  readonly at: number
  /** The password that was right when this began, and the one that was used. */
  readonly right: string
  readonly used: string
  readonly session: string | undefined
  readonly responses: Record<string, string>
  spent: boolean
}

type Step =
  | {
      readonly do: 'password'
      readonly client: number
      readonly user: number
      readonly password: string | undefined
    }
  | {
      readonly do: 'begin'
      readonly client: number
      readonly user: number
      readonly password: string | undefined
    }
  | {
      readonly do: 'answer'
      readonly held: number
      readonly client?: number | undefined
      readonly user?: number | undefined
      readonly forge: boolean
      readonly password: string
    }
  | { readonly do: 'wait'; readonly minutes: number }

type StepOf<Kind extends Step['do']> = Extract<Step, { readonly do: Kind }>

const client = fc.nat(2)
const user = fc.nat(1)
/** Undefined for the right password. */
const password = fc.constantFrom(undefined, undefined, undefined, undefined, PASSWORD, TEMPORARY, WRONG)
const rarely = (index: fc.Arbitrary<number>) =>
  fc.oneof({ weight: 4, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: index })
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 2, arbitrary: fc.record({ do: fc.constant('password' as const), client, user, password }) },
  { weight: 5, arbitrary: fc.record({ do: fc.constant('begin' as const), client, user, password }) },
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('answer' as const),
      held: fc.constantFrom(0, 0, 0, 1, 2, 3),
      client: rarely(client),
      user: rarely(user),
      forge: fc.oneof(
        { weight: 4, arbitrary: fc.constant(false) },
        { weight: 1, arbitrary: fc.constant(true) },
      ),
      password: fc.constantFrom(CHOSEN, CHOSEN, 'short'),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('wait' as const), minutes: fc.constantFrom(1, 4) }) },
)

const now = () => started + shift

/** What the model knows about one sequence of steps. */
interface World {
  readonly names: readonly [confirmed: string, invited: string]
  readonly accounts: ReadonlyMap<string, Account>
  readonly held: Held[]
}

const clientAt = (index: number) => clients[index] ?? assert.fail('no client')

function accountOf({ accounts }: World, client: number, name: string): Account {
  return accounts.get(`${clientAt(client).pool} ${name}`) ?? assert.fail('no account')
}

/** One sequence of steps against the server and the model side by side. */
async function follow(steps: readonly Step[]): Promise<void> {
  const world = await newWorld()
  for (const step of steps) {
    if (step.do === 'wait') wait(step)
    else if (step.do === 'password') await signInByPassword(world, step)
    else if (step.do === 'begin') await beginSrp(world, step)
    else await answerHeld(world, step)
  }
}

/** A confirmed and an invited user with new names, in both pools. */
async function newWorld(): Promise<World> {
  runs++
  const names = [`confirmed-${runs}`, `invited-${runs}`] as const
  const accounts = new Map<string, Account>()
  for (const { id, pool } of [clients[0], clients[2]].filter((it) => it !== undefined)) {
    assert.ok(id)
    await newUser(root, pool, names[0])
    await inviteUser(root, pool, names[1])
    accounts.set(`${pool} ${names[0]}`, { password: PASSWORD, invited: false, failures: 0 })
    accounts.set(`${pool} ${names[1]}`, { password: TEMPORARY, invited: true, failures: 0 })
  }
  return { names, accounts, held: [] }
}

function wait({ minutes }: StepOf<'wait'>): void {
  house.passTime(minutes * MINUTE)
  shift += minutes * MINUTE
}

async function signInByPassword(world: World, step: StepOf<'password'>): Promise<void> {
  const name = nameAt(world, step.user)
  const account = accountOf(world, step.client, name)
  const used = step.password ?? account.password
  const answer = await outcome(signIn(root, clientAt(step.client).id, name, used))
  const right = used === account.password && !answer.locked
  if (!right && !answer.locked) account.failures++
  assert.equal(answer.tokens, right && proven(world, step.client, name, answer.session))
  if (answer.locked) assert.ok(account.failures >= 5)
}

async function beginSrp(world: World, step: StepOf<'begin'>): Promise<void> {
  const [{ id, pool }, name] = [clientAt(step.client), nameAt(world, step.user)]
  const right = accountOf(world, step.client, name).password
  const used = step.password ?? right
  const { responses } = await srpChallenge(root, pool, id, name, used, { now: now() })
  world.held.push({
    ...{ kind: 'proof', client: step.client, user: name, at: now(), right, used },
    ...{ session: undefined, responses, spent: false },
  })
}

/** Where, by whom and whether in time a session or proof is tried. */
interface Attempt {
  readonly thing: Held
  readonly client: number
  readonly name: string
  /** It was begun here, is unused and has not expired. */
  readonly counts: boolean
}

async function answerHeld(world: World, step: StepOf<'answer'>): Promise<void> {
  const { held } = world
  const thing = held[held.length - 1 - (step.held % Math.max(held.length, 1))]
  if (!thing) return
  const client = step.client ?? thing.client
  const name = step.user === undefined ? thing.user : nameAt(world, step.user)
  const isHome = client === thing.client && name === thing.user
  const counts = isHome && !thing.spent && now() - thing.at <= LIFETIME
  const attempt = { thing, client, name, counts }
  await (thing.kind === 'session' ? choosePassword : answerSrp)(world, attempt, step)
}

async function choosePassword(world: World, attempt: Attempt, step: StepOf<'answer'>): Promise<void> {
  const { thing, client, name, counts } = attempt
  const account = accountOf(world, client, name)
  const forged = `${thing.session?.slice(0, 50)}${step.forge ? '~' : ''}${thing.session?.slice(50)}`
  const answers = { USERNAME: name, NEW_PASSWORD: step.password }
  const answer = await outcome(chooseNewPassword(root, clientAt(client).id, forged, answers))
  const right = counts && !step.forge && account.password === thing.right && account.invited
  assert.equal(answer.tokens, right && step.password !== 'short')
  if (!answer.tokens) return
  Object.assign(account, { password: step.password, invited: false, failures: 0 })
  thing.spent = true
}

async function answerSrp(world: World, attempt: Attempt, step: StepOf<'answer'>): Promise<void> {
  const { thing, client, name, counts } = attempt
  const account = accountOf(world, client, name)
  const responses: Record<string, string> = { ...thing.responses, USERNAME: name }
  if (step.forge) responses.PASSWORD_CLAIM_SIGNATURE = Buffer.alloc(32, 1).toString('base64')
  const answer = await outcome(prove(root, clientAt(client).id, responses))
  if (answer.locked) assert.ok(account.failures >= 5)
  const looked = counts && !answer.locked
  const right = looked && !step.forge && thing.used === thing.right && thing.right === account.password
  if (looked) thing.spent = true
  if (looked && !right) account.failures++
  assert.equal(answer.tokens, right && proven(world, client, name, answer.session))
}

/** Whether a proven password leads to tokens, and not to a session that asks for a new one. */
function proven(world: World, client: number, name: string, session: string | undefined): boolean {
  const account = accountOf(world, client, name)
  if (!account.invited) account.failures = 0
  if (!account.invited) return true
  const right = account.password
  assert.ok(session, 'an invited user is asked for a new password')
  world.held.push({
    ...{ kind: 'session', client, user: name, at: now(), right, used: right, session },
    ...{ responses: { USERNAME: name }, spent: false },
  })
  return false
}

function nameAt({ names }: World, user: number): string {
  return names[user] ?? assert.fail('no user')
}

interface Outcome {
  readonly tokens: boolean
  readonly session: string | undefined
  readonly locked: boolean
}

async function outcome(
  call: Promise<{ AuthenticationResult?: unknown; Session?: string | undefined }>,
): Promise<Outcome> {
  try {
    const { AuthenticationResult, Session } = await call
    return { tokens: AuthenticationResult !== undefined, session: Session, locked: false }
  } catch (error) {
    const { name, message } = error as Error
    assert.ok(['NotAuthorizedException', 'InvalidPasswordException'].includes(name), `${name}: ${message}`)
    return { tokens: false, session: undefined, locked: message === 'Password attempts exceeded' }
  }
}

describe('any sequence of sign-in steps', () => {
  test('gives tokens exactly to those who proved all that was asked', async () => {
    await fc.assert(fc.asyncProperty(fc.array(step, { minLength: 6, maxLength: 18 }), follow), {
      numRuns: 30,
    })
  })
})
