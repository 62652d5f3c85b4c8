import { randomUUID } from 'node:crypto'
import { type Fixture, newPool, several } from '../fixture.ts'
import { cycled, type Scenario, scenario } from '../scenario.ts'

/** A pool has one such domain. */
const ONCE = 60

/** New pools, each with a name for its domain. */
async function names(fixture: Fixture) {
  return several(ONCE, async () => {
    const { id } = await newPool(fixture)
    return { UserPoolId: id, Domain: `bench-${randomUUID()}` }
  })
}

async function domains(fixture: Fixture) {
  const made = await names(fixture)
  await several(ONCE, (index) => fixture.call('CreateUserPoolDomain', cycled(made, index)))
  return made
}

export const domainScenarios: readonly Scenario[] = [
  scenario('CreateUserPoolDomain', async (fixture) => {
    const free = await names(fixture)
    return { atMost: ONCE, input: (index) => cycled(free, index) }
  }),
  scenario('DescribeUserPoolDomain', async (fixture) => {
    const made = await domains(fixture)
    return { input: (index) => ({ Domain: cycled(made, index).Domain }) }
  }),
  scenario('UpdateUserPoolDomain', async (fixture) => {
    const made = await domains(fixture)
    return { input: (index) => ({ ...cycled(made, index), ManagedLoginVersion: 1 + (index % 2) }) }
  }),
  scenario('DeleteUserPoolDomain', async (fixture) => {
    const made = await domains(fixture)
    return { atMost: ONCE, input: (index) => cycled(made, index) }
  }),
]
