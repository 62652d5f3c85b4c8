import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import {
  AdminCreateUserCommand,
  AdminGetUserCommand,
  CreateUserPoolDomainCommand,
  DescribeUserPoolCommand,
  GetTokensFromRefreshTokenCommand,
  GetUserCommand,
  InitiateAuthCommand,
  ListUsersCommand,
  RevokeTokenCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import type { Database } from '../../src/storage/driver/database.ts'
import { openDatabase } from '../../src/storage/driver/open-database.ts'
import { testServerUrl } from '../support/databases.ts'
import { type Poolhouse, REGION, startPoolhouse } from '../support/poolhouse.ts'
import { newClient, newPool, newUser, PASSWORD } from '../support/pools.ts'
import { refuses } from '../support/refuses.ts'
import { type PostgresPair, startPostgresPair } from './postgres-pair.ts'

// A real primary and a real hot standby that follows it by streaming replication. The tests run in order: the last ones
// stop the primary and promote the standby.
if (testServerUrl() !== undefined) describe('a PostgreSQL replica that is read-only', readOnlyReplica)

function readOnlyReplica(): void {
  let pair: PostgresPair
  /** On the primary; on the replica with the primary for changes; on the replica alone. */
  let home: Poolhouse
  let near: Poolhouse
  let alone: Poolhouse
  let UserPoolId: string
  let ClientId: string
  const databases: Database[] = []

  async function connectionTo(url: string): Promise<Database> {
    const database = await openDatabase({ url, poolSize: 1 })
    databases.push(database)
    return database
  }

  before(async () => {
    pair = await startPostgresPair()
  })
  after(async () => {
    for (const house of [near, alone, home]) await house?.close()
    for (const database of databases) await database.close()
    await pair?.stop()
  })

  /** Returns when the standby has what the primary had at the call. */
  async function replayed(): Promise<void> {
    const [source, copy] = [await connectionTo(pair.primary.url), await connectionTo(pair.standby.url)]
    const written = await source.first<{ place: string }>(
      'select cast(pg_current_wal_insert_lsn() as text) as place',
    )
    for (let attempt = 0; attempt < 500; attempt++) {
      const row = await copy.first<{ there: number }>(
        'select cast(pg_last_wal_replay_lsn() >= cast(cast($1 as text) as pg_lsn) as integer) as there',
        written?.place ?? '',
      )
      if (row?.there === 1) return
      await sleep(20)
    }
    assert.fail('the standby does not catch up')
  }

  const signIn = async (house: Poolhouse, password = PASSWORD, USERNAME = 'alice') => {
    const AuthParameters = { USERNAME, PASSWORD: password }
    const command = new InitiateAuthCommand({ ClientId, AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters })
    return (await house.client().send(command)).AuthenticationResult ?? assert.fail('no tokens')
  }
  const refresh = async (house: Poolhouse, RefreshToken: string | undefined) =>
    (await house.client().send(new GetTokensFromRefreshTokenCommand({ ClientId, RefreshToken })))
      .AuthenticationResult
  const getUser = (house: Poolhouse, AccessToken: string | undefined) =>
    house.client().send(new GetUserCommand({ AccessToken }))
  const probe = async (house: Poolhouse, path: string) => (await fetch(`${house.url}${path}`)).json()

  test('is not migrated: a server on it starts when its primary is up to date', async () => {
    await assert.rejects(startPoolhouse({ database: { url: pair.standby.url } }), {
      name: 'MigrationRefused',
      message:
        'The database is a read-only replica that lacks migration 0001-user-pools: run `poolhouse migrate` on its ' +
        'primary first, and start this node when the replica has caught up',
    })
    home = await startPoolhouse({ database: { url: pair.primary.url } })
    const root = home.client()
    UserPoolId = await newPool(root)
    ClientId = (
      await newClient(root, UserPoolId, {
        ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH'],
        RefreshTokenRotation: { Feature: 'ENABLED', RetryGracePeriodSeconds: 0 },
      })
    ).id
    await newUser(root, UserPoolId)
    await newUser(root, UserPoolId, 'bob')
    await root.send(new CreateUserPoolDomainCommand({ UserPoolId, Domain: 'shop' }))
    await signIn(home) // makes the signing keys
    await replayed()
    near = await startPoolhouse({ database: { url: pair.standby.url, primaryUrl: pair.primary.url } })
    alone = await startPoolhouse({ database: { url: pair.standby.url } })
  })

  test('is reported in the log and by the probes', async () => {
    const logged = (house: Poolhouse) =>
      house.logLines
        .filter((line) => line.includes('is a read-only replica'))
        .map((line) => JSON.parse(line).message)
    const text = 'The database is a read-only replica: its tables are not updated, and changes'
    assert.deepEqual(logged(near), [`${text} go to the primary`])
    assert.deepEqual(logged(alone), [`${text} are refused, as no primary is configured`])
    assert.deepEqual(logged(home), [])
    for (const [path, status] of [
      ['/health', 'ok'],
      ['/ready', 'ready'],
    ] as const) {
      assert.deepEqual(await probe(home, path), { status })
      assert.deepEqual(await probe(near, path), { status, database: 'replica', changes: 'primary' })
      assert.deepEqual(await probe(alone, path), { status, database: 'replica', changes: 'refused' })
    }
  })

  describe('without a primary for changes', () => {
    test('answers reads and checks tokens', async () => {
      const { AccessToken } = await signIn(home)
      await replayed()
      const root = alone.client()
      assert.equal((await getUser(alone, AccessToken)).Username, 'alice')
      assert.equal((await root.send(new DescribeUserPoolCommand({ UserPoolId }))).UserPool?.Id, UserPoolId)
      assert.equal((await root.send(new ListUsersCommand({ UserPoolId }))).Users?.length, 2)
      const keys = (house: Poolhouse) => probe(house, `/${UserPoolId}/.well-known/jwks.json`)
      assert.deepEqual(await keys(alone), await keys(home))
    })

    test('refuses every change with the error of the service', async () => {
      const refused = (operation: string) =>
        [
          'OperationNotEnabledException',
          `${operation} is not enabled here: the database is a read-only replica.`,
        ] as const
      await refuses(
        alone.client().send(new AdminCreateUserCommand({ UserPoolId, Username: 'carol' })),
        ...refused('AdminCreateUser'),
      )
      const { json } = await alone.call('CreateUserPool', { PoolName: 'another' })
      assert.deepEqual([json.__type, json.message], refused('CreateUserPool'))
    })

    test('refuses sign-ins before it looks at the password', async () => {
      const answers = new Set<string>()
      for (const [password, name] of [
        [PASSWORD, 'alice'],
        ['wrong', 'alice'],
        ['wrong', 'nobody'],
      ] as const) {
        const failure = await signIn(alone, password, name).catch(
          (error: Error) => `${error.name}: ${error.message}`,
        )
        answers.add(String(failure))
      }
      assert.deepEqual(
        [...answers],
        [
          'OperationNotEnabledException: InitiateAuth is not enabled here: the database is a read-only replica.',
        ],
      )
    })

    test('answers 503 where a domain would have to change something', async () => {
      const post = (path: string) =>
        fetch(`${alone.url}/domains/shop.auth.${REGION}${path}`, {
          method: 'POST',
          body: new URLSearchParams({ grant_type: 'refresh_token', client_id: ClientId, refresh_token: 'x' }),
        })
      for (const path of ['/oauth2/token', '/oauth2/revoke', '/login']) {
        const response = await post(path)
        assert.equal(response.status, 503, path)
        assert.equal(response.headers.get('retry-after'), '5')
        assert.deepEqual(await response.json(), { error: 'temporarily_unavailable' })
      }
      assert.equal((await post('/oauth2/userInfo')).status, 400)
    })
  })

  describe('with a primary for changes', () => {
    test('signs users in, and knows at once what it has changed', async () => {
      for (let round = 0; round < 5; round++) {
        const { AccessToken, RefreshToken } = await signIn(near)
        assert.equal((await getUser(near, AccessToken)).Username, 'alice')
        assert.equal((await getUser(home, AccessToken)).Username, 'alice')
        const renewed = await refresh(near, RefreshToken)
        assert.equal((await getUser(near, renewed?.AccessToken)).Username, 'alice')
        await near.client().send(new RevokeTokenCommand({ ClientId, Token: renewed?.RefreshToken }))
        await assert.rejects(getUser(near, renewed?.AccessToken), { name: 'NotAuthorizedException' })
        await assert.rejects(getUser(home, renewed?.AccessToken), { name: 'NotAuthorizedException' })
      }
    })

    test('uses a rotated refresh token once, wherever it is used', async () => {
      const { RefreshToken } = await signIn(home)
      await replayed()
      const uses = await Promise.allSettled(
        [near, home, near, home].map((house) => refresh(house, RefreshToken)),
      )
      assert.equal(uses.filter(({ status }) => status === 'fulfilled').length, 1)
    })

    test('counts wrong passwords together with the primary', async () => {
      const guess = (house: Poolhouse) => refuses(signIn(house, 'wrong', 'bob'), ...WRONG)
      for (const house of [near, home, near, home, near]) await guess(house)
      await replayed()
      for (const house of [home, near]) {
        await refuses(signIn(house, PASSWORD, 'bob'), 'NotAuthorizedException', 'Password attempts exceeded')
      }
    })

    test('checks no more of many simultaneous guesses than the primary would', async () => {
      await newUser(home.client(), UserPoolId, 'carol')
      await replayed()
      const answers = await Promise.all(
        Array.from({ length: 30 }, (_, i) =>
          signIn(i % 2 === 0 ? near : home, 'wrong', 'carol').catch((error: Error) => error.message),
        ),
      )
      const checked = answers.filter((message) => message === WRONG[1]).length
      assert.ok(checked >= 1 && checked <= 5, `${checked} guesses`)
    })

    test('sends the changes of administrators to the primary', async () => {
      await near.client().send(new AdminCreateUserCommand({ UserPoolId, Username: 'dave' }))
      const command = new AdminGetUserCommand({ UserPoolId, Username: 'dave' })
      for (const house of [near, home]) assert.equal((await house.client().send(command)).Username, 'dave')
    })
  })

  describe('whose primary is gone', () => {
    let AccessToken: string | undefined
    let spent: string | undefined

    test('still answers reads, and refuses sign-ins without looking at the password', async () => {
      const tokens = await signIn(near)
      AccessToken = tokens.AccessToken
      spent = tokens.RefreshToken
      await refresh(near, spent)
      await home.close()
      await pair.primary.halt()
      assert.equal((await getUser(near, AccessToken)).Username, 'alice')
      for (const password of [PASSWORD, 'wrong']) {
        await refuses(
          signIn(near, password),
          'OperationNotEnabledException',
          'InitiateAuth is not enabled here: the database is a read-only replica.',
        )
      }
    })

    test('says so in the log and by the probes, and answers 503 on domains', async () => {
      const ready = await fetch(`${near.url}/ready`)
      assert.equal(ready.status, 200)
      assert.deepEqual(await ready.json(), { status: 'ready', database: 'replica', changes: 'primary lost' })
      assert.equal(near.logLines.filter((line) => line.includes(PRIMARY_LOST)).length, 1)
      const response = await fetch(`${near.url}/domains/shop.auth.${REGION}/oauth2/token`, {
        method: 'POST',
        body: new URLSearchParams({ grant_type: 'refresh_token', client_id: ClientId, refresh_token: 'x' }),
      })
      assert.equal(response.status, 503)
      assert.equal(response.headers.get('retry-after'), '5')
      assert.deepEqual(await response.json(), { error: 'temporarily_unavailable' })
      forgetOutage(near)
    })

    test('takes changes once it is promoted, without a restart', async () => {
      await pair.promote()
      for (const house of [near, alone]) {
        await changing(house)
        assert.deepEqual(await probe(house, '/ready'), { status: 'ready' })
        assert.ok(house.logLines.some((line) => line.includes('The database has become the primary')))
        const tokens = await signIn(house)
        assert.equal((await getUser(house, tokens.AccessToken)).Username, 'alice')
      }
      forgetOutage(near)
    })

    test('knows what was changed before', async () => {
      assert.equal((await getUser(alone, AccessToken)).Username, 'alice')
      await assert.rejects(refresh(alone, spent), { name: 'RefreshTokenReuseException' })
    })
  })

  /** Returns when the server has noticed the promotion. */
  async function changing(house: Poolhouse): Promise<void> {
    for (let attempt = 0; attempt < 100; attempt++) {
      const state = (await probe(house, '/ready')) as object
      if (!('database' in state)) return
      await sleep(100)
    }
    assert.fail('the promotion was not noticed')
  }
}

const PRIMARY_LOST = 'The primary cannot be reached: changes are refused'
const WRONG = ['NotAuthorizedException', 'Incorrect username or password.'] as const

/** Takes the lines about the outage, which are right, out of the log: at its end, a server may have logged no error. */
function forgetOutage({ logLines }: Poolhouse): void {
  for (let i = logLines.length - 1; i >= 0; i--) {
    if (
      /"level":"error".*(no connection to PostgreSQL|57P0|Connection terminated|The primary cannot be reached)/.test(
        logLines[i] ?? '',
      )
    )
      logLines.splice(i, 1)
  }
}
