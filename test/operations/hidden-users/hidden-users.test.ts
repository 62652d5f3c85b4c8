// If users are hidden, callers who have proven nothing learn nothing about them: not from the responses, from the
// limits, from where codes are reported to go, from the work before the response, or from many concurrent requests.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { shapeNamed } from '../../../src/contract/model.ts'
import { registry } from '../../../src/operations/registry.ts'
import type { DatabaseAddress } from '../../../src/storage/driver/open-database.ts'
import { forEachAddress } from '../../support/databases.ts'
import {
  type Ground,
  HIDDEN_STATES,
  type HiddenState,
  KINDS,
  type Kind,
  type Observed,
  openGround,
} from './ground.ts'
import { NOT_HIDING, PROBES, type Probe, titleOf, UNLIMITED } from './probes.ts'

/** Concurrent callers: sixteen, or more where a limit lets more through. */
const rivalsOf = ({ calls }: Probe) => Math.max(16, calls + 2)

/** What a response reveals, without what differs from call to call or from name to name. */
function seen({ status, json, transactions, messages }: Observed, name: string) {
  return { status, answer: shown(json, name), doneBefore: { transactions, messages } }
}

// biome-ignore lint/suspicious/noExplicitAny: answers of every shape
function shown({ Session, ...json }: any, name: string): unknown {
  const { CodeDeliveryDetails: delivery, ChallengeParameters: parameters } = json
  return {
    ...json,
    ...(Session && { Session: Session.length }),
    ...(delivery && { CodeDeliveryDetails: { ...delivery, Destination: blurred(delivery.Destination) } }),
    ...(parameters && { ChallengeParameters: shownParameters(parameters, name) }),
  }
}

function shownParameters(parameters: Record<string, string>, name: string): object {
  const { USERNAME = '', USER_ID_FOR_SRP, SALT, SRP_B, SECRET_BLOCK } = parameters
  const { CODE_DELIVERY_DESTINATION: destination } = parameters
  const { CREDENTIAL_REQUEST_OPTIONS: options } = parameters
  if (options) return { ...parameters, CREDENTIAL_REQUEST_OPTIONS: withoutChallenge(options) }
  if (destination) return { ...parameters, CODE_DELIVERY_DESTINATION: blurred(destination) }
  const named = { USERNAME: USERNAME === name ? 'the name' : USERNAME.replace(/[0-9a-f]/g, 'x') }
  if (!SRP_B) return { ...parameters, ...('USERNAME' in parameters && named) }
  return {
    ...parameters,
    ...named,
    USER_ID_FOR_SRP: USER_ID_FOR_SRP === USERNAME ? 'the same' : USER_ID_FOR_SRP,
    SALT: SALT?.length,
    SRP_B: Math.ceil(SRP_B.length / 8),
    SECRET_BLOCK: SECRET_BLOCK?.length,
  }
}

function withoutChallenge(options: string): object {
  const { challenge, ...rest } = JSON.parse(options)
  return { ...rest, challenge: challenge.length }
}

function blurred(destination: string): string {
  return destination.replace(/[a-z0-9]/g, 'x')
}

function suite(database: DatabaseAddress, states: readonly HiddenState[]): void {
  let ground: Ground
  before(async () => {
    ground = await openGround(database)
  })
  after(() => ground.close())

  const seasoned = new Map<string, Promise<string>>()

  /** If nothing is counted, one user of each state is enough. */
  function userFor({ calls }: Probe, kind: Kind, state: HiddenState): Promise<string> {
    if (calls > UNLIMITED) return ground.newUser(kind, state)
    const user = seasoned.get(`${kind} ${state}`) ?? ground.newUser(kind, state)
    seasoned.set(`${kind} ${state}`, user)
    return user
  }

  /** What repeated calls reveal about one name. */
  async function series(probe: Probe, kind: Kind, name: string) {
    const observed: unknown[] = []
    for (let i = 0; i < probe.calls; i++) {
      observed.push(seen(await probe.call(ground, kind, name), name))
      await ground.settled() // work for after the response must not count as work before the next one
    }
    return observed
  }

  /** The responses to this many concurrent calls, in no particular order. */
  async function atOnce(probe: Probe, kind: Kind, name: string): Promise<string[]> {
    const calls = Array.from({ length: rivalsOf(probe) }, () => probe.call(ground, kind, name))
    return (await Promise.all(calls)).map(({ json }) => JSON.stringify(shown(json, name))).sort()
  }

  for (const kind of Object.keys(KINDS) as Kind[]) {
    describe(`by ${kind}`, () => {
      for (const probe of PROBES) {
        test(`${namedIn(probe)} reveals nothing`, async () => {
          const expected = await series(probe, kind, ground.newStranger(kind))
          for (const state of states) {
            const user = await userFor(probe, kind, state)
            assert.deepEqual(await series(probe, kind, user), expected, state)
          }
        })
      }

      for (const probe of PROBES.filter(({ calls }) => calls > UNLIMITED)) {
        test(`${namedIn(probe)} reveals nothing to ${rivalsOf(probe)} callers at once`, async () => {
          const expected = await atOnce(probe, kind, ground.newStranger(kind))
          for (const state of COMMON_STATES) {
            const user = await ground.newUser(kind, state)
            assert.deepEqual(await atOnce(probe, kind, user), expected, state)
          }
        })
      }
    })
  }
}

function namedIn(probe: Probe): string {
  return [titleOf(probe), probe.variant].filter(Boolean).join(' ')
}

function valuesOf(name: string): readonly string[] {
  const shape = shapeNamed(name)
  return shape.type === 'string' && shape.enum ? shape.enum : assert.fail(`${name} has no values`)
}

test('the list names every public operation, and each of its flows and challenges', () => {
  const ways: Readonly<Record<string, readonly string[]>> = {
    InitiateAuth: valuesOf('AuthFlowType'),
    RespondToAuthChallenge: valuesOf('ChallengeNameType'),
  }
  const isOpen = (kind: string) => kind === 'anyone' || kind === 'access-token-or-session'
  const all = Object.values(registry)
    .filter(({ access }) => isOpen(access.kind))
    .flatMap(({ name }) => ways[name]?.map((way) => `${name} ${way}`) ?? [name])
  const listed = new Set([...PROBES.map(titleOf), ...Object.keys(NOT_HIDING)])
  assert.deepEqual([...listed].sort(), all.sort())
})

const COMMON_STATES = ['confirmed', 'unconfirmed'] as const
const ALL_STATES = Object.keys(HIDDEN_STATES) as HiddenState[]

describe('hidden users', () => {
  forEachAddress(
    (newAddress, kind) => suite(newAddress(), kind === 'PostgreSQL' ? COMMON_STATES : ALL_STATES),
    ['SQLite in memory', 'PostgreSQL'],
  )
})
