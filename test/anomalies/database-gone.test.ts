import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import {
  AddCustomAttributesCommand,
  DescribeUserPoolCommand,
  ListUserPoolsCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import { testServerUrl } from '../support/databases.ts'
import { REGION, ROOT } from '../support/poolhouse.ts'
import { newPool } from '../support/pools.ts'
import { type PostgresServer, startPostgres } from '../support/postgres.ts'
import { type ServerProcess, startServerProcess } from '../support/server-process.ts'
import { signedHeaders } from '../support/sign.ts'

// This suite has its own PostgreSQL server, because it stops the server and the other tests need theirs.
if (testServerUrl() !== undefined) describe('PostgreSQL stops under a running server', databaseGone)

function databaseGone(): void {
  const dataDir = mkdtempSync(join(tmpdir(), 'poolhouse-gone-'))
  let postgres: PostgresServer
  let server: ServerProcess
  let pool: string

  before(async () => {
    postgres = await startPostgres()
    server = await startServerProcess({ dataDir, databaseUrl: postgres.url })
    pool = await newPool(server.client(), { PoolName: 'kept' })
    await postgres.halt()
  })
  after(async () => {
    await server?.stop()
    await postgres?.stop()
    rmSync(dataDir, { recursive: true })
  })

  test('it stays alive and reports that it is not ready', async () => {
    const ready = await fetch(`${server.url}/ready`)
    assert.equal(ready.status, 503)
    assert.deepEqual(await ready.json(), { status: 'not ready' })
    assert.equal((await fetch(`${server.url}/health`)).status, 200)
  })

  test('reads and writes are answered with an internal error that reveals nothing', async () => {
    for (const [operation, input] of [
      ['DescribeUserPool', { UserPoolId: pool }],
      ['CreateUserPool', { PoolName: 'lost' }],
    ] as const) {
      const answer = await call(server.url, operation, JSON.stringify(input))
      assert.equal(answer.status, 500)
      assert.equal(answer.headers.get('x-amzn-errortype'), 'InternalErrorException:')
      assert.equal(await answer.text(), '{"__type":"InternalErrorException"}')
    }
  })

  test('many concurrent calls are all answered', async () => {
    const input = JSON.stringify({ UserPoolId: pool })
    const calls = Array.from({ length: 40 }, () => call(server.url, 'DescribeUserPool', input))
    const answers = await Promise.all(calls)
    assert.deepEqual(new Set(answers.map(({ status }) => status)), new Set([500]))
  })

  test('the log says why, without the password of the database', () => {
    assert.match(server.log(), /"reason":"no connection to PostgreSQL at 127\.0\.0\.1:\d+: /)
    assert.equal(server.log().includes(new URL(postgres.url).password), false)
  })

  test('everything works again when the database is back, and nothing that failed is stored', async () => {
    await postgres.resume()
    while ((await fetch(`${server.url}/ready`)).status !== 200) await sleep(20)
    const client = server.client()
    const attribute = { Name: 'after', AttributeDataType: 'String' as const }
    const added = new AddCustomAttributesCommand({ UserPoolId: pool, CustomAttributes: [attribute] })
    await client.send(added)
    const { UserPool } = await client.send(new DescribeUserPoolCommand({ UserPoolId: pool }))
    assert.ok(UserPool?.SchemaAttributes?.some(({ Name }) => Name === 'custom:after'))
    await newPool(client, { PoolName: 'found' })
    const { UserPools = [] } = await client.send(new ListUserPoolsCommand({ MaxResults: 60 }))
    assert.deepEqual(UserPools.map(({ Name }) => Name).sort(), ['found', 'kept'])
  })
}

async function call(url: string, operation: string, body: string): Promise<Response> {
  const headers = {
    'content-type': 'application/x-amz-json-1.1',
    'x-amz-target': `AWSCognitoIdentityProviderService.${operation}`,
  }
  const signing = { credentials: ROOT, region: REGION, now: new Date() }
  return fetch(url, { method: 'POST', headers: await signedHeaders(url, headers, body, signing), body })
}
