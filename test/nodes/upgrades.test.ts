// Databases that former releases made (scripts/keep-release.ts) are opened by this version.
import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { gunzipSync } from 'node:zlib'
import {
  AdminGetUserCommand,
  AdminInitiateAuthCommand,
  type AdminInitiateAuthCommandInput,
  AdminListGroupsForUserCommand,
  type CognitoIdentityProviderClient,
} from '@aws-sdk/client-cognito-identity-provider'
import { packageFile } from '../../src/kernel/package-file.ts'
import { packageVersion } from '../../src/kernel/package-version.ts'
import { readMigrations } from '../../src/storage/driver/migration-files.ts'
import { type DatabaseAddress, openDatabase } from '../../src/storage/driver/open-database.ts'
import { RELEASES } from '../architecture/migration-rules.ts'
import { startCommand } from '../cli/run-command.ts'
import { RELEASE_ROOT_KEY, type ReleaseWorld } from '../releases/world.ts'
import { onPostgresql } from '../support/databases.ts'
import { newUser } from '../support/pools.ts'
import { startServerProcess } from '../support/server-process.ts'

const RELEASED = packageFile('test/releases')
const releases = readdirSync(RELEASED, { withFileTypes: true }).flatMap((entry) =>
  entry.isDirectory() ? [entry.name] : [],
)
const environment = { POOLHOUSE_ROOT_KEY: RELEASE_ROOT_KEY }

const unpacked = (release: string, name: string) => gunzipSync(readFileSync(join(RELEASED, release, name)))

function worldOf(release: string, kind: 'sqlite' | 'postgresql'): ReleaseWorld {
  return JSON.parse(readFileSync(join(RELEASED, release, 'worlds.json'), 'utf8'))[kind]
}

async function appliedIn(address: DatabaseAddress): Promise<number> {
  const database = await openDatabase(address)
  try {
    return (await database.all('select number from schema_migrations')).length
  } finally {
    await database.close()
  }
}

async function worksIn(client: CognitoIdentityProviderClient, world: ReleaseWorld): Promise<void> {
  const { userPoolId: UserPoolId, clientId: ClientId, username, password, refreshToken } = world
  const user = await client.send(new AdminGetUserCommand({ UserPoolId, Username: username }))
  const attributes = new Map(user.UserAttributes?.map(({ Name, Value }) => [Name, Value]))
  assert.equal(attributes.get('custom:team'), 'blue')
  const { Groups } = await client.send(new AdminListGroupsForUserCommand({ UserPoolId, Username: username }))
  assert.deepEqual(
    Groups?.map(({ GroupName }) => GroupName),
    ['readers'],
  )
  const signIn = async (input: Pick<AdminInitiateAuthCommandInput, 'AuthFlow' | 'AuthParameters'>) => {
    const answer = await client.send(new AdminInitiateAuthCommand({ UserPoolId, ClientId, ...input }))
    assert.ok(answer.AuthenticationResult?.AccessToken)
  }
  const AuthParameters = { USERNAME: username, PASSWORD: password }
  await signIn({ AuthFlow: 'ADMIN_USER_PASSWORD_AUTH', AuthParameters })
  await signIn({ AuthFlow: 'REFRESH_TOKEN_AUTH', AuthParameters: { REFRESH_TOKEN: refreshToken } })
  await newUser(client, UserPoolId, 'after-the-upgrade')
}

describe('the databases of former releases', () => {
  const folder = mkdtempSync(join(tmpdir(), 'poolhouse-upgrades-'))
  after(() => rmSync(folder, { recursive: true }))

  test('are kept, one for each release before this version', () => {
    assert.deepEqual(releases.sort(), Object.keys(RELEASES).sort())
    assert.equal(releases.includes(packageVersion()), false)
  })

  async function upgrades(address: DatabaseAddress, dataDir: string, world: ReleaseWorld, released: number) {
    assert.equal(await appliedIn(address), released)
    const server = await startServerProcess({
      dataDir,
      ...('url' in address && { databaseUrl: address.url }),
      environment,
    })
    try {
      await worksIn(server.client(), world).catch((error: unknown) => {
        throw new Error(server.log(), { cause: error })
      })
    } finally {
      await server.stop()
    }
    assert.equal(await appliedIn(address), readMigrations().length)
  }

  for (const [release, last] of Object.entries(RELEASES)) {
    test(`${release}, SQLite: upgraded, with its users, passwords and tokens`, async () => {
      const dataDir = mkdtempSync(join(folder, 'sqlite-'))
      const file = join(dataDir, 'poolhouse.sqlite')
      writeFileSync(file, unpacked(release, 'poolhouse.sqlite.gz'))
      await upgrades({ file }, dataDir, worldOf(release, 'sqlite'), last)
    })

    onPostgresql((newUrl) => {
      const url = newUrl()
      test(`${release}: upgraded, with its users, passwords and tokens`, async () => {
        const schema = new URL(url).searchParams.get('schema') ?? ''
        const database = await openDatabase({ url })
        const dump = unpacked(release, 'postgresql.sql.gz').toString()
        await database.script(dump.replaceAll('schema_of_a_release', schema))
        await database.close()
        await upgrades({ url }, mkdtempSync(join(folder, 'pg-')), worldOf(release, 'postgresql'), last)
      })
    })
  }

  test('that a newer version has upgraded is refused, in words that say what to do', async () => {
    const dataDir = mkdtempSync(join(folder, 'newer-'))
    const run = (...args: string[]) =>
      startCommand([...args, '--data-dir', dataDir], environment, dataDir).ended
    assert.equal((await run('migrate')).code, 0)
    const database = await openDatabase({ file: join(dataDir, 'poolhouse.sqlite') })
    const next = readMigrations().length + 1
    await database.run(
      "insert into schema_migrations (number, name, checksum, applied_at) values ($1, '0999-later', '', 0)",
      next,
    )
    await database.close()
    for (const command of ['migrate', 'serve']) {
      const { code, stdout, stderr } = await run(command, ...(command === 'serve' ? ['--port', '0'] : []))
      assert.equal(code, 1)
      assert.equal(stdout, '')
      assert.match(
        stderr,
        /poolhouse: A newer version has upgraded the database \(to migration 0999-later; this version ends at \d+\), and there is no way back: run that version, or restore a backup made before the upgrade\n$/,
      )
    }
  })
})
