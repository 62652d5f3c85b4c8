// Point-in-time recovery by the commands of the operator's book, in the PostgreSQL that an operator installs.
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import {
  AdminGetUserCommand,
  type CognitoIdentityProviderClient,
  InitiateAuthCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import pg from 'pg'
import { newClient, newPool, newUser, PASSWORD } from '../support/pools.ts'
import { type ServerProcess, startServerProcess } from '../support/server-process.ts'
import { blocksFor } from './book.ts'
import { type DebianPostgres, debianPrograms, startDebianPostgres } from './debian-postgres.ts'

const TITLE = 'goes back to a moment by the commands of the book'
const PROGRAMS = debianPrograms()

/** The automatic build installs it, so there a missing one fails. */
if (PROGRAMS !== undefined || process.env.CI === 'true') {
  describe('point-in-time recovery', () => {
    const data = mkdtempSync(join(tmpdir(), 'poolhouse-point-in-time-'))
    let database: DebianPostgres
    let node: ServerProcess
    let root: CognitoIdentityProviderClient
    const [settings, baseBackup, setAside, recover] = blocksFor('database.md', TITLE).map(({ code }) => code)

    before(async () => {
      assert.ok(PROGRAMS, 'the PostgreSQL of Debian is not installed')
      database = await startDebianPostgres(PROGRAMS, (folder) => inFolder(settings, folder))
      await database.run('mkdir -p backups/wal')
      await startNode()
    })
    after(async () => {
      await node?.stop()
      await database?.remove()
      rmSync(data, { recursive: true })
    })

    async function startNode(): Promise<void> {
      const environment = { POOLHOUSE_ROOT_KEY: Buffer.alloc(32, 7).toString('base64') }
      node = await startServerProcess({ dataDir: data, databaseUrl: database.url, environment })
      root = node.client()
    }

    const inFolder = (code = '', folder: string) => code.replaceAll('/backups', `${folder}/backups`)
    const run = (code = '') =>
      database.run(inFolder(code, database.folder), { REPLICATION_URL: database.url })

    async function ask(statement: string): Promise<string> {
      const client = new pg.Client({ connectionString: database.url })
      await client.connect()
      const { rows } = await client.query({ text: statement, rowMode: 'array' })
      await client.end()
      return `${rows[0]?.[0]}`
    }

    test(TITLE, async () => {
      const UserPoolId = await newPool(root)
      const ClientId = (await newClient(root, UserPoolId)).id
      const signIn = (USERNAME: string) => {
        const AuthParameters = { USERNAME, PASSWORD }
        return root.send(
          new InitiateAuthCommand({ ClientId, AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters }),
        )
      }
      await newUser(root, UserPoolId, 'before-the-backup')
      await run(baseBackup)
      await newUser(root, UserPoolId, 'before-the-moment')
      const moment = await ask('select clock_timestamp()::text')
      await newUser(root, UserPoolId, 'after-the-moment')
      await signIn('after-the-moment')

      await node.stop()
      await database.stop()
      const [today = ''] = (await database.run('date +%F')).split('\n')
      await run(setAside?.replace('2026-11-30', today))
      await run(recover?.replace(/(?<=recovery_target_time = ')[^']*/, moment))
      await database.start()
      while ((await ask('select pg_is_in_recovery()')) === 'true') await sleep(50)

      await startNode()
      for (const Username of ['before-the-backup', 'before-the-moment']) {
        const { UserStatus } = await root.send(new AdminGetUserCommand({ UserPoolId, Username }))
        assert.equal(UserStatus, 'CONFIRMED')
        const { AuthenticationResult } = await signIn(Username)
        assert.ok(AuthenticationResult?.AccessToken)
      }
      const lost = new AdminGetUserCommand({ UserPoolId, Username: 'after-the-moment' })
      await assert.rejects(root.send(lost), { name: 'UserNotFoundException' })
      await newUser(root, UserPoolId, 'after-the-moment')
    })
  })
}
