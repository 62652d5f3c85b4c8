import { populatedEmail } from '../../src/cli/populate/populated-user.ts'
import type { OperationName } from '../../src/contract/generated/types.ts'
import { CONTACT, type Fixture, PASSWORD } from '../fixture.ts'
import { cycled, type Scenario, scenario } from '../scenario.ts'

const ONCE = 200

/** Users whom other scenarios don't need. */
async function victims(fixture: Fixture, count: number) {
  const names = await fixture.newUsers(count)
  return (index: number) => ({ UserPoolId: fixture.poolId, Username: cycled(names, index) })
}

type OfUser = 'AdminDisableUser' | 'AdminEnableUser' | 'AdminUserGlobalSignOut' | 'AdminListUserSessions'

/** An operation that needs nothing but the name of a user and can be repeated. */
function onUsers(operation: OfUser & OperationName): Scenario {
  return scenario(operation, async (fixture) => ({ input: await victims(fixture, 20) }))
}

export const userScenarios: readonly Scenario[] = [
  scenario('AdminGetUser', ({ poolId, username }) => ({
    input: (index) => ({ UserPoolId: poolId, Username: username(index) }),
  })),
  scenario('AdminCreateUser', ({ poolId }) => ({
    input: (index) => ({
      UserPoolId: poolId,
      Username: `invited-${index}`,
      UserAttributes: CONTACT,
      MessageAction: 'SUPPRESS',
    }),
  })),
  scenario('AdminDeleteUser', async (fixture) => ({ atMost: ONCE, input: await victims(fixture, ONCE) })),
  onUsers('AdminDisableUser'),
  onUsers('AdminEnableUser'),
  onUsers('AdminUserGlobalSignOut'),
  onUsers('AdminListUserSessions'),
  scenario('AdminUpdateUserAttributes', async (fixture) => {
    const user = await victims(fixture, 20)
    return {
      input: (index) => ({ ...user(index), UserAttributes: [{ Name: 'name', Value: `Ada ${index}` }] }),
    }
  }),
  scenario('AdminDeleteUserAttributes', async (fixture) => {
    const user = await victims(fixture, 20)
    return { input: (index) => ({ ...user(index), UserAttributeNames: ['name'] }) }
  }),
  scenario('AdminSetUserPassword', async (fixture) => {
    const user = await victims(fixture, 20)
    return { input: (index) => ({ ...user(index), Password: PASSWORD, Permanent: true }) }
  }),
  scenario('AdminResetUserPassword', async (fixture) => ({
    atMost: ONCE,
    input: await victims(fixture, ONCE),
  })),
  scenario('AdminConfirmSignUp', async (fixture) => {
    const { call, poolId, clientId } = fixture
    const names = Array.from({ length: ONCE }, (_, index) => `to-confirm-${index}`)
    for (const Username of names) await call('SignUp', { ClientId: clientId, Username, Password: PASSWORD })
    return { atMost: ONCE, input: (index) => ({ UserPoolId: poolId, Username: cycled(names, index) }) }
  }),
  scenario('ListUsers', ({ poolId }) => ({ input: () => ({ UserPoolId: poolId, Limit: 20 }) })),
  scenario(
    'ListUsers',
    ({ poolId, users }) => ({
      input: (index) => ({
        UserPoolId: poolId,
        Filter: `email = "${populatedEmail((index * 7919) % users)}"`,
      }),
    }),
    'by e-mail',
  ),
  scenario(
    'ListUsers',
    ({ poolId, users }) => ({
      input: (index) => ({
        UserPoolId: poolId,
        Filter: `email ^= "${populatedEmail((index * 7919) % users).slice(0, 11)}"`,
        Limit: 10,
      }),
    }),
    'by prefix',
  ),
]
