import { CONTACT, type Fixture, newClient, newPool, PASSWORD, several } from './fixture.ts'
import { cpuOfWindow } from './measure.ts'
import type { ServerProcess } from './server-process.ts'

/** So many users sign in at about the same time. */
export const SIGN_INS = 80

/** No window takes as long as that. */
const window = { seconds: 60, atMost: SIGN_INS }

/**
 * Sign-ins by password in a new pool with these settings, and the measurement of the server's CPU for one of them, in
 * milliseconds.
 */
export async function signInsIn({ usage }: ServerProcess, fixture: Fixture, settings: object) {
  const { call } = fixture
  const pool = await newPool(fixture)
  const ClientId = await newClient(fixture, pool.id)
  const names = await several(SIGN_INS, async (index) => {
    const user = { UserPoolId: pool.id, Username: `user-${index}` }
    await call('AdminCreateUser', { ...user, UserAttributes: CONTACT, MessageAction: 'SUPPRESS' })
    await call('AdminSetUserPassword', { ...user, Password: PASSWORD, Permanent: true })
    return user.Username
  })
  await call('UpdateUserPool', { UserPoolId: pool.id, ...settings })
  const signIn = (index: number) =>
    call('InitiateAuth', {
      ClientId,
      AuthFlow: 'USER_PASSWORD_AUTH',
      AuthParameters: { USERNAME: names[index % SIGN_INS] ?? '', PASSWORD },
    })
  return { signIn, measure: (): Promise<number> => cpuOfWindow(usage, signIn, window) }
}
