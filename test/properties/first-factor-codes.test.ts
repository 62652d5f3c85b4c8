import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import {
  AdminDisableUserCommand,
  AdminEnableUserCommand,
  AdminSetUserPasswordCommand,
  AdminUpdateUserAttributesCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import fc from 'fast-check'
import { MINUTE } from '../../src/kernel/clock.ts'
import { useChoiceGround, wrongCode } from '../operations/sign-in/choice/ground.ts'
import { changeUser } from '../operations/sign-in/fixtures.ts'
import { list, newUser } from '../support/pools.ts'

// A user begins sign-ins by choice with codes, and answers them in any order, while the user's contact, password, second
// factor and state change. A model predicts when tokens are issued, and the server must agree with it.

const FACTORS = [
  { challenge: 'EMAIL_OTP', answer: 'EMAIL_OTP_CODE', attribute: 'email' },
  { challenge: 'SMS_OTP', answer: 'SMS_OTP_CODE', attribute: 'phone_number' },
] as const
type Factor = (typeof FACTORS)[number]

const CONTACTS = {
  email: ['one@example.com', 'two@example.com'],
  phone_number: ['+12065550101', '+12065550102'],
} as const

type Step =
  | { readonly do: 'begin'; readonly factor: Factor; readonly selects: boolean }
  | {
      readonly do: 'answer'
      readonly held: number
      /** Undefined for the factor that the code is of. */
      readonly as: Factor | undefined
      readonly code: 'right' | 'wrong' | 'other'
    }
  | { readonly do: 'contact'; readonly attribute: Factor['attribute']; readonly to: 0 | 1 }
  | { readonly do: 'password' }
  | { readonly do: 'mfa'; readonly isActive: boolean }
  | { readonly do: 'enabled'; readonly isEnabled: boolean }
  | { readonly do: 'wait' }

const factor = fc.constantFrom(...FACTORS)
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant('begin' as const), factor, selects: fc.boolean() }) },
  {
    weight: 8,
    arbitrary: fc.record({
      do: fc.constant('answer' as const),
      held: fc.constantFrom(0, 0, 0, 1, 2),
      as: fc.option(factor, { nil: undefined, freq: 1 }),
      code: fc.constantFrom('right', 'right', 'right', 'wrong', 'other'),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('contact' as const),
      attribute: fc.constantFrom('email', 'phone_number'),
      to: fc.constantFrom(0, 1),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('password' as const) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('mfa' as const), isActive: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('enabled' as const), isEnabled: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('wait' as const) }) },
)

interface Held {
  readonly factor: Factor
  readonly session: string | undefined
  readonly code: string
  /** What the code counts for. */
  readonly contact: string
  readonly passwords: number
  isExpired: boolean
  isSpent: boolean
}

interface World {
  readonly pool: string
  readonly client: string
  readonly sub: string
  readonly contacts: Record<Factor['attribute'], string>
  passwords: number
  hasSecondFactor: boolean
  isEnabled: boolean
  /** Refusals since the last tokens, at most so many failures; from the fifth on, the user may be locked out. */
  refusals: number
  /** The newest first. */
  readonly held: Held[]
}

describe('any sequence of sign-ins with codes', () => {
  const it = useChoiceGround({ file: ':memory:' })
  const { root, house } = it

  async function newWorld(): Promise<World> {
    const place = await it.place(undefined, { mfa: 'OPTIONAL', factors: 's' })
    const contacts = { email: CONTACTS.email[0], phone_number: CONTACTS.phone_number[0] }
    const sub = await newUser(root, place.pool, 'jane', contacts)
    const state = { passwords: 0, hasSecondFactor: false, isEnabled: true, refusals: 0, held: [] }
    return { ...place, sub, contacts: { ...contacts }, ...state }
  }

  async function begin(world: World, { factor, selects }: Extract<Step, { do: 'begin' }>): Promise<void> {
    const { challenge, attribute } = factor
    const { client, pool, passwords } = world
    const presented = async () => {
      if (!selects) return it.begin(client, 'jane', { PREFERRED_CHALLENGE: challenge })
      const { Session } = await it.begin(client, 'jane')
      return it.respond(client, 'SELECT_CHALLENGE', Session, { USERNAME: 'jane', ANSWER: challenge })
    }
    const outcome = await presented().catch((error: Error) => error)
    if (isLocked(world, outcome)) return
    const isPresented = !(outcome instanceof Error) && outcome.ChallengeName === challenge
    assert.equal(isPresented, world.isEnabled && !world.hasSecondFactor)
    if (outcome instanceof Error || !isPresented) return
    const contact = world.contacts[attribute]
    const held = {
      factor,
      session: outcome.Session,
      code: await it.codeTo(contact, pool),
      contact,
      passwords,
    }
    world.held.unshift({ ...held, isExpired: false, isSpent: false })
  }

  async function answer(world: World, { held, as, code }: Extract<Step, { do: 'answer' }>): Promise<void> {
    const one = world.held[held]
    if (!one) return
    const factor = as ?? one.factor
    const other = world.held.find((another) => another.code !== one.code)
    const sent = { right: one.code, wrong: wrongCode(one.code), other: other?.code ?? 'none' }[code]
    const responses = { USERNAME: 'jane', [factor.answer]: sent }
    const given = await it
      .respond(world.client, factor.challenge, one.session, responses)
      .catch((error: Error) => error)
    if (isLocked(world, given)) return
    const isRight =
      code === 'right' &&
      factor === one.factor &&
      !one.isSpent &&
      !one.isExpired &&
      one.contact === world.contacts[factor.attribute] &&
      one.passwords === world.passwords &&
      world.isEnabled &&
      !world.hasSecondFactor
    const hasTokens = !(given instanceof Error) && given.AuthenticationResult !== undefined
    assert.equal(hasTokens, isRight, given instanceof Error ? given.message : undefined)
    world.refusals = hasTokens ? 0 : world.refusals + 1
    if (hasTokens) one.isSpent = true
  }

  /** Nothing has happened then. */
  function isLocked({ refusals }: World, outcome: unknown): boolean {
    if (!(outcome instanceof Error) || outcome.message !== 'Password attempts exceeded') return false
    assert.ok(refusals >= 5)
    return true
  }

  async function follow(steps: readonly Step[]): Promise<void> {
    const world = await newWorld()
    const named = { UserPoolId: world.pool, Username: 'jane' }
    for (const step of steps) {
      if (step.do === 'begin') await begin(world, step)
      else if (step.do === 'answer') await answer(world, step)
      else if (step.do === 'contact') {
        const value = CONTACTS[step.attribute][step.to]
        const UserAttributes = list({ [step.attribute]: value })
        await root.send(new AdminUpdateUserAttributesCommand({ ...named, UserAttributes }))
        world.contacts[step.attribute] = value
      } else if (step.do === 'password') {
        const Password = `Changed-Horse-${world.passwords++ % 10}`
        await root.send(new AdminSetUserPasswordCommand({ ...named, Password, Permanent: true }))
      } else if (step.do === 'mfa') {
        const mfa = { activated: step.isActive ? (['SMS_MFA'] as const) : [] }
        await changeUser(house, world.pool, world.sub, { mfa })
        world.hasSecondFactor = step.isActive
      } else if (step.do === 'enabled') {
        const Change = step.isEnabled ? AdminEnableUserCommand : AdminDisableUserCommand
        await root.send(new Change(named))
        world.isEnabled = step.isEnabled
      } else {
        house.passTime(4 * MINUTE)
        for (const held of world.held) held.isExpired = true
      }
    }
  }

  test('gives tokens exactly for the right code of what may be proven at that moment', async () => {
    await fc.assert(fc.asyncProperty(fc.array(step, { minLength: 6, maxLength: 18 }), follow), {
      numRuns: 30,
    })
  })
})
