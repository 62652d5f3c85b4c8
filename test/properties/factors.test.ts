import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import {
  AssociateSoftwareTokenCommand,
  type AuthFactorType,
  InitiateAuthCommand,
  RespondToAuthChallengeCommand,
  VerifySoftwareTokenCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import fc from 'fast-check'
import { MINUTE, SECOND } from '../../src/kernel/clock.ts'
import { ALWAYS } from '../operations/devices/fixtures.ts'
import { signIn, WRONG } from '../operations/sign-in/fixtures.ts'
import { STEP } from '../support/authenticator-app.ts'
import { newMfaPool } from '../support/mfa.ts'
import { usePoolhouse } from '../support/poolhouse.ts'
import { ALL_FLOWS, newClient, newUser, PASSWORD } from '../support/pools.ts'
import { ATTEMPTS, appCode, type Expected, proofOf, toOutcome } from './factors-attempts.ts'
import { changeAccount, configure, rememberDevice } from './factors-changes.ts'
import {
  type Account,
  available,
  type ChallengeName,
  chosen,
  demanded,
  following,
  type Held,
  isFirstStep,
  isGood,
  newAccount,
  type Pool,
  stepOf,
} from './factors-model.ts'
import { isLocked, type Outcome, outcomeOf } from './factors-outcome.ts'
import {
  type Change,
  type Configuration,
  configuration,
  type Given,
  type Step,
  type StepOf,
  step,
  type Which,
} from './factors-steps.ts'

// Two pools with users of the same names, and three clients. Every session and code is tried in every place, while users
// and pools change. The model predicts what each step comes to, and the server must agree with it.

const LIFETIME = 3 * MINUTE

const started = Math.floor(Date.now() / STEP) * STEP
let now = started
let runs = 0
const house = usePoolhouse({ clock: () => started })
const root = house.client()
const pools: Pool[] = []
/** The first two of the first pool, the third of the second. */
const clients: { readonly id: string; readonly pool: Pool }[] = []

before(async () => {
  await addPool(2, false, ALWAYS)
  await addPool(1, true, { Policies: { SignInPolicy: { AllowedFirstAuthFactors: FIRST_FACTORS } } })
})

const FIRST_FACTORS: AuthFactorType[] = ['PASSWORD', 'EMAIL_OTP', 'SMS_OTP']
const FLOWS = { ExplicitAuthFlows: [...ALL_FLOWS.ExplicitAuthFlows, 'ALLOW_USER_AUTH' as const] }

async function addPool(count: number, hasChoice: boolean, settings: object): Promise<void> {
  const pool: Pool = { id: await newMfaPool(root, 'OFF', '', settings), hasChoice, mfa: 'OFF', offers: '' }
  pools.push(pool)
  for (let i = 0; i < count; i++) clients.push({ id: (await newClient(root, pool.id, FLOWS)).id, pool })
}

interface World {
  /** Two users with an app, a number and an address, and a bare one; in the second pool one, who bears the name of another. */
  readonly accounts: readonly Account[]
  readonly held: Held[]
}

const clientAt = (index: number) => clients[index] ?? assert.fail('no client')

function accountAt({ accounts }: World, client: number, name: number): Account {
  const found = accounts.filter(({ pool }) => pool === clientAt(client).pool)
  return found[name % found.length] ?? assert.fail('no account')
}

/** One sequence of steps against the server and the model side by side. */
async function follow([first, second, steps]: readonly [Configuration, Configuration, readonly Step[]]) {
  const world = await newWorld([first, second])
  for (const step of steps) {
    pass(STEP / 4)
    if (step.do === 'password') await givePassword(world, step)
    else if (step.do === 'choose') await choose(world, step)
    else if (step.do === 'remember') await rememberDevice(root, world.accounts[step.user] ?? assert.fail())
    else if (step.do === 'answer') await answerHeld(world, step)
    else if (step.do === 'set-up') await setUpHeld(world, step)
    else if (step.do === 'change')
      await changeAccount(house, root, world.accounts[step.user] ?? assert.fail(), step.change)
    else if (step.do === 'configure') await configure(root, pools[step.pool] ?? assert.fail(), step.to)
    else pass(step.seconds * SECOND)
  }
}

function pass(milliseconds: number): void {
  now += milliseconds
  house.passTime(milliseconds)
}

/** What a user has to begin with. */
const FIRST_CHANGES: readonly Change[] = [
  { what: 'register app' },
  { what: 'add contact', factor: 's' },
  { what: 'add contact', factor: 'e' },
  { what: 'prefer', factor: 't', on: true, preferred: false },
  { what: 'prefer', factor: 's', on: true, preferred: false },
]

async function newWorld(configurations: readonly Configuration[]): Promise<World> {
  runs++
  const accounts: Account[] = []
  for (const [index, pool] of pools.entries()) {
    for (const name of [`known-${runs}`, `other-${runs}`].slice(index)) {
      const account = newAccount({ pool, name, sub: await newUser(root, pool.id, name), password: PASSWORD })
      accounts.push(account)
      for (const change of FIRST_CHANGES) await changeAccount(house, root, account, change)
    }
    if (index === 0) {
      const name = `bare-${runs}`
      accounts.push(newAccount({ pool, name, sub: await newUser(root, pool.id, name), password: PASSWORD }))
    }
    await configure(root, pool, configurations[index] ?? assert.fail())
  }
  return { accounts, held: [] }
}

async function givePassword(world: World, step: StepOf<'password'>): Promise<void> {
  const { client, right } = step
  const account = accountAt(world, client, step.name)
  const password = right ? account.password : WRONG
  const foreign = world.accounts.find((it) => it !== account && it.device)?.device
  const device = step.device === 'foreign' ? foreign : step.device === 'own' ? account.device : undefined
  const named = device && { DEVICE_KEY: device.DeviceKey }
  const answer = await outcomeOf(signIn(root, clientAt(client).id, account.name, password, named))
  const isTracked = device !== undefined && account.pool === pools[0]
  const isUnknown = isTracked && device !== account.device
  const expect = () =>
    right && account.enabled && !isUnknown ? following(account, undefined, isTracked) : 'refused'
  await settle(world, account, answer, expect, { client })
}

/** USER_AUTH, with or without the factor to begin with. */
async function choose(world: World, { preferred, right }: StepOf<'choose'>): Promise<void> {
  const client = 2
  const account = accountAt(world, client, 0)
  const AuthParameters = {
    USERNAME: account.name,
    ...(preferred && { PREFERRED_CHALLENGE: preferred }),
    ...(preferred === 'PASSWORD' && { PASSWORD: right ? account.password : WRONG }),
  }
  const input = { ClientId: clientAt(client).id, AuthFlow: 'USER_AUTH' as const, AuthParameters }
  const answer = await outcomeOf(root.send(new InitiateAuthCommand(input)))
  const expect = () =>
    preferred && available(account).includes(preferred)
      ? chosen(account, preferred, right)
      : 'SELECT_CHALLENGE'
  await settle(world, account, answer, expect, { client })
}

function heldAt({ held }: World, { back, isReplayed }: Which): Held | undefined {
  const some = isReplayed ? held : held.filter(({ spent, until }) => !spent && now <= until)
  return some.at(-1 - (back % Math.max(some.length, 1)))
}

async function answerHeld(world: World, step: StepOf<'answer'>): Promise<void> {
  const thing = heldAt(world, step.held)
  if (!thing) return
  const { given, pick } = step
  if (step.change) await changeAccount(house, root, thing.account, step.change)
  if (step.to) await configure(root, thing.account.pool, step.to)
  const furtherStep = (['verify', 'associate'] as const).find((part) => thing.accepts.includes(part))
  if (!step.challenge && furtherStep && pick % 4 < 3) return setUp(world, { thing, part: furtherStep, given })
  const client = step.client ?? thing.client
  const account =
    step.name === undefined && clientAt(client).pool === thing.account.pool
      ? thing.account
      : accountAt(world, client, step.name ?? 0)
  const challenge = step.challenge ?? thing.accepts[0]
  const { answers, expect } = ATTEMPTS[challenge]({ ...world, thing, account, given, pick, now })
  const answer = await respond(client, challenge, thing.text, { USERNAME: account.name, ...answers })
  const expected = () => (isGood(thing, challenge, { client, account, now }) ? expect() : 'refused')
  await settle(world, account, answer, expected, { client, after: thing })
}

async function setUpHeld(world: World, { held, part, given }: StepOf<'set-up'>): Promise<void> {
  const thing = heldAt(world, held)
  if (thing) await setUp(world, { thing, part, given })
}

/** AssociateSoftwareToken or VerifySoftwareToken with a session. */
async function setUp(
  world: World,
  {
    thing,
    part,
    given,
  }: { readonly thing: Held; readonly part: 'associate' | 'verify'; readonly given: Given },
): Promise<void> {
  const { client, account } = thing
  const mayGoOn = () => isGood(thing, part, { client, account, now }) && demanded(account).setUp.includes('t')
  if (part === 'associate') {
    const answer = await outcomeOf(root.send(new AssociateSoftwareTokenCommand({ Session: thing.text })))
    assert.equal(answer.session !== undefined, mayGoOn())
    if (answer.session === undefined) return
    thing.spent = true
    account.pending = { secret: answer.secret ?? assert.fail('no secret'), used: 0 }
    hold(world, thing, answer.session, { accepts: ['MFA_SETUP', 'associate', 'verify'] })
    return
  }
  const UserCode = appCode({ ...world, account, given, now }, account.pending?.secret)
  const answer = await outcomeOf(root.send(new VerifySoftwareTokenCommand({ Session: thing.text, UserCode })))
  if (isLocked(account, answer)) return
  const used = stepOf(account.pending, UserCode, now)
  assert.equal(answer.session !== undefined, mayGoOn() && used !== undefined)
  if (answer.session === undefined) return void account.failures++
  thing.spent = true
  account.app = { secret: account.pending?.secret ?? '', used: used ?? 0 }
  account.pending = undefined
  hold(world, thing, answer.session, { accepts: ['MFA_SETUP'], proven: 't', app: account.app })
}

function hold(
  world: World,
  { client, account }: Pick<Held, 'client' | 'account'>,
  text: string,
  content: Content,
) {
  const until = now + LIFETIME
  world.held.push({ text, client, account, until, revision: account.revision, spent: false, ...content })
}

type Content = Pick<Held, 'accepts' | 'proven' | 'code' | 'isNewContact' | 'app' | 'proof' | 'isFirst'>

/** Holds what the server answered against what the model expects, and keeps the session that came. */
async function settle(
  world: World,
  account: Account,
  answer: Outcome,
  expect: () => Expected,
  { client, after }: { readonly client: number; readonly after?: Held },
): Promise<void> {
  if (isLocked(account, answer)) return
  const expected = expect()
  const { came, newContact, prover } = toOutcome(expected)
  assert.equal(answer.came, came)
  account.tries++
  if (came === 'refused') return void account.failures++
  if (after) after.spent = true
  if (came === 'tokens') {
    Object.assign(account, { failures: 0, tokens: answer.tokens })
    return
  }
  const factor = came === 'SMS_MFA' || came === 'SMS_OTP' ? 's' : came === 'EMAIL_OTP' ? 'e' : undefined
  const to = newContact ?? (factor && account.contacts[factor])
  const code = to === undefined ? undefined : { to, digits: await codeTo(to) }
  const more = came === 'MFA_SETUP' && demanded(account).setUp.includes('t') ? (['associate'] as const) : []
  const proof = prover && proofOf(prover, answer)
  const content: Content = {
    accepts: [came, ...more],
    code,
    isNewContact: newContact !== undefined,
    proof,
    isFirst: isFirstStep(account, came),
  }
  hold(world, { client, account }, answer.session ?? assert.fail('no session'), content)
}

async function codeTo(to: string): Promise<string> {
  await house.settled()
  const [message] = await house.storage.stores.inbox.newest({ limit: 1, to })
  return message?.code ?? assert.fail('no code was sent')
}

function respond(
  client: number,
  ChallengeName: ChallengeName,
  Session: string,
  ChallengeResponses: Record<string, string>,
): Promise<Outcome> {
  const ClientId = clientAt(client).id
  const input = { ClientId, ChallengeName, Session, ChallengeResponses }
  return outcomeOf(root.send(new RespondToAuthChallengeCommand(input)))
}

describe('any sequence of sign-in steps, while users and pools change', () => {
  test('gives tokens exactly for every factor that pool and user demand at that moment', async () => {
    const steps = fc.array(step, { minLength: 1, maxLength: 80, size: 'max' })
    const sequence = fc.tuple(configuration, configuration, steps)
    // To find a shorter sequence takes minutes: for that, replay the seed and the path without `endOnFailure`.
    await fc.assert(fc.asyncProperty(sequence, follow), { numRuns: 30, endOnFailure: true })
  })
})
