import { setTimeout as sleep } from 'node:timers/promises'
import { codeAt, STEP } from '../test/support/authenticator-app.ts'
import { CONTACT, type Fixture, newClient, newPool, PASSWORD, several } from './fixture.ts'
import { cpuOfWindow } from './measure.ts'
import type { ServerProcess } from './server-process.ts'

/** A user with an authenticator app. */
interface AppUser {
  readonly username: string
  readonly secret: string
  /** The step of 30 seconds whose code was used last: each serves once. */
  usedStep: number
}

/**
 * So many users sign in at about the same time. With fewer, the server's code is still being compiled in the rounds that
 * count, and a window is over before its data is back in the processor's caches.
 */
const SIGN_INS = 160
/** Rounds that no user has to wait in for the code of the next step. */
const ROUNDS_OF_A_STEP = 12

/** No window takes as long as that. */
const SECONDS = 60
const window = { seconds: SECONDS, atMost: SIGN_INS }

/** Measures the server's CPU for one sign-in by password, in milliseconds. */
export function passwordSignInCost({ usage }: ServerProcess, { signIn, signInName }: Fixture) {
  let signedIn = 0
  return async (): Promise<number> => {
    const cost = await cpuOfWindow(usage, (index) => signIn(signInName(signedIn + index)), window)
    signedIn += SIGN_INS
    return cost
  }
}

/**
 * Measures the server's CPU for one sign-in by password and TOTP, in milliseconds: for both of its requests, without the
 * client's work.
 */
export async function totpSignInCost({ usage }: ServerProcess, fixture: Fixture) {
  const { call } = fixture
  const pool = await newPool(fixture)
  const ClientId = await newClient(fixture, pool.id)
  await call('SetUserPoolMfaConfig', {
    UserPoolId: pool.id,
    MfaConfiguration: 'OPTIONAL',
    SoftwareTokenMfaConfiguration: { Enabled: true },
  })
  const begin = (USERNAME: string) =>
    call('InitiateAuth', {
      ClientId,
      AuthFlow: 'USER_PASSWORD_AUTH',
      AuthParameters: { USERNAME, PASSWORD },
    })
  const users = await several(SIGN_INS * ROUNDS_OF_A_STEP, (index) => newAppUser(`user-${index}`))
  let first = 0

  async function newAppUser(Username: string): Promise<AppUser> {
    const user = { UserPoolId: pool.id, Username }
    await call('AdminCreateUser', { ...user, UserAttributes: CONTACT, MessageAction: 'SUPPRESS' })
    await call('AdminSetUserPassword', { ...user, Password: PASSWORD, Permanent: true })
    const { AuthenticationResult } = await begin(Username)
    const { AccessToken } = AuthenticationResult ?? {}
    const { SecretCode: secret = '' } = await call('AssociateSoftwareToken', { AccessToken })
    const usedStep = stepNow() // the code is good for another step, should this one end before the server sees it
    await call('VerifySoftwareToken', { AccessToken, UserCode: codeAt(secret, usedStep * STEP) })
    await call('AdminSetUserMFAPreference', { ...user, SoftwareTokenMfaSettings: { Enabled: true } })
    return { username: Username, secret, usedStep }
  }

  return async (): Promise<number> => {
    const some = users.slice(first, first + SIGN_INS)
    first = (first + SIGN_INS) % users.length
    while (some.some(({ usedStep }) => usedStep >= stepNow())) await sleep(STEP - (Date.now() % STEP))
    const sessions: (string | undefined)[] = []
    const asking = await cpuOfWindow(
      usage,
      async (index) => {
        sessions[index] = (await begin(some[index]?.username ?? '')).Session
      },
      window,
    )
    const step = stepNow()
    const codes = some.map(({ secret }) => codeAt(secret, step * STEP))
    for (const user of some) user.usedStep = step
    const answer = (index: number) =>
      call('RespondToAuthChallenge', {
        ClientId,
        ChallengeName: 'SOFTWARE_TOKEN_MFA',
        Session: sessions[index],
        ChallengeResponses: {
          USERNAME: some[index]?.username ?? '',
          SOFTWARE_TOKEN_MFA_CODE: codes[index] ?? '',
        },
      })
    return asking + (await cpuOfWindow(usage, answer, window))
  }
}

function stepNow(): number {
  return Math.floor(Date.now() / STEP)
}
