import { createHmac, createSecretKey } from 'node:crypto'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { systemEntropy } from '../src/kernel/entropy.ts'
import { SQLITE_SETTINGS } from '../src/storage/driver/connect-sqlite.ts'
import { openConnection, toPlan } from '../src/storage/driver/sqlite-connection.ts'
import { loadSqlite } from '../src/storage/driver/sqlite-module.ts'
import { cpuOfWindow } from './measure.ts'
import { type ServerProcess, startServerProcess } from './server-process.ts'

/** What nobody can do without, in milliseconds of CPU. */
export interface Floor {
  readonly emptyAnswer: number
  /** On SQLite, with the settings of the server. */
  readonly durableCommit: number
  /** Of a pair of tokens. */
  readonly twoSignatures: number
  readonly exponentiation: number
  readonly hmac: number
}

/** Can tell again and again what the floor is at that moment. */
export interface FloorMeter {
  /** Each part of it is measured for so long. */
  measure(seconds: number): Promise<Floor>
  stop(): Promise<void>
}

const WORKS = ['nothing', 'signatures', 'exponentiation'] as const

const FLOOR_SERVER = fileURLToPath(new URL('floor-server.js', import.meta.url))

/** Starts servers that do nothing but one piece of work for each request, and opens a database. */
export async function startFloorMeter(folder: string): Promise<FloorMeter> {
  const servers = new Map<string, ServerProcess>()
  for (const work of WORKS) servers.set(work, await startServerProcess({ folder }, [FLOOR_SERVER, work]))
  const commit = await committing(folder)

  /** The answer of the listener alone to a signed request, after so much work. */
  async function answerAfter(work: (typeof WORKS)[number], seconds: number): Promise<number> {
    const server = servers.get(work)
    if (!server) throw new Error(`no server does ${work}`)
    const input = { UserPoolId: 'us-east-1_Example12', Username: 'user-1' }
    return cpuOfWindow(server.usage, () => server.caller.call('AdminGetUser', input), { seconds })
  }

  return {
    async measure(seconds) {
      const emptyAnswer = await answerAfter('nothing', seconds)
      return {
        emptyAnswer,
        durableCommit: cpuOf(300, commit.run),
        twoSignatures: (await answerAfter('signatures', seconds)) - emptyAnswer,
        exponentiation: (await answerAfter('exponentiation', seconds)) - emptyAnswer,
        hmac: cpuOf(1000, hmac),
      }
    },
    async stop() {
      commit.close()
      for (const server of servers.values()) await server.stop()
    },
  }
}

/** One row in one transaction on a bare connection: nothing of ours adds to it. */
async function committing(folder: string) {
  const connection = openConnection(await loadSqlite(), join(folder, 'floor.sqlite'))
  connection.exec(SQLITE_SETTINGS)
  connection.exec('create table floor (id integer primary key, value text)')
  const begin = toPlan('begin immediate')
  const insert = toPlan('insert into floor (value) values ($1)')
  const commit = toPlan('commit')
  return {
    run: () => {
      connection.run(begin, [])
      connection.run(insert, ['x'.repeat(500)])
      connection.run(commit, [])
    },
    close: () => connection.close(),
  }
}

const KEY = createSecretKey(systemEntropy.bytes(32))
const TEXT = Buffer.alloc(800, 'x')

function hmac(): void {
  createHmac('sha256', KEY).update(TEXT).digest()
}

/** Milliseconds of this process's CPU for one run of `work`. */
function cpuOf(runs: number, work: () => void): number {
  const before = process.cpuUsage()
  for (let i = 0; i < runs; i++) work()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000 / runs
}
