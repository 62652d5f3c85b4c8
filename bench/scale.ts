import { fixtureOn, newPool } from './fixture.ts'
import { type Measurement, measure } from './measure.ts'
import type { Options } from './options.ts'
import { scenarios } from './scenarios.ts'
import { populate, type ServerPlace, type ServerProcess } from './server-process.ts'

/** What a request costs in pools of two sizes, in milliseconds. */
export interface ScaleRow {
  readonly what: string
  readonly small: Cost
  readonly large: Cost
}

/** CPU is that of the server alone; the latency also holds what the database does. */
type Cost = Pick<Measurement, 'cpu' | 'p50'>

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

  async function costIn(size: keyof typeof fixtures, what: string): Promise<Cost> {
    const scenario = scenarios.find(({ operation, variant }) => `${operation} ${variant}`.trim() === what)
    if (!scenario) throw new Error(`no scenario is called ${what}`)
    const load = await scenario.prepare(fixtures[size])
    const { cpu, p50 } = await measure(server.usage, load.send, { seconds, atMost: load.atMost })
    return { cpu, p50 }
  }

  const rows: ScaleRow[] = []
  for (const what of COMPARED) {
    await costIn('large', what) // so that both sizes find the server and the caches of the system warm
    rows.push({ what, small: await costIn('small', what), large: await costIn('large', what) })
  }
  return { users, populateSeconds, rows }
}
