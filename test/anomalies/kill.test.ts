// What was acknowledged survives the death of the process; the rest is stored either completely or not at all.
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import {
  AddCustomAttributesCommand,
  type CognitoIdentityProviderClient,
  CreateUserPoolClientCommand,
  DescribeUserPoolCommand,
  paginateListUserPoolClients,
  paginateListUserPools,
} from '@aws-sdk/client-cognito-identity-provider'
import { type DatabaseAddress, openDatabase } from '../../src/storage/driver/open-database.ts'
import { onPostgresql } from '../support/databases.ts'
import { newPool } from '../support/pools.ts'
import {
  type ServerProcess,
  type ServerProcessOptions,
  startServerProcess,
} from '../support/server-process.ts'

const LOADS = 6

/** Custom attributes and clients of a pool. */
interface Content {
  readonly attributes: Set<string>
  readonly clients: Set<string>
}
type Pools = Map<string, Content>

const folder = mkdtempSync(join(tmpdir(), 'poolhouse-kill-'))
after(() => rmSync(folder, { recursive: true }))

describe('on SQLite', () => {
  const dataDir = join(folder, 'sqlite')
  const address = { file: join(dataDir, 'poolhouse.sqlite') }
  survives(20, { dataDir }, address, async () => {
    const database = await openDatabase(address)
    const [result, ...broken] = await database.all<{ integrity_check: string }>('pragma integrity_check')
    assert.deepEqual({ ...result }, { integrity_check: 'ok' })
    assert.deepEqual([...broken, ...(await database.all('pragma foreign_key_check'))], [])
    await database.close()
  })
})

onPostgresql((newUrl) => {
  const databaseUrl = newUrl()
  survives(4, { dataDir: join(folder, 'postgresql'), databaseUrl }, { url: databaseUrl }, async () => {})
})

function survives(
  times: number,
  options: ServerProcessOptions,
  address: DatabaseAddress,
  assertSound: () => Promise<void>,
): void {
  let server: ServerProcess
  before(async () => {
    server = await startServerProcess(options)
  })
  after(() => server?.stop())

  test(`a server killed ${times} times under load loses nothing that it acknowledged and keeps no half`, async (t) => {
    let found: Pools = new Map()
    let changes = 0
    for (let round = 0; round < times; round++) {
      const acknowledged: Pools = new Map()
      const client = server.client()
      const loads = Array.from({ length: LOADS }, () => load(client, acknowledged))
      while (acknowledged.size === 0) await sleep(5)
      await sleep(30 + 17 * (round % 10)) // another moment in every round
      await server.kill()
      await Promise.all(loads)
      await assertSound()

      server = await startServerProcess(options)
      found = await readPools(server.client(), found)
      for (const [id, content] of acknowledged) assertHolds(found.get(id), content)
      changes += Object.values(changesIn(acknowledged)).reduce((sum, each) => sum + each, 0)
    }
    assert.deepEqual(await auditedChanges(address), changesIn(found))
    t.diagnostic(`${times} kills, ${changes} changes acknowledged, none lost`)
  })
}

/** Creates pools, attributes in twos and clients until the server is killed, and records what was acknowledged. */
async function load(client: CognitoIdentityProviderClient, acknowledged: Pools): Promise<void> {
  try {
    for (;;) {
      const UserPoolId = await newPool(client)
      const content = { attributes: new Set<string>(), clients: new Set<string>() }
      acknowledged.set(UserPoolId, content)
      for (let i = 0; i < 5; i++) {
        const names = [`left${i}`, `right${i}`]
        const CustomAttributes = names.map((Name) => ({ Name, AttributeDataType: 'String' as const }))
        await client.send(new AddCustomAttributesCommand({ UserPoolId, CustomAttributes }))
        for (const name of names) content.attributes.add(`custom:${name}`)
        const command = new CreateUserPoolClientCommand({ UserPoolId, ClientName: `client ${i}` })
        const { UserPoolClient } = await client.send(command)
        content.clients.add(UserPoolClient?.ClientId ?? '')
      }
    }
  } catch (error) {
    assert.ok(!('$fault' in (error as Error)), `the server answered an error: ${error}`)
  }
}

/** All existing pools; those of `known` cannot have changed since. */
async function readPools(client: CognitoIdentityProviderClient, known: Pools): Promise<Pools> {
  const pools: Pools = new Map()
  for await (const { UserPools = [] } of paginateListUserPools({ client }, { MaxResults: 60 })) {
    for (const { Id = '' } of UserPools) pools.set(Id, known.get(Id) ?? (await readPool(client, Id)))
  }
  for (const id of known.keys()) assert.ok(pools.has(id), `pool ${id} is gone`)
  return pools
}

async function readPool(client: CognitoIdentityProviderClient, UserPoolId: string): Promise<Content> {
  const { UserPool } = await client.send(new DescribeUserPoolCommand({ UserPoolId }))
  const names = (UserPool?.SchemaAttributes ?? []).map(({ Name = '' }) => Name)
  const clients = new Set<string>()
  const pages = paginateListUserPoolClients({ client }, { UserPoolId, MaxResults: 60 })
  for await (const { UserPoolClients = [] } of pages) {
    for (const { ClientId = '' } of UserPoolClients) clients.add(ClientId)
  }
  return { attributes: new Set(names.filter((name) => name.startsWith('custom:'))), clients }
}

function assertHolds(found: Content | undefined, acknowledged: Content): void {
  assert.ok(found, 'an acknowledged pool is gone')
  for (const name of acknowledged.attributes) assert.ok(found.attributes.has(name), `${name} is gone`)
  for (const id of acknowledged.clients) assert.ok(found.clients.has(id), `client ${id} is gone`)
  for (const name of found.attributes) {
    const twin = name.replace(/left|right/, (side) => (side === 'left' ? 'right' : 'left'))
    assert.ok(found.attributes.has(twin), `${name} is there without ${twin}`)
  }
}

type Changes = Readonly<Record<string, number>>

function changesIn(pools: Pools): Changes {
  const all = [...pools.values()]
  return {
    AddCustomAttributes: all.reduce((sum, { attributes }) => sum + attributes.size / 2, 0),
    CreateUserPool: pools.size,
    CreateUserPoolClient: all.reduce((sum, { clients }) => sum + clients.size, 0),
  }
}

/** How often each operation is on record as done. */
async function auditedChanges(address: DatabaseAddress): Promise<Changes> {
  const database = await openDatabase(address)
  const rows = await database.all<{ event_name: string; times: number }>(
    'select event_name, count(*) as times from audit_events group by event_name order by event_name',
  )
  await database.close()
  const none = { AddCustomAttributes: 0, CreateUserPool: 0, CreateUserPoolClient: 0 }
  return { ...none, ...Object.fromEntries(rows.map(({ event_name, times }) => [event_name, times])) }
}
