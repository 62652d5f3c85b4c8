// The real command line, in separate processes or in this one, on each database that a server can run on.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe } from 'node:test'
import {
  CognitoIdentityProviderClient,
  type CognitoIdentityProviderClientConfig,
} from '@aws-sdk/client-cognito-identity-provider'
import { onPostgresql } from '../support/databases.ts'
import { ROOT } from '../support/poolhouse.ts'
import { BASE_ENVIRONMENT, MAIN } from '../support/server-process.ts'
import type { Credentials } from '../support/sign.ts'
import { type Ended, runHere } from './run-here.ts'

export interface Started {
  readonly child: ChildProcess
  readonly output: { stdout: string; stderr: string }
  readonly ended: Promise<Ended>
}

export interface TrailRecord {
  readonly eventSource: string
  readonly eventName: string
  readonly errorCode?: string
  readonly sourceIPAddress?: string
  readonly userIdentity: Readonly<Record<string, string>>
  readonly requestParameters: Readonly<Record<string, unknown>> | null
  readonly responseElements: Readonly<Record<string, unknown>> | null
}

/** A folder with its own database. */
export interface Site {
  readonly folder: string
  /** Runs a command to its end. */
  run(...args: string[]): Promise<Ended>
  /** Like {@link run}, for a command that must succeed: returns what it printed. */
  printed(...args: string[]): Promise<string>
  /** Like {@link run} in this process, for a command whose process is not the matter. */
  here(...args: string[]): Promise<Ended>
  /** Like {@link printed} in this process. */
  printedHere(...args: string[]): Promise<string>
  start(...args: string[]): Started
  /** The records of the audit trail. */
  records(...args: string[]): Promise<TrailRecord[]>
  /** Starts the server and returns its address. */
  serve(...args: string[]): Promise<string>
  /** Like {@link serve}, with the process. */
  serving(...args: string[]): Promise<{ readonly started: Started; readonly url: string }>
  /** Ends the running servers. */
  end(): Promise<void>
  /** A client of the server at the address, by default as root. */
  client(url: string, credentials?: Credentials, region?: string): CognitoIdentityProviderClient
  /** Writes a file into the folder and returns its path. Anything but text and bytes is written as JSON. */
  write(name: string, content: unknown): string
}

/** Starts `poolhouse` as a process, with no environment variables besides these, and collects its output. */
export function startCommand(
  args: readonly string[],
  environment: Readonly<Record<string, string>>,
  cwd?: string,
): Started {
  const child = spawn(process.execPath, [MAIN, ...args], {
    cwd,
    env: { ...BASE_ENVIRONMENT, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const output = { stdout: '', stderr: '' }
  child.stdout.on('data', (chunk) => {
    output.stdout += chunk
  })
  child.stderr.on('data', (chunk) => {
    output.stderr += chunk
  })
  const ended = once(child, 'close').then(([code]) => ({ code: code as number | null, ...output }))
  return { child, output, ended }
}

/** Runs a suite on SQLite and, if a server is configured, on PostgreSQL. */
export function forEachSite(suite: (site: Site) => void): void {
  describe('on SQLite', () => suite(openSite([], {})))
  onPostgresql((newUrl) => {
    const rootKey = Buffer.alloc(32, 7).toString('base64')
    suite(openSite(['--database-url', newUrl()], { POOLHOUSE_ROOT_KEY: rootKey }))
  })
}

/** A site on SQLite only, for the suite around it. */
export function openSite(settings: readonly string[], environment: Readonly<Record<string, string>>): Site {
  const folder = mkdtempSync(join(tmpdir(), 'poolhouse-cli-'))
  const children: ChildProcess[] = []
  const clients: CognitoIdentityProviderClient[] = []
  after(async () => {
    for (const client of clients) client.destroy()
    for (const child of children) await endOf(child, 'SIGKILL')
    rmSync(folder, { recursive: true })
  })

  const placed = (args: readonly string[]) => [...args, '--data-dir', join(folder, 'data'), ...settings]
  const surroundings = () => ({
    POOLHOUSE_ROOT_ACCESS_KEY_ID: ROOT.accessKeyId,
    POOLHOUSE_ROOT_SECRET_ACCESS_KEY: ROOT.secretAccessKey,
    ...environment,
  })

  function start(...args: string[]): Started {
    const started = startCommand(placed(args), surroundings(), folder)
    children.push(started.child)
    return started
  }

  const run = (...args: string[]) => start(...args).ended
  const here = (...args: string[]) => runHere(placed(args), surroundings())

  const printing =
    (way: Site['run']): Site['printed'] =>
    async (...args) => {
      const { code, stdout, stderr } = await way(...args)
      if (code !== 0) throw new Error(`poolhouse ${args.join(' ')} ended with ${code}: ${stderr}`)
      return stdout
    }
  const printed = printing(run)

  async function serving(...args: string[]) {
    const started = start('serve', '--port', '0', ...args)
    await untilMatch(started, /ready at https?:\S+\n/)
    const [, port] = /"port":(\d+),.*"message":"Ready"/.exec(started.output.stderr) ?? []
    return { started, url: `http://127.0.0.1:${port}` }
  }

  return {
    folder,
    run,
    start,
    printed,
    here,
    printedHere: printing(here),
    async records(...args) {
      const lines = (await printing(here)('audit', '--json', ...args))
        .split('\n')
        .filter((line) => line !== '')
      return lines.map((line) => JSON.parse(line))
    },
    serving,
    serve: async (...args) => (await serving(...args)).url,
    async end() {
      for (const child of children) await endOf(child, 'SIGTERM')
    },
    client(url, credentials = ROOT, region = 'us-east-1') {
      const config: CognitoIdentityProviderClientConfig = {
        endpoint: url,
        region,
        credentials,
        maxAttempts: 1,
      }
      const client = new CognitoIdentityProviderClient(config)
      clients.push(client)
      return client
    },
    write(name, content) {
      const file = join(folder, name)
      const plain = typeof content === 'string' || content instanceof Uint8Array
      writeFileSync(file, plain ? content : JSON.stringify(content))
      return file
    },
  }
}

async function endOf(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = once(child, 'close')
  child.kill(signal)
  await ended
}

/** Waits until a process has printed what matches. */
export async function untilMatch({ child, output }: Started, pattern: RegExp): Promise<RegExpExecArray> {
  for (const end = Date.now() + PATIENCE; Date.now() < end; ) {
    const match = pattern.exec(output.stdout)
    if (match) return match
    if (child.exitCode !== null) throw new Error(`ended with ${child.exitCode}: ${output.stderr}`)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  throw new Error(`did not print ${pattern}: ${output.stdout}${output.stderr}`)
}

const PATIENCE = 60_000
