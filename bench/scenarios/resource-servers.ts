import { type Fixture, newPool, several } from '../fixture.ts'
import { cycled, type Scenario, scenario } from '../scenario.ts'

/** The most that a pool has. */
const PER_POOL = 25
const POOLS = 8
const ONCE = POOLS * PER_POOL

const Scopes = [{ ScopeName: 'read', ScopeDescription: 'read' }]

/** Identifiers that are not in use, in new pools. */
async function places(fixture: Fixture) {
  const pools = await several(POOLS, () => newPool(fixture))
  return (index: number) => ({ UserPoolId: cycled(pools, index).id, Identifier: `api-${index}` })
}

async function resourceServers(fixture: Fixture) {
  const place = await places(fixture)
  await several(ONCE, (index) =>
    fixture.call('CreateResourceServer', { ...place(index), Name: 'api', Scopes }),
  )
  return place
}

export const resourceServerScenarios: readonly Scenario[] = [
  scenario('CreateResourceServer', async (fixture) => {
    const place = await places(fixture)
    return { atMost: ONCE, input: (index) => ({ ...place(index), Name: 'api', Scopes }) }
  }),
  scenario('DescribeResourceServer', async (fixture) => {
    const place = await resourceServers(fixture)
    return { input: (index) => place(index % ONCE) }
  }),
  scenario('ListResourceServers', async (fixture) => {
    const place = await resourceServers(fixture)
    const { UserPoolId } = place(0)
    return { input: () => ({ UserPoolId, MaxResults: 20 }) }
  }),
  scenario('UpdateResourceServer', async (fixture) => {
    const place = await resourceServers(fixture)
    return { input: (index) => ({ ...place(index % ONCE), Name: `api ${index}`, Scopes }) }
  }),
  scenario('DeleteResourceServer', async (fixture) => {
    const place = await resourceServers(fixture)
    return { atMost: ONCE, input: place }
  }),
]
