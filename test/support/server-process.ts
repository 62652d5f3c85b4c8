// The real command `poolhouse serve` in a separate process.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider'
import { REGION, ROOT } from './poolhouse.ts'

/** What an installation runs: several hundred modules would take three times as long to start. */
export const MAIN = join(dirname(fileURLToPath(import.meta.url)), '../../bundle/main.js')

/** What each process of the tests needs of our environment; the cache spares it compiling what others have compiled. */
export const BASE_ENVIRONMENT = {
  PATH: process.env.PATH,
  NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE,
}

const STARTS_WITHIN = 30_000

export interface ServerProcessOptions {
  /** Contains the database if there is no `databaseUrl`. */
  readonly dataDir: string
  readonly databaseUrl?: string
  readonly workers?: number
  /** The script of the command; by default that of the tests' build. */
  readonly main?: string
  /** Further settings. */
  readonly environment?: Readonly<Record<string, string>>
}

export interface ServerProcess {
  /** Of the form `http://127.0.0.1:<port>`. */
  readonly url: string
  /** Everything that it has written to its log. */
  log(): string
  /** A client of the AWS SDK as root, which does not retry. */
  client(): CognitoIdentityProviderClient
  /** Asks it to end as an operator would; returns its exit code. */
  stop(): Promise<number | null>
  /** Kills it immediately, whatever it is doing. */
  kill(): Promise<void>
}

/** Starts the server on a free loopback port, with the root credentials of the tests, and waits until it is ready. */
export async function startServerProcess({
  dataDir,
  databaseUrl,
  workers = 1,
  main = MAIN,
  environment = {},
}: ServerProcessOptions): Promise<ServerProcess> {
  const child = spawn(process.execPath, [main, 'serve'], {
    env: {
      ...BASE_ENVIRONMENT,
      POOLHOUSE_PORT: '0',
      POOLHOUSE_DATA_DIR: dataDir,
      POOLHOUSE_WORKERS: `${workers}`,
      POOLHOUSE_ROOT_ACCESS_KEY_ID: ROOT.accessKeyId,
      POOLHOUSE_ROOT_SECRET_ACCESS_KEY: ROOT.secretAccessKey,
      ...environment,
      ...(databaseUrl !== undefined && { POOLHOUSE_DATABASE_URL: databaseUrl }),
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const ended = once(child, 'close').then(([code]) => code as number | null)
  let log = ''
  child.stderr.on('data', (chunk) => {
    log += chunk
  })
  const url = `http://127.0.0.1:${await portOf(child, () => log)}`
  const clients: CognitoIdentityProviderClient[] = []

  async function end(signal: 'SIGTERM' | 'SIGKILL'): Promise<number | null> {
    for (const client of clients.splice(0)) client.destroy()
    child.kill(signal)
    return ended
  }

  return {
    url,
    log: () => log,
    client() {
      const client = new CognitoIdentityProviderClient({
        endpoint: url,
        region: REGION,
        credentials: ROOT,
        maxAttempts: 1,
        requestHandler: { httpAgent: { keepAlive: true, maxSockets: 64 } },
      })
      clients.push(client)
      return client
    },
    stop: () => end('SIGTERM'),
    kill: async () => void (await end('SIGKILL')),
  }
}

/** The port that the greeting names. */
function portOf(child: ChildProcess, log: () => string): Promise<string> {
  return new Promise((resolve, reject) => {
    const fail = (why: string) => {
      child.kill('SIGKILL')
      reject(new Error(`The server ${why}: ${log()}`))
    }
    const impatience = setTimeout(() => fail('does not start'), STARTS_WITHIN)
    const onExit = () => {
      clearTimeout(impatience)
      fail('ended before it was ready')
    }
    let said = ''
    child.once('exit', onExit)
    child.stdout?.on('data', (chunk) => {
      said += chunk
      const port = /ready at http:\/\/localhost:(\d+)\n/.exec(said)?.[1]
      if (port === undefined) return
      clearTimeout(impatience)
      child.off('exit', onExit)
      resolve(port)
    })
  })
}
