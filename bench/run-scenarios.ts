import type { Operations } from '../src/contract/generated/types.ts'
import { registry } from '../src/operations/registry.ts'
import { type Fixture, several } from './fixture.ts'
import { type Measurement, measure } from './measure.ts'
import type { Options } from './options.ts'
import type { Scenario } from './scenario.ts'
import { scenarios } from './scenarios.ts'
import type { ServerProcess } from './server-process.ts'

export interface Row {
  readonly operation: string
  readonly variant: string
  /** What the scenario ended in, if it failed. Without a measurement and an error, there is no scenario. */
  readonly error?: string
  readonly measurement?: Measurement
  /** Of the server when the scenario had ended. */
  readonly residentMiB?: number
}

/** One row for each scenario of each operation that is built, in the order of the scenarios. */
export async function runScenarios(
  server: ServerProcess,
  fixture: Fixture,
  { only, seconds }: Options,
  show: (row: Row) => void,
): Promise<readonly Row[]> {
  const rows: Row[] = []
  const add = (row: Row) => {
    rows.push(row)
    show(row)
  }
  await warmUp(server, fixture)
  for (const scenario of scenarios) {
    if (only.test(scenario.operation)) {
      add(await rowOf(server, fixture, scenario, seconds))
    }
  }
  const covered = new Set<string>(scenarios.map(({ operation }) => operation))
  for (const { name } of Object.values(registry)) {
    if (only.test(name) && !covered.has(name)) {
      add({ operation: name, variant: '' })
    }
  }
  return rows
}

/** The first scenario should not pay for the compilation of what all of them use. */
async function warmUp(server: ServerProcess, { call, poolId, username }: Fixture): Promise<void> {
  const send = (index: number) => call('AdminGetUser', { UserPoolId: poolId, Username: username(index) })
  await measure(server.usage, send, { seconds: 0.1, atMost: 1_000_000, warmUpSeconds: 2 })
}

async function rowOf(
  server: ServerProcess,
  fixture: Fixture,
  { operation, variant, prepare }: Scenario,
  seconds: number,
): Promise<Row> {
  const { call, pools } = notingPools(fixture)
  try {
    const { atMost, send } = await prepare({ ...fixture, call })
    const measurement = await measure(server.usage, send, { seconds, atMost })
    const { residentBytes } = await server.usage()
    return { operation, variant, measurement, residentMiB: residentBytes / 2 ** 20 }
  } catch (error) {
    return { operation, variant, error: (error as Error).message }
  } finally {
    await several(pools.length, (index) => deleteIfPossible(fixture, pools[index] ?? ''))
  }
}

/** Notes the pools that are made, since a region takes no more than 1,000. */
function notingPools({ call }: Fixture): {
  readonly call: Fixture['call']
  readonly pools: readonly string[]
} {
  const pools: string[] = []
  const noting: Fixture['call'] = async (operation, input) => {
    const output = await call(operation, input)
    if (operation === 'CreateUserPool') {
      const { UserPool } = output as Operations['CreateUserPool']['output']
      pools.push(UserPool?.Id ?? '')
    }
    return output
  }
  return { call: noting, pools }
}

/** Pools with a domain or a replica stay, and there are few of them. */
async function deleteIfPossible({ call }: Fixture, UserPoolId: string): Promise<void> {
  await call('DeleteUserPool', { UserPoolId }).catch(() => undefined)
}
