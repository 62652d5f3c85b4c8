import { CONTACT, type Fixture, newClient, newPool, PASSWORD, several } from './fixture.ts'
import { cpuOfWindow } from './measure.ts'
import type { ServerProcess } from './server-process.ts'

/** So many users sign in at about the same time. */
const SIGN_INS = 80

/** No window takes as long as that. */
const window = { seconds: 60, atMost: SIGN_INS }

/** More than a risk looks at: the cost must be that of users who have been there for a while. */
const SIGN_INS_BEFORE = 31

/**
 * Measures the server's CPU for one sign-in by password in a pool whose threat protection is in AUDIT, in milliseconds. Its
 * users have signed in before, so that their history is compared.
 */
export async function auditSignInCost(server: ServerProcess, fixture: Fixture) {
  const { signIn, measure } = await signInsIn(server, fixture, {
    UserPoolTier: 'PLUS',
    UserPoolAddOns: { AdvancedSecurityMode: 'AUDIT' },
  })
  for (let before = 0; before < SIGN_INS_BEFORE; before++) await several(SIGN_INS, signIn)
  return measure
}

/** The same, in a pool without threat protection. */
export async function unguardedSignInCost(server: ServerProcess, fixture: Fixture) {
  const { measure } = await signInsIn(server, fixture, {})
  return measure
}

async function signInsIn({ usage }: ServerProcess, fixture: Fixture, settings: object) {
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
