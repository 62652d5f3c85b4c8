import { fixtureOn, newPool } from './fixture.ts'
import { type Measurement, measure } from './measure.ts'
import type { Options } from './options.ts'
import { scenarioCalled } from './scenarios.ts'
import { populate, type ServerPlace, type ServerProcess } from './server-process.ts'

/** What a request costs in pools of two sizes, in milliseconds. */
export interface ScaleRow {
  readonly what: string
  readonly small: Cost
  readonly large: Cost
}

/** CPU is that of the server alone; the latency also holds what the database does. */
export type Cost = Pick<Measurement, 'cpu' | 'p50'>

export interface Scale {
  readonly users: number
  readonly populateSeconds: number
  readonly rows: readonly ScaleRow[]
}

export const SMALL_POOL = 1000

/** What must cost the same, however many users a pool has. */
const COMPARED = [
  'AdminGetUser',
  'ListUsers by e-mail',
  'ListUsers by prefix',
  'SignUp',
  'InitiateAuth password',
]

export async function measureScale(
  server: ServerProcess,
  place: ServerPlace,
  { users, seconds }: Options,
): Promise<Scale> {
  const small = await newPool(server.caller)
  await populate(place, small.id, SMALL_POOL)
  const large = await newPool(server.caller)
  const populateSeconds = await populate(place, large.id, users)
  const fixtures = {
    small: await fixtureOn(server.caller, small, SMALL_POOL),
    large: await fixtureOn(server.caller, large, users),
  }

  async function loadOn(size: keyof typeof fixtures, what: string): Promise<() => Promise<Cost>> {
    const { send, atMost } = await scenarioCalled(what).prepare(fixtures[size])
    const share = Math.floor(atMost / TURNS)
    let turn = 0
    return () => {
      const from = turn++ * share
      return measure(server.usage, (index) => send(from + index), { seconds, atMost: share })
    }
  }

  const rows: ScaleRow[] = []
  for (const what of COMPARED) {
    const [measureSmall, measureLarge] = [await loadOn('small', what), await loadOn('large', what)]
    const [small, large]: [Cost[], Cost[]] = [[], []]
    for (let turn = 0; turn < TURNS; turn++) {
      small.push(await measureSmall())
      large.push(await measureLarge())
    }
    rows.push({ what, small: best(small), large: best(large) })
  }
  return { users, populateSeconds, rows }
}

/** The machine is faster in one minute than in the next, so that both sizes are measured in turns. */
export const TURNS = 3

/** Whatever else runs on the machine can only add to a cost. */
export function best(costs: readonly Cost[]): Cost {
  return {
    cpu: Math.min(...costs.map(({ cpu }) => cpu)),
    p50: Math.min(...costs.map(({ p50 }) => p50)),
  }
}
