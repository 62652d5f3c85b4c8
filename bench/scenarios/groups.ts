import { type Fixture, newPool, several } from '../fixture.ts'
import { cycled, type Scenario, scenario } from '../scenario.ts'

const ONCE = 300
const GROUP = 'staff'

/** A group of the fixture's pool with a page full of members. */
async function groupOf(fixture: Fixture): Promise<{ UserPoolId: string; GroupName: string }> {
  const group = { UserPoolId: fixture.poolId, GroupName: GROUP }
  const there = await fixture.call('GetGroup', group).catch(() => undefined)
  if (there) return group
  await fixture.call('CreateGroup', group)
  const join = (index: number) =>
    fixture.call('AdminAddUserToGroup', { ...group, Username: fixture.signInName(index) })
  await several(60, join)
  return group
}

async function newGroups(fixture: Fixture, poolId: string): Promise<readonly string[]> {
  return several(ONCE, async (index) => {
    const GroupName = `group-${index}`
    await fixture.call('CreateGroup', { UserPoolId: poolId, GroupName })
    return GroupName
  })
}

export const groupScenarios: readonly Scenario[] = [
  scenario('CreateGroup', async (fixture) => {
    const { id } = await newPool(fixture)
    return {
      atMost: 1000,
      input: (index) => ({ UserPoolId: id, GroupName: `group-${index}`, Precedence: index }),
    }
  }),
  scenario('GetGroup', async (fixture) => {
    const group = await groupOf(fixture)
    return { input: () => group }
  }),
  scenario('UpdateGroup', async (fixture) => {
    const group = await groupOf(fixture)
    return { input: (index) => ({ ...group, Precedence: index }) }
  }),
  scenario('ListGroups', async (fixture) => {
    const { id } = await newPool(fixture)
    await newGroups(fixture, id)
    return { input: () => ({ UserPoolId: id, Limit: 20 }) }
  }),
  scenario('DeleteGroup', async (fixture) => {
    const { id } = await newPool(fixture)
    const groups = await newGroups(fixture, id)
    return { atMost: ONCE, input: (index) => ({ UserPoolId: id, GroupName: cycled(groups, index) }) }
  }),
  scenario('AdminAddUserToGroup', async (fixture) => {
    const group = await groupOf(fixture)
    return { input: (index) => ({ ...group, Username: fixture.username(index) }) }
  }),
  scenario('AdminRemoveUserFromGroup', async (fixture) => {
    const group = await groupOf(fixture)
    return { input: (index) => ({ ...group, Username: fixture.username(index) }) }
  }),
  scenario('AdminListGroupsForUser', async (fixture) => {
    await groupOf(fixture)
    return { input: (index) => ({ UserPoolId: fixture.poolId, Username: fixture.signInName(index) }) }
  }),
  scenario('ListUsersInGroup', async (fixture) => {
    const group = await groupOf(fixture)
    return { input: () => ({ ...group, Limit: 20 }) }
  }),
]
