// A pooler in transaction mode: each transaction, and each statement outside of one, may get another connection.

import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import {
  AdminCreateUserCommand,
  AdminInitiateAuthCommand,
  AdminSetUserPasswordCommand,
  CreateUserPoolClientCommand,
  CreateUserPoolCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import { openAlone, openDatabase } from '../../src/storage/driver/open-database.ts'
import { onPostgresql } from '../support/databases.ts'
import { freePort } from '../support/free-port.ts'
import { startServerProcess } from '../support/server-process.ts'
import { type Program, programPath, startProgram } from './programs.ts'

const PATH = programPath('pgbouncer')

/** Few, so that clients take turns on them. */
const SERVER_CONNECTIONS = 2

async function startPgbouncer(path: string, folder: string, target: URL, role: string, password: string) {
  const port = await freePort()
  writeFileSync(join(folder, 'users.txt'), `"${role}" "${password}"\n`)
  writeFileSync(
    join(folder, 'pgbouncer.ini'),
    `[databases]
postgres = host=127.0.0.1 port=${target.port} dbname=postgres
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${port}
unix_socket_dir =
auth_type = scram-sha-256
auth_file = ${join(folder, 'users.txt')}
pool_mode = transaction
default_pool_size = ${SERVER_CONNECTIONS}
`,
  )
  chmodSync(folder, 0o755)
  const asUser = process.getuid?.() === 0 ? ['-u', 'nobody'] : []
  const pooler = await startProgram(path, [...asUser, join(folder, 'pgbouncer.ini')], port)
  return { pooler, url: `postgres://${role}:${password}@127.0.0.1:${port}/postgres` }
}

if (PATH !== undefined) {
  onPostgresql((newUrl) => {
    const adminUrl = newUrl()
    describe('PgBouncer in transaction mode', () => {
      const folder = mkdtempSync(join(tmpdir(), 'poolhouse-pgbouncer-'))
      const role = `bouncer_${randomBytes(6).toString('hex')}`
      const password = randomBytes(12).toString('hex')
      const schema = new URL(adminUrl).searchParams.get('schema') ?? ''
      const roleUrl = new URL(adminUrl)
      roleUrl.username = role
      roleUrl.password = password
      const directUrl = roleUrl.href
      let pooler: Program
      let url = ''

      const asAdmin = async (sql: string) => {
        const admin = await openDatabase({ url: adminUrl, poolSize: 1 })
        await admin.script(sql).finally(() => admin.close())
      }

      before(async () => {
        await asAdmin(
          `create role ${role} login password '${password}'; grant all on schema ${schema} to ${role}`,
        )
        const started = await startPgbouncer(PATH, folder, new URL(adminUrl), role, password)
        pooler = started.pooler
        url = `${started.url}?schema=${schema}`
      })
      after(async () => {
        await pooler.stop()
        await asAdmin(`drop owned by ${role} cascade; drop role ${role}`)
        rmSync(folder, { recursive: true })
      })

      test('asks for the settings of sessions that it does not let pass', async () => {
        const database = await openDatabase({ url, directUrl })
        const wanted = [
          `alter role ${role} set statement_timeout = 15000;`,
          `alter role ${role} set lock_timeout = 5000;`,
          `alter role ${role} set idle_in_transaction_session_timeout = 30000;`,
          `alter role ${role} set search_path = ${schema};`,
        ].join(' ')
        await assert.rejects(database.ping(), (error: Error) => {
          assert.equal(error.name, 'DatabaseUnavailable')
          assert.ok(error.message.endsWith(wanted), error.message)
          return true
        })
        await database.close()
        await asAdmin(wanted)
        // The pooler opens new connections after a while; to terminate them is quicker.
        await asAdmin(`select pg_terminate_backend(pid) from pg_stat_activity where usename = '${role}'`)
      })

      test('serves more clients than it has connections, in transactions and outside', async () => {
        const database = await openDatabase({ url, directUrl, poolSize: 20 })
        await database.script('create table counters (id text primary key, value bigint not null)')
        await database.run("insert into counters (id, value) values ('all', 0)")
        const add = (by: number) =>
          database.transaction(async (queries) => {
            await queries.first(`select value from counters where id = $1${queries.forUpdate}`, 'all')
            await queries.run('update counters set value = value + $1 where id = $2', by, 'all')
          })
        const addAlone = (by: number) =>
          database.run('update counters set value = value + $1 where id = $2', by, 'all')
        await Promise.all(Array.from({ length: 40 }, (_, i) => (i % 2 === 0 ? add(1) : addAlone(1))))
        const row = await database.first<{ value: number }>('select value from counters where id = $1', 'all')
        assert.equal(row?.value, 40)
        const named = await database.all('select name from pg_prepared_statements')
        assert.deepEqual(named, [])
        await database.close()
      })

      test('carries a server, from its migrations to a sign-in; others cannot have its database alone', async () => {
        const server = await startServerProcess({
          dataDir: join(folder, 'data'),
          databaseUrl: url,
          environment: {
            POOLHOUSE_DATABASE_DIRECT_URL: directUrl,
            POOLHOUSE_ROOT_KEY: Buffer.alloc(32, 7).toString('base64'),
          },
        })
        try {
          const client = server.client()
          const { UserPool } = await client.send(new CreateUserPoolCommand({ PoolName: 'pooled' }))
          const UserPoolId = UserPool?.Id
          const { UserPoolClient } = await client.send(
            new CreateUserPoolClientCommand({
              UserPoolId,
              ClientName: 'app',
              ExplicitAuthFlows: ['ALLOW_ADMIN_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
            }),
          )
          const signIn = async (n: number) => {
            const named = { UserPoolId, Username: `user-${n}` }
            const Password = 'Correct-Horse-1'
            await client.send(new AdminCreateUserCommand({ ...named, MessageAction: 'SUPPRESS' }))
            await client.send(new AdminSetUserPasswordCommand({ ...named, Password, Permanent: true }))
            const { AuthenticationResult } = await client.send(
              new AdminInitiateAuthCommand({
                UserPoolId,
                ClientId: UserPoolClient?.ClientId,
                AuthFlow: 'ADMIN_USER_PASSWORD_AUTH',
                AuthParameters: { USERNAME: named.Username, PASSWORD: Password },
              }),
            )
            return AuthenticationResult?.AccessToken
          }
          const tokens = await Promise.all(Array.from({ length: 6 }, (_, n) => signIn(n)))
          assert.ok(tokens.every((token) => token !== undefined))
          assert.equal(await openAlone({ url, directUrl }), undefined)
        } finally {
          await server.stop()
        }
      })
    })
  })
}
