import { createHmac, createSecretKey, generateKeyPairSync, sign } from 'node:crypto'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { systemEntropy } from '../src/kernel/entropy.ts'
import { MODULUS, modularExponentiation } from '../src/kernel/modular-exponentiation.ts'
import { openDatabase } from '../src/storage/driver/open-database.ts'
import { type Measurement, measure } from './measure.ts'
import { startServerProcess } from './server-process.ts'

/** What nobody can do without, in milliseconds of CPU. */
export interface Floor {
  readonly emptyAnswer: number
  /** On SQLite, with the settings of the server. */
  readonly durableCommit: number
  readonly rsaSignature: number
  readonly exponentiation: number
  readonly hmac: number
}

const EMPTY_SERVER = fileURLToPath(new URL('empty-server.js', import.meta.url))

export async function measureFloor(folder: string, seconds: number): Promise<Floor> {
  return {
    emptyAnswer: (await emptyAnswer(folder, seconds)).cpu,
    durableCommit: await durableCommit(folder),
    ...(await cryptography()),
  }
}

/** The answer of the listener alone to a signed request. */
async function emptyAnswer(folder: string, seconds: number): Promise<Measurement> {
  const server = await startServerProcess({ folder }, [EMPTY_SERVER])
  const send = () =>
    server.caller.call('AdminGetUser', { UserPoolId: 'us-east-1_Example12', Username: 'user-1' })
  const measurement = await measure(server.usage, send, { seconds, atMost: 1_000_000, warmUpSeconds: 2 })
  await server.stop()
  return measurement
}

/** One row in one transaction. */
async function durableCommit(folder: string): Promise<number> {
  const database = await openDatabase({ file: join(folder, 'floor.sqlite') })
  await database.script('create table floor (id integer primary key, value text)')
  const insert = () =>
    database.transaction((queries) => queries.run('insert into floor (value) values ($1)', 'x'.repeat(500)))
  const cpu = await cpuOf(3000, insert)
  await database.close()
  return cpu
}

/** What a sign-in consists of. */
async function cryptography(): Promise<Pick<Floor, 'rsaSignature' | 'exponentiation' | 'hmac'>> {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const signing = promisify(sign)
  const text = Buffer.alloc(800, 'x')
  const base = BigInt(`0x${systemEntropy.bytes(380).toString('hex')}`) % MODULUS
  const exponent = BigInt(`0x${systemEntropy.bytes(32).toString('hex')}`)
  const key = createSecretKey(systemEntropy.bytes(32))
  return {
    rsaSignature: await cpuOf(500, () => signing('sha256', text, privateKey)),
    exponentiation: await cpuOf(300, async () => modularExponentiation(base, exponent)),
    hmac: await cpuOf(5000, async () => createHmac('sha256', key).update(text).digest()),
  }
}

/** Milliseconds of this process's CPU for one run of `work`, once it is warm. */
async function cpuOf(runs: number, work: () => Promise<unknown>): Promise<number> {
  for (let i = 0; i < runs / 5; i++) await work()
  const before = process.cpuUsage()
  for (let i = 0; i < runs; i++) await work()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000 / runs
}
