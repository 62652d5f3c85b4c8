import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Fixture } from './fixture.ts'
import { signInsIn } from './password-sign-in.ts'
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

/** Measures the server's CPU for one sign-in by password in a pool with a PostAuthentication function, in milliseconds. */
export function triggerSignInCost(server: ServerProcess, fixture: Fixture) {
  const arn = `arn:aws:lambda:us-east-1:123456789012:function:${BENCH_FUNCTION}`
  return signInCost(server, fixture, { PostAuthentication: arn })
}

/** The same, in a pool without one. */
export function plainSignInCost(server: ServerProcess, fixture: Fixture) {
  return signInCost(server, fixture, {})
}

async function signInCost(server: ServerProcess, fixture: Fixture, LambdaConfig: object) {
  const { measure } = await signInsIn(server, fixture, { LambdaConfig })
  return measure
}
