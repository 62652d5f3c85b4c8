import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { CONTACT, type Fixture, newClient, newPool, PASSWORD, several } from './fixture.ts'
import { cpuOfWindow } from './measure.ts'
import type { ServerProcess } from './server-process.ts'

/** The name of the function, which the configuration of the measured server has. */
export const BENCH_FUNCTION = 'bench'

/** A function behind HTTP that returns each event as it is, in this process: its work is not the server's. */
export async function startFunction(): Promise<{ readonly url: string; stop(): void }> {
  const server = createServer((request, response) => void request.pipe(response))
  server.keepAliveTimeout = 60_000
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    stop() {
      server.closeAllConnections()
      server.close()
    },
  }
}

/** So many users sign in at about the same time. */
const SIGN_INS = 80

/** No window takes as long as that. */
const window = { seconds: 60, atMost: SIGN_INS }

/** Measures the server's CPU for one sign-in by password in a pool with a PostAuthentication function, in milliseconds. */
export function triggerSignInCost(server: ServerProcess, fixture: Fixture) {
  const arn = `arn:aws:lambda:us-east-1:123456789012:function:${BENCH_FUNCTION}`
  return signInCost(server, fixture, { PostAuthentication: arn })
}

/** The same, in a pool without one. */
export function plainSignInCost(server: ServerProcess, fixture: Fixture) {
  return signInCost(server, fixture, {})
}

async function signInCost({ usage }: ServerProcess, fixture: Fixture, LambdaConfig: object) {
  const { call } = fixture
  const pool = await newPool(fixture)
  const ClientId = await newClient(fixture, pool.id)
  const names = await several(SIGN_INS, async (index) => {
    const user = { UserPoolId: pool.id, Username: `user-${index}` }
    await call('AdminCreateUser', { ...user, UserAttributes: CONTACT, MessageAction: 'SUPPRESS' })
    await call('AdminSetUserPassword', { ...user, Password: PASSWORD, Permanent: true })
    return user.Username
  })
  await call('UpdateUserPool', { UserPoolId: pool.id, LambdaConfig })
  const signIn = (index: number) =>
    call('InitiateAuth', {
      ClientId,
      AuthFlow: 'USER_PASSWORD_AUTH',
      AuthParameters: { USERNAME: names[index % SIGN_INS] ?? '', PASSWORD },
    })
  return (): Promise<number> => cpuOfWindow(usage, signIn, window)
}
