import { fixtureOn, newPool } from './fixture.ts'
import { measure } from './measure.ts'
import type { Options } from './options.ts'
import { scenarios } from './scenarios.ts'
import { populate, type ServerPlace, type ServerProcess } from './server-process.ts'

/** CPU for a request in milliseconds, in pools of two sizes. */
export interface ScaleRow {
  readonly what: string
  readonly small: number
  readonly large: number
}

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

  async function cpuIn(size: keyof typeof fixtures, what: string): Promise<number> {
    const scenario = scenarios.find(({ operation, variant }) => `${operation} ${variant}`.trim() === what)
    if (!scenario) throw new Error(`no scenario is called ${what}`)
    const load = await scenario.prepare(fixtures[size])
    return (await measure(server.usage, load.send, { seconds, atMost: load.atMost })).cpu
  }

  const rows: ScaleRow[] = []
  for (const what of COMPARED) {
    await cpuIn('large', what) // so that both sizes find the server and the caches of the system warm
    rows.push({ what, small: await cpuIn('small', what), large: await cpuIn('large', what) })
  }
  return { users, populateSeconds, rows }
}
