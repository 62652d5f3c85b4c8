import { type Fixture, several } from '../fixture.ts'
import { newMembers } from '../members.ts'
import { cycled, type Scenario, scenario } from '../scenario.ts'

const ONCE = 100

const TRACKED = { UserSessionTracking: 'ENABLED', TokenSession: { MaxPerUser: 10 } } as const

/** A session of each of so many members. */
async function sessions(fixture: Fixture) {
  const { UserPoolId, ClientId, members } = await newMembers(fixture, ONCE, { UserPoolTier: 'ESSENTIALS' })
  await fixture.call('SetUserPoolSessionConfiguration', { UserPoolId, ...TRACKED })
  return several(ONCE, async (index) => {
    const { user } = cycled(members, index)
    const other = await fixture.signIn(user.Username, ClientId)
    const { Sessions } = await fixture.call('ListUserSessions', { AccessToken: other.AccessToken })
    const { AccessToken } = await fixture.signIn(user.Username, ClientId) // no session can revoke itself
    return { user, AccessToken, SessionId: Sessions?.[0]?.SessionId ?? '' }
  })
}

export const userSessionScenarios: readonly Scenario[] = [
  scenario('RevokeUserSession', async (fixture) => {
    const all = await sessions(fixture)
    return {
      atMost: ONCE,
      input: (index) => {
        const { AccessToken, SessionId } = cycled(all, index)
        return { AccessToken, SessionId }
      },
    }
  }),
  scenario('AdminRevokeUserSession', async (fixture) => {
    const all = await sessions(fixture)
    return {
      atMost: ONCE,
      input: (index) => {
        const { user, SessionId } = cycled(all, index)
        return { ...user, SessionId }
      },
    }
  }),
]
