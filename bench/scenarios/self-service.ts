import { randomUUID } from 'node:crypto'
import { type Fixture, PASSWORD, several, type Tokens } from '../fixture.ts'
import { cycled, type Scenario, scenario } from '../scenario.ts'

const ONCE = 100
/** Attempts that a user has in an hour, where there are few. */
const HOURLY = 5

/** The access tokens of new users, whom other scenarios don't need. */
async function newSignIns(fixture: Fixture, count: number): Promise<readonly Tokens[]> {
  const names = await fixture.newUsers(count)
  return several(count, (index) => fixture.signIn(cycled(names, index)))
}

export const selfServiceScenarios: readonly Scenario[] = [
  scenario('SignUp', ({ clientId }) => {
    const run = randomUUID()
    return {
      input: (index) => ({
        ClientId: clientId,
        Username: `${run}-${index}`,
        Password: PASSWORD,
        UserAttributes: [{ Name: 'email', Value: `${run}-${index}@example.com` }],
      }),
    }
  }),
  scenario('GetUser', ({ tokens }) => ({ input: (index) => ({ AccessToken: tokens(index).AccessToken }) })),
  scenario('UpdateUserAttributes', ({ tokens }) => ({
    input: (index) => ({
      AccessToken: tokens(index).AccessToken,
      UserAttributes: [{ Name: 'nickname', Value: `Ada ${index}` }],
    }),
  })),
  scenario('DeleteUserAttributes', ({ tokens }) => ({
    input: (index) => ({ AccessToken: tokens(index).AccessToken, UserAttributeNames: ['nickname'] }),
  })),
  scenario('ChangePassword', async (fixture) => {
    const signIns = await newSignIns(fixture, ONCE)
    return {
      atMost: ONCE * HOURLY,
      input: (index) => ({
        AccessToken: cycled(signIns, index).AccessToken,
        PreviousPassword: PASSWORD,
        ProposedPassword: PASSWORD,
      }),
    }
  }),
  scenario('DeleteUser', async (fixture) => {
    const signIns = await newSignIns(fixture, ONCE)
    return { atMost: ONCE, input: (index) => ({ AccessToken: cycled(signIns, index).AccessToken }) }
  }),
  scenario('GlobalSignOut', async (fixture) => {
    const signIns = await newSignIns(fixture, ONCE)
    return { atMost: ONCE, input: (index) => ({ AccessToken: cycled(signIns, index).AccessToken }) }
  }),
  scenario('GetUserAttributeVerificationCode', async (fixture) => {
    const signIns = await newSignIns(fixture, ONCE)
    return {
      atMost: ONCE * HOURLY,
      input: (index) => ({ AccessToken: cycled(signIns, index).AccessToken, AttributeName: 'email' }),
    }
  }),
  scenario('ListUserSessions', ({ tokens }) => ({
    input: (index) => ({ AccessToken: tokens(index).AccessToken }),
  })),
  scenario('ForgotPassword', async (fixture) => {
    const names = await fixture.newUsers(ONCE)
    return {
      atMost: ONCE * HOURLY,
      input: (index) => ({ ClientId: fixture.clientId, Username: cycled(names, index) }),
    }
  }),
  scenario('ResendConfirmationCode', async ({ call, clientId }) => {
    const run = randomUUID()
    const names = await several(ONCE, async (index) => {
      const Username = `${run}-${index}`
      const UserAttributes = [{ Name: 'email', Value: `${Username}@example.com` }]
      await call('SignUp', { ClientId: clientId, Username, Password: PASSWORD, UserAttributes })
      return Username
    })
    return {
      atMost: ONCE * HOURLY,
      input: (index) => ({ ClientId: clientId, Username: cycled(names, index) }),
    }
  }),
]
