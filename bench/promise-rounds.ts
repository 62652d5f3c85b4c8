import type { Fixture } from './fixture.ts'
import type { Floor, FloorMeter } from './floor.ts'
import { cpuOfWindow } from './measure.ts'
import type { Verdict } from './promises.ts'
import type { Load } from './scenario.ts'
import { scenarios } from './scenarios.ts'
import type { ServerProcess } from './server-process.ts'

type Part = readonly [operation: string, variant: string]

interface RequestPromise {
  readonly promise: string
  /** The scenarios whose costs make it up. */
  readonly parts: readonly Part[]
  limit(floor: Floor): number
}

const tokens = ({ twoSignatures, hmac }: Floor) => twoSignatures + 4 * hmac

const PROMISES: readonly RequestPromise[] = [
  {
    promise: 'AddCustomAttributes, 4 x (empty answer + durable commit)',
    parts: [['AddCustomAttributes', '']],
    limit: ({ emptyAnswer, durableCommit }) => 4 * (emptyAnswer + durableCommit),
  },
  {
    promise: 'sign-in by password, 1.4 x its cryptography',
    parts: [['InitiateAuth', 'password']],
    limit: (floor) => 1.4 * (tokens(floor) + floor.exponentiation),
  },
  {
    promise: 'sign-in by SRP, 1.3 x its cryptography',
    parts: [
      ['InitiateAuth', 'SRP'],
      ['RespondToAuthChallenge', 'SRP'],
    ],
    limit: (floor) => 1.3 * (tokens(floor) + 3 * floor.exponentiation),
  },
  {
    promise: 'GetUser, 0.25 ms or 8 x the empty answer',
    parts: [['GetUser', '']],
    limit: ({ emptyAnswer }) => Math.max(0.25, 8 * emptyAnswer),
  },
  {
    promise: 'AdminGetUser, 0.35 ms or 8 x the empty answer',
    parts: [['AdminGetUser', '']],
    limit: ({ emptyAnswer }) => Math.max(0.35, 8 * emptyAnswer),
  },
]

/** The first ones also warm the server up, and don't count. */
const WARM_UP_ROUNDS = 12
const ROUNDS = 9

/**
 * Measures what is promised of single requests. A virtual machine is faster in one minute than in the next, so floor and
 * request are measured in turns, again and again, and the round counts that is the median of how much of its limit was used.
 */
export async function promiseVerdicts(
  server: ServerProcess,
  fixture: Fixture,
  meter: FloorMeter,
  { only, seconds }: { readonly only: RegExp; readonly seconds: number },
): Promise<readonly Verdict[]> {
  const verdicts: Verdict[] = []
  for (const { promise, parts, limit } of PROMISES) {
    if (!parts.every(([operation]) => only.test(operation))) continue
    const costs: Array<() => Promise<number>> = []
    for (const part of parts) costs.push(await costOf(server, fixture, part, seconds))
    const rounds: Verdict[] = []
    for (let round = 0; round < WARM_UP_ROUNDS + ROUNDS; round++) {
      const floor = await meter.measure(seconds / 2)
      let measured = 0
      for (const cost of costs) measured += await cost()
      rounds.push({ promise, measured, limit: limit(floor), unit: 'ms CPU' })
    }
    verdicts.push(median(rounds.slice(WARM_UP_ROUNDS)))
  }
  return verdicts
}

/** Measures one scenario for a while; one whose requests run out is prepared anew. */
async function costOf(
  { usage }: ServerProcess,
  fixture: Fixture,
  [operation, variant]: Part,
  seconds: number,
): Promise<() => Promise<number>> {
  const scenario = scenarios.find((known) => known.operation === operation && known.variant === variant)
  if (!scenario) throw new Error(`no scenario is called ${operation} ${variant}`)
  let load: Load = await scenario.prepare(fixture)
  const share = load.atMost < FEW ? load.atMost : Math.floor(load.atMost / (WARM_UP_ROUNDS + ROUNDS))
  let next = 0
  return async () => {
    if (next + share > load.atMost) {
      load = await scenario.prepare(fixture)
      next = 0
    }
    const from = next
    next += share
    return cpuOfWindow(usage, load.send, { seconds, from, to: next })
  }
}

/** So few requests are all sent in one window. */
const FEW = 1000

function median(rounds: readonly Verdict[]): Verdict {
  const used = ({ measured, limit }: Verdict) => measured / limit
  const sorted = rounds.toSorted((a, b) => used(a) - used(b))
  const middle = sorted[Math.floor(sorted.length / 2)]
  if (!middle) throw new Error('nothing was measured')
  return middle
}
