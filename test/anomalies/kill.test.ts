// What was acknowledged survives the death of the process; the rest is stored either completely or not at all. A message
// whose request was answered reaches the mail server, and what that acknowledged does not come again after a clean restart.
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import {
  AddCustomAttributesCommand,
  AdminCreateUserCommand,
  type CognitoIdentityProviderClient,
  CreateUserPoolClientCommand,
  DescribeUserPoolCommand,
  paginateListUserPoolClients,
  paginateListUserPools,
  SignUpCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import { type DatabaseAddress, openDatabase } from '../../src/storage/driver/open-database.ts'
import { type Stall, startMailServer } from '../gateways/mail-server.ts'
import { onPostgresql } from '../support/databases.ts'
import { newClient, newPool, PASSWORD } from '../support/pools.ts'
import {
  type ServerProcess,
  type ServerProcessOptions,
  startServerProcess,
} from '../support/server-process.ts'

const LOADS = 6
/** Longer than a lease of the outbox, also on a busy machine. */
const ARRIVES_WITHIN = 120_000

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
  let mailServer: Awaited<ReturnType<typeof startMailServer>>
  /** Changes only while no server runs: until the last kill, no message can be delivered. */
  let stalled: Stall
  const announced: string[] = []

  const start = () =>
    startServerProcess({
      ...options,
      environment: {
        POOLHOUSE_SMTP_URL: `smtp://127.0.0.1:${mailServer.port}`,
        POOLHOUSE_MAIL_FROM: 'no-reply@example.com',
      },
    })
  const stallIn = (round: number): Stall => (round % 2 === 0 ? 'at greeting' : 'at acknowledgment')
  const arrivals = () => mailServer.mails.flatMap(({ to }) => to)
  const missing = () => announced.filter((to) => !arrivals().includes(to))

  async function allArrived(): Promise<void> {
    for (const end = Date.now() + ARRIVES_WITHIN; missing().length > 0 && Date.now() < end; ) await sleep(50)
    assert.deepEqual(missing(), [])
  }

  before(async () => {
    stalled = stallIn(0)
    mailServer = await startMailServer({ stalls: () => stalled })
    server = await start()
  })
  after(async () => {
    await server?.stop()
    await mailServer?.close()
  })

  test('a server that is killed loses no change or message that it acknowledged, and keeps no half', async (t) => {
    const mailing = await newMailing(server.client())
    let found: Pools = new Map()
    let changes = 0
    for (let round = 0; round < times; round++) {
      const acknowledged: Pools = new Map()
      const client = server.client()
      announced.push(...(await causeMessages(client, mailing, `round-${round}`)))
      const loads = Array.from({ length: LOADS }, () => load(client, acknowledged))
      while (acknowledged.size === 0) await sleep(5)
      await sleep(30 + 17 * (round % 10)) // another moment in every round
      await server.kill()
      await Promise.all(loads)
      assert.deepEqual(arrivals(), [], 'delivered before the kill')
      await assertSound()

      stalled = round + 1 < times ? stallIn(round + 1) : undefined
      server = await start()
      found = await readPools(server.client(), found)
      for (const [id, content] of acknowledged) assertHolds(found.get(id), content)
      changes += Object.values(changesIn(acknowledged)).reduce((sum, each) => sum + each, 0)
    }
    assert.deepEqual(await auditedChanges(address), {
      ...changesIn(found),
      AdminCreateUser: times,
      SignUp: times,
    })

    await allArrived()
    const messages = announced.length
    t.diagnostic(`${times} kills, ${changes} changes and ${messages} messages acknowledged, none lost`)
  })

  test('what the mail server acknowledged does not come again after a clean restart', async () => {
    assert.equal(await server.stop(), 0)
    stalled = undefined
    server = await start()
    const client = server.client()
    const mailing = await newMailing(client)
    announced.push(...(await causeMessages(client, mailing, 'acknowledged')))
    await allArrived()
    assert.equal(await server.stop(), 0)

    const arrived = arrivals().length
    server = await start()
    const last = await causeMessages(server.client(), mailing, 'last')
    announced.push(...last)
    await allArrived()
    assert.deepEqual(arrivals().slice(arrived).sort(), [...last].sort())
    assert.equal(await server.stop(), 0)
  })
}

interface Mailing {
  readonly UserPoolId: string
  readonly ClientId: string
}

async function newMailing(client: CognitoIdentityProviderClient): Promise<Mailing> {
  const UserPoolId = await newPool(client, { AutoVerifiedAttributes: ['email'] })
  return { UserPoolId, ClientId: (await newClient(client, UserPoolId)).id }
}

/** A sign-up and an invitation, both acknowledged. Returns the addresses of their messages. */
async function causeMessages(
  client: CognitoIdentityProviderClient,
  { UserPoolId, ClientId }: Mailing,
  name: string,
): Promise<[string, string]> {
  const [own, invited] = [`${name}-own@example.com`, `${name}-invited@example.com`]
  const addressed = (Value: string) => ({ UserAttributes: [{ Name: 'email', Value }] })
  await client.send(
    new SignUpCommand({ ClientId, Username: `${name}-own`, Password: PASSWORD, ...addressed(own) }),
  )
  await client.send(
    new AdminCreateUserCommand({
      UserPoolId,
      Username: `${name}-invited`,
      DesiredDeliveryMediums: ['EMAIL'],
      ...addressed(invited),
    }),
  )
  return [own, invited]
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

/** How often each operation is on record as done: all on record, and the three that the loads call. */
async function auditedChanges(address: DatabaseAddress): Promise<Changes> {
  const database = await openDatabase(address)
  const rows = await database.all<{ event_name: string; times: number }>(
    'select event_name, count(*) as times from audit_events group by event_name',
  )
  await database.close()
  const none = { AddCustomAttributes: 0, CreateUserPool: 0, CreateUserPoolClient: 0 }
  return { ...none, ...Object.fromEntries(rows.map(({ event_name, times }) => [event_name, times])) }
}
