import { createHmac, createSecretKey } from 'node:crypto'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { systemEntropy } from '../src/kernel/entropy.ts'
import { SQLITE_SETTINGS } from '../src/storage/driver/sqlite.ts'
import { openConnection, toPlan } from '../src/storage/driver/sqlite-connection.ts'
import { loadSqlite } from '../src/storage/driver/sqlite-module.ts'
import { measure } from './measure.ts'
import { startServerProcess } from './server-process.ts'

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

type Work = 'nothing' | 'signatures' | 'exponentiation'

const FLOOR_SERVER = fileURLToPath(new URL('floor-server.js', import.meta.url))

export async function measureFloor(folder: string, seconds: number): Promise<Floor> {
  const emptyAnswer = await answerAfter('nothing', folder, seconds)
  return {
    emptyAnswer,
    durableCommit: await durableCommit(folder),
    twoSignatures: (await answerAfter('signatures', folder, seconds)) - emptyAnswer,
    exponentiation: (await answerAfter('exponentiation', folder, seconds)) - emptyAnswer,
    hmac: await hmac(),
  }
}

/** The least of two measurements: whatever else runs on the machine can only add to it. */
export function leastFloor(one: Floor, other: Floor): Floor {
  const least = (name: keyof Floor) => Math.min(one[name], other[name])
  return {
    emptyAnswer: least('emptyAnswer'),
    durableCommit: least('durableCommit'),
    twoSignatures: least('twoSignatures'),
    exponentiation: least('exponentiation'),
    hmac: least('hmac'),
  }
}

/** The answer of the listener alone to a signed request, after so much work. */
async function answerAfter(work: Work, folder: string, seconds: number): Promise<number> {
  const server = await startServerProcess({ folder }, [FLOOR_SERVER, work])
  const input = { UserPoolId: 'us-east-1_Example12', Username: 'user-1' }
  const send = () => server.caller.call('AdminGetUser', input)
  const { cpu } = await measure(server.usage, send, { seconds, atMost: 1_000_000, warmUpSeconds: 2 })
  await server.stop()
  return cpu
}

/** One row in one transaction on a bare connection: nothing of ours adds to it. */
async function durableCommit(folder: string): Promise<number> {
  const connection = openConnection(await loadSqlite(), join(folder, 'floor.sqlite'))
  connection.exec(SQLITE_SETTINGS)
  connection.exec('create table floor (id integer primary key, value text)')
  const [begin, insert, commit] = [
    toPlan('begin immediate'),
    toPlan('insert into floor (value) values ($1)'),
    toPlan('commit'),
  ]
  const cpu = await cpuOf(3000, async () => {
    connection.run(begin, [])
    connection.run(insert, ['x'.repeat(500)])
    connection.run(commit, [])
  })
  connection.close()
  return cpu
}

function hmac(): Promise<number> {
  const key = createSecretKey(systemEntropy.bytes(32))
  const text = Buffer.alloc(800, 'x')
  return cpuOf(5000, async () => createHmac('sha256', key).update(text).digest())
}

/** Milliseconds of this process's CPU for one run of `work`, once it is warm. */
async function cpuOf(runs: number, work: () => Promise<unknown>): Promise<number> {
  for (let i = 0; i < runs / 5; i++) await work()
  const before = process.cpuUsage()
  for (let i = 0; i < runs; i++) await work()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000 / runs
}
