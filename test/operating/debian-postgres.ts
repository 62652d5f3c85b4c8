// A PostgreSQL of Debian's packages, operated by commands as its operator would.
import { execFile } from 'node:child_process'
import {
  appendFileSync,
  chownSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from '../support/free-port.ts'

const VERSIONS = '/usr/lib/postgresql'
const PATIENCE = 60_000

/** The folder of the newest installed version's programs, undefined if none is installed. */
export function debianPrograms(): string | undefined {
  const versions = existsSync(VERSIONS) ? readdirSync(VERSIONS).sort((a, b) => Number(b) - Number(a)) : []
  return versions
    .map((version) => join(VERSIONS, version, 'bin'))
    .find((folder) => existsSync(join(folder, 'postgres')))
}

export interface DebianPostgres {
  readonly folder: string
  readonly url: string
  /** Runs a shell script as the user of PostgreSQL, with PGDATA set. Rejects with what it said if it fails. */
  run(script: string, environment?: Readonly<Record<string, string>>): Promise<string>
  start(): Promise<void>
  stop(): Promise<void>
  remove(): Promise<void>
}

/** Makes a cluster with the given lines in its postgresql.conf, and starts it. */
export async function startDebianPostgres(
  programs: string,
  configured: (folder: string) => string,
): Promise<DebianPostgres> {
  const folder = mkdtempSync(join(tmpdir(), 'poolhouse-debian-postgres-'))
  const user = userOfServer()
  if (user) chownSync(folder, user.uid, user.gid)
  const PGDATA = join(folder, 'data')
  const port = await freePort()

  function run(script: string, environment: Readonly<Record<string, string>> = {}): Promise<string> {
    const env = { PATH: `${programs}:${process.env.PATH}`, PGDATA, LC_ALL: 'C', ...environment }
    return new Promise((resolve, reject) => {
      const options = { cwd: folder, env, timeout: PATIENCE, killSignal: 'SIGKILL', ...user } as const
      execFile('sh', ['-euc', script], options, (error, stdout, stderr) =>
        error ? reject(new Error(`${script}\n${stdout}${stderr}`)) : resolve(stdout),
      )
    })
  }
  const start = async () => void (await run('pg_ctl start --wait --silent --log server.log'))
  const stop = async () => void (await run('pg_ctl stop --wait --silent --mode fast'))

  await run('initdb --username postgres --auth trust --encoding UTF8 --no-sync --wal-segsize 1')
  const place = `port = ${port}\nlisten_addresses = '127.0.0.1'\nunix_socket_directories = ''\nfsync = off\n`
  appendFileSync(join(PGDATA, 'postgresql.conf'), `${place}${configured(folder)}`)
  await start()
  return {
    folder,
    url: `postgres://postgres@127.0.0.1:${port}/postgres`,
    run,
    start,
    stop,
    async remove() {
      if (existsSync(join(PGDATA, 'postmaster.pid'))) await stop()
      rmSync(folder, { recursive: true })
    },
  }
}

/** PostgreSQL refuses to run as root. */
function userOfServer(): { readonly uid: number; readonly gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined
  const lines = readFileSync('/etc/passwd', 'utf8').split('\n')
  const [, , uid, gid] = lines.find((line) => line.startsWith('nobody:'))?.split(':') ?? []
  if (uid === undefined) throw new Error('there is no user "nobody" to start PostgreSQL as')
  return { uid: Number(uid), gid: Number(gid) }
}
