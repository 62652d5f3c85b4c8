import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import {
  AddCustomAttributesCommand,
  type CognitoIdentityProviderClient,
  DescribeUserPoolCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import { onPostgresql } from '../support/databases.ts'
import { startPoolhouse } from '../support/poolhouse.ts'
import { newPool } from '../support/pools.ts'
import { startServerProcess } from '../support/server-process.ts'

const RIVALS = 64
const LIMIT = 50
const TOO_MANY = 'A user pool cannot have more than 50 custom attributes.'
const TAKEN = 'custom:same: Existing attribute already has name custom:same.'

/** What the concurrent callers use: one client for each process that answers. */
interface Running {
  readonly clients: readonly [CognitoIdentityProviderClient, ...CognitoIdentityProviderClient[]]
  close(): Promise<void>
}

const folder = mkdtempSync(join(tmpdir(), 'poolhouse-races-'))
after(() => rmSync(folder, { recursive: true }))

describe('on SQLite in memory, in one process', () => {
  rivalsMeet(async () => inOneProcess({ file: ':memory:' }))
})

describe('on SQLite in a file, in one process', () => {
  rivalsMeet(async () => inOneProcess({ file: join(folder, 'alone.sqlite') }))
})

describe('on SQLite in a file, in two workers', () => {
  rivalsMeet(async () => {
    const server = await startServerProcess({ dataDir: join(folder, 'workers'), workers: 2 })
    return { clients: [server.client()], close: async () => void (await server.stop()) }
  })
})

onPostgresql((newUrl) => {
  describe('in one process', () => {
    const url = newUrl()
    rivalsMeet(async () => inOneProcess({ url }))
  })

  // Only the database connects them.
  describe('through two servers', () => {
    const databaseUrl = newUrl()
    const environment = { POOLHOUSE_ROOT_KEY: Buffer.alloc(32, 7).toString('base64') }
    rivalsMeet(async () => {
      const dataDirs = [join(folder, 'first'), join(folder, 'second')] as const
      const [first, second] = await Promise.all([
        startServerProcess({ dataDir: dataDirs[0], databaseUrl, environment }),
        startServerProcess({ dataDir: dataDirs[1], databaseUrl, environment }),
      ])
      return {
        clients: [first.client(), second.client()],
        close: async () => void (await Promise.all([first.stop(), second.stop()])),
      }
    })
  })
})

async function inOneProcess(database: { file: string } | { url: string }): Promise<Running> {
  const house = await startPoolhouse({ database })
  const client = house.client(undefined, { requestHandler: { httpAgent: { maxSockets: RIVALS } } })
  return { clients: [client], close: () => house.close() }
}

function rivalsMeet(start: () => Promise<Running>): void {
  let running: Running
  before(async () => {
    running = await start()
  })
  after(() => running?.close())

  test('64 concurrent additions lose nothing and stop at 50', async () => {
    const pool = await newPool(running.clients[0])
    const { added, refused } = await addAtOnce(running, pool, (rival) => [`first${rival}`])
    assert.equal(added.length, LIMIT)
    assert.deepEqual(new Set(refused), new Set([`InvalidParameterException: ${TOO_MANY}`]))
    assert.deepEqual(await namesIn(running, pool), added.flat().sort())
  })

  test('additions of three each are made in full or not at all', async () => {
    const pool = await newPool(running.clients[0])
    const trios = (rival: number) => ['a', 'b', 'c'].map((letter) => `${letter}${rival}`)
    const { added, refused } = await addAtOnce(running, pool, trios)
    assert.equal(added.length, Math.floor(LIMIT / 3))
    assert.deepEqual(new Set(refused), new Set([`InvalidParameterException: ${TOO_MANY}`]))
    assert.deepEqual(await namesIn(running, pool), added.flat().sort())
  })

  test('exactly one of 64 concurrent additions of one name succeeds', async () => {
    const pool = await newPool(running.clients[0])
    const { added, refused } = await addAtOnce(running, pool, () => ['same'])
    assert.equal(added.length, 1)
    assert.deepEqual(new Set(refused), new Set([`InvalidParameterException: ${TAKEN}`]))
    assert.deepEqual(await namesIn(running, pool), ['same'])
  })
}

async function addAtOnce({ clients }: Running, UserPoolId: string, names: (rival: number) => string[]) {
  const added: string[][] = []
  const refused: string[] = []
  await Promise.all(
    Array.from({ length: RIVALS }, async (_, rival) => {
      const CustomAttributes = names(rival).map((Name) => ({ Name, AttributeDataType: 'String' as const }))
      const client = clients[rival % clients.length] ?? clients[0]
      await client.send(new AddCustomAttributesCommand({ UserPoolId, CustomAttributes })).then(
        () => added.push(names(rival)),
        (error: Error) => refused.push(`${error.name}: ${error.message}`),
      )
    }),
  )
  return { added, refused }
}

/** As every process returns them, which must be the same. */
async function namesIn({ clients }: Running, UserPoolId: string): Promise<string[]> {
  const [names = [], ...others] = await Promise.all(
    clients.map(async (client) => {
      const { UserPool } = await client.send(new DescribeUserPoolCommand({ UserPoolId }))
      const attributes = (UserPool?.SchemaAttributes ?? []).map(({ Name = '' }) => Name)
      return attributes.flatMap((name) => (name.startsWith('custom:') ? name.slice(7) : [])).sort()
    }),
  )
  for (const other of others) assert.deepEqual(other, names)
  return names
}
