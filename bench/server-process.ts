import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { openSync, writeFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { dirname, join } from 'node:path'
import { type Caller, callerOf } from './caller.ts'
import { PASSWORD, SIGN_INS } from './fixture.ts'
import { CREDENTIALS } from './signer.ts'

/** The joined modules, which bin/poolhouse.js starts. */
const MAIN = join(dirname(import.meta.dirname), 'bundle', 'main.js')

const METRICS_TOKEN = 'metrics-token-of-the-benchmark'

export interface ProcessUsage {
  readonly cpuSeconds: number
  readonly residentBytes: number
}

export interface ServerProcess {
  readonly caller: Caller
  /** Milliseconds from the start of the process until it said that it was ready. */
  readonly readyAfter: number
  usage(): Promise<ProcessUsage>
  stop(): Promise<void>
}

export interface ServerPlace {
  /** Data folder and log. */
  readonly folder: string
  /** Without one, the server keeps its data in the folder. */
  readonly databaseUrl?: string | undefined
}

/**
 * `poolhouse serve` as in production: a process of its own whose log goes to a file.
 * @param settings of the configuration file
 */
export function startPoolhouse(place: ServerPlace, settings: object = {}): Promise<ServerProcess> {
  const config = join(place.folder, 'poolhouse.json')
  writeFileSync(config, JSON.stringify(settings))
  return startServerProcess(place, [MAIN, 'serve', '--port', '0', '--log-level', 'info', '--config', config])
}

/** A script that prints `… http://<host>:<port>` once it listens, and has /metrics. */
export async function startServerProcess(
  place: ServerPlace,
  script: readonly string[],
): Promise<ServerProcess> {
  const log = openSync(join(place.folder, 'server.log'), 'a')
  const start = performance.now()
  const flags = process.env.BENCH_NODE_OPTIONS?.split(' ') ?? [] // such as --cpu-prof
  const child = spawn(process.execPath, [...flags, ...script], {
    env: environmentOf(place),
    stdio: ['ignore', 'pipe', log],
  })
  const port = await new Promise<number>((resolve, reject) => {
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      const [, found] = /http:\/\/[\w.]+:(\d+)/.exec(text) ?? []
      if (found) resolve(Number(found))
    })
    child.once('exit', () => reject(new Error(`the server ended; see ${place.folder}/server.log`)))
  })
  const readyAfter = performance.now() - start
  const caller = callerOf(port)
  return {
    caller,
    readyAfter,
    usage: async () => usageIn(await caller.get('/metrics', { authorization: `Bearer ${METRICS_TOKEN}` })),
    async stop() {
      caller.close()
      if (child.exitCode !== null) return
      const ended = once(child, 'exit')
      child.kill('SIGTERM')
      await ended
    },
  }
}

/** Fills a pool by `poolhouse populate`. Answers the seconds that it took. */
export async function populate(place: ServerPlace, userPoolId: string, users: number): Promise<number> {
  const start = performance.now()
  const args = ['populate', '--user-pool-id', userPoolId, '--users', `${users}`, '--sign-ins', `${SIGN_INS}`]
  const child = spawn(process.execPath, [MAIN, ...args], {
    env: { ...environmentOf(place), POOLHOUSE_POPULATE_PASSWORD: PASSWORD },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const [code] = await once(child, 'exit')
  if (code !== 0) throw new Error(`poolhouse populate ended with ${code}`)
  return (performance.now() - start) / 1000
}

function environmentOf({ folder, databaseUrl }: ServerPlace): NodeJS.ProcessEnv {
  return {
    PATH: process.env.PATH,
    UV_THREADPOOL_SIZE: String(Math.max(2, availableParallelism())), // as bin/poolhouse.js has it
    POOLHOUSE_DATA_DIR: join(folder, 'data'),
    POOLHOUSE_METRICS_TOKEN: METRICS_TOKEN,
    POOLHOUSE_ROOT_ACCESS_KEY_ID: CREDENTIALS.accessKeyId,
    POOLHOUSE_ROOT_SECRET_ACCESS_KEY: CREDENTIALS.secretAccessKey,
    ...(databaseUrl && { POOLHOUSE_DATABASE_URL: databaseUrl }),
  }
}

function usageIn(metrics: string): ProcessUsage {
  const sampleOf = (name: string) => Number(new RegExp(`^${name} (\\S+)`, 'm').exec(metrics)?.[1])
  return {
    cpuSeconds: sampleOf('process_cpu_seconds_total'),
    residentBytes: sampleOf('process_resident_memory_bytes'),
  }
}
