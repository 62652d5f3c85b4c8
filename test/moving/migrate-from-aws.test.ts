import assert from 'node:assert/strict'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { before, describe, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import {
  AdminAddUserToGroupCommand,
  AdminDisableUserCommand,
  AdminGetUserCommand,
  AdminInitiateAuthCommand,
  AdminListGroupsForUserCommand,
  AdminSetUserPasswordCommand,
  type CognitoIdentityProviderClient,
  ConfirmForgotPasswordCommand,
  DescribeUserPoolClientCommand,
  DescribeUserPoolCommand,
  ForgotPasswordCommand,
  GetUserPoolClientSessionConfigurationCommand,
  GetUserPoolSessionConfigurationCommand,
  ListUsersCommand,
  SetUserPoolClientSessionConfigurationCommand,
  SetUserPoolSessionConfigurationCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import { secretHash } from '../../src/domain/credentials/secret-hash.ts'
import { NO_MFA_SETTINGS } from '../../src/domain/factors/mfa-settings.ts'
import type { User } from '../../src/domain/users/user.ts'
import { systemEntropy } from '../../src/kernel/entropy.ts'
import { openSite, type Site } from '../cli/run-command.ts'
import { startPoolhouse } from '../support/poolhouse.ts'
import { inviteUser, TEMPORARY } from '../support/pools.ts'
import {
  AWS,
  type FormerPoolAtAws,
  movingFrom,
  newFormerPool,
  newFormerUser,
  openFormerSide,
  PASSWORD,
  signInThrough,
} from './former-side.ts'

const old = openFormerSide()

async function trackSessions({ UserPoolId, open: ClientId }: FormerPoolAtAws) {
  const tracking = { UserSessionTracking: 'ENABLED', TokenSession: { MaxPerUser: 7 } } as const
  await old.owner.send(new SetUserPoolSessionConfigurationCommand({ UserPoolId, ...tracking }))
  const input = { UserPoolId, ClientId, SSOSession: { MaxValidityMinutes: 15 } }
  await old.owner.send(new SetUserPoolClientSessionConfigurationCommand(input))
}

describe('a pool that is moved in', () => {
  let site: Site
  let pool: FormerPoolAtAws
  let here: CognitoIdentityProviderClient

  before(async () => {
    pool = await newFormerPool(old)
    await newFormerUser(old, pool.UserPoolId, 'gone')
    await inviteUser(old.owner, pool.UserPoolId, 'invited', { email: 'invited@example.com' })
    await old.owner.send(new AdminDisableUserCommand({ UserPoolId: pool.UserPoolId, Username: 'gone' }))
  })
  describe('by its plan and a dry run', () => {
    const planned = openSite([], AWS)

    test('is planned without a user being read or anything stored', async () => {
      const report = join(planned.folder, 'plan.json')
      const text = await planned.printed(...old.movingArguments(pool, '--plan', '--report', report))
      assert.match(text, /^Plan for moving us-east-1_\w+ \(pool /)
      assert.match(text, /passwords/)
      const { mode, readAt, link, leftBehind } = JSON.parse(readFileSync(report, 'utf8'))
      assert.equal(mode, 'plan')
      assert.deepEqual(readAt, { region: 'us-east-1', endpoint: old.house.url, named: 'option' })
      assert.deepEqual(link, { clientId: pool.open, flow: 'USER_PASSWORD_AUTH' })
      assert.deepEqual(
        leftBehind.map(({ what }: { what: string }) => what),
        [], // the pool has nothing that stays behind
      )
      const { code } = await planned.here('export', '--all')
      assert.equal(code, 1, 'there is no database')
    })

    test('is not moved where its report could not be written', async () => {
      const report = join(planned.folder, 'absent', 'report.json')
      const { code, stderr } = await planned.here(...old.movingArguments(pool, '--report', report))
      assert.equal(code, 1)
      assert.match(stderr, /^poolhouse: \S+report\.json: there is no such file or folder/)
      assert.equal((await planned.here('export', '--all')).code, 1, 'there is no database')
    })

    test('counts in a dry run what would be moved', async () => {
      const report = join(planned.folder, 'dry.json')
      await planned.printedHere(...old.movingArguments(pool, '--dry-run', '--report', report))
      const { tally } = JSON.parse(readFileSync(report, 'utf8'))
      assert.deepEqual(tally, {
        clients: 2,
        groups: 1,
        users: 4,
        memberships: 1,
        kept: 0,
        refused: [],
        statuses: { CONFIRMED: 3, FORCE_CHANGE_PASSWORD: 1 },
        secondFactors: { users: 0, named: [], unknown: 0 },
      })
      assert.equal((await planned.here('export', '--all')).code, 1, 'there is no database')
    })
  })

  describe('for good', () => {
    site = openSite([], AWS)
    // biome-ignore lint/suspicious/noExplicitAny: as it is printed
    let moved: { readonly text: string; readonly report: any }

    before(async () => {
      await trackSessions(pool)
      const report = join(site.folder, 'report.json')
      const text = await site.printed(...old.movingArguments(pool, '--report', report))
      moved = { text, report: JSON.parse(readFileSync(report, 'utf8')) }
      here = site.client(await site.serve())
    })

    test('is reported with what was moved', () => {
      assert.match(moved.text, /^Moved us-east-1_\w+ \(pool /)
      const { mode, tally } = moved.report
      assert.deepEqual(
        [mode, tally.clients, tally.groups, tally.users, tally.memberships],
        ['move', 2, 1, 4, 1],
      )
    })

    test('keeps its id, settings, schema and tags', async () => {
      const command = new DescribeUserPoolCommand({ UserPoolId: pool.UserPoolId })
      const { UserPool: there } = await old.owner.send(command)
      const { UserPool: moved } = await here.send(command)
      assert.deepEqual(moved, there)
    })

    test('keeps its clients with their ids and secrets', async () => {
      for (const ClientId of [pool.open, pool.secret.id]) {
        const command = new DescribeUserPoolClientCommand({ UserPoolId: pool.UserPoolId, ClientId })
        const { UserPoolClient: there } = await old.owner.send(command)
        const { UserPoolClient: moved } = await here.send(command)
        assert.deepEqual(moved, there)
      }
    })

    test('keeps the configuration of its sessions', async () => {
      const ofPool = new GetUserPoolSessionConfigurationCommand({ UserPoolId: pool.UserPoolId })
      const { UserSessionTracking, TokenSession } = await here.send(ofPool)
      assert.deepEqual([UserSessionTracking, TokenSession], ['ENABLED', { MaxPerUser: 7 }])
      const input = { UserPoolId: pool.UserPoolId, ClientId: pool.open }
      const ofClient = new GetUserPoolClientSessionConfigurationCommand(input)
      assert.deepEqual((await here.send(ofClient)).SSOSession, { MaxValidityMinutes: 15 })
    })

    test('keeps its users with sub, status, dates and whether they are disabled', async () => {
      const command = new ListUsersCommand({ UserPoolId: pool.UserPoolId })
      const { Users: there } = await old.owner.send(command)
      const { Users: moved } = await here.send(command)
      assert.equal(moved?.length, 4)
      assert.deepEqual(moved, there)
    })

    test('keeps its groups and their members', async () => {
      const input = { UserPoolId: pool.UserPoolId, Username: 'alice' }
      const { Groups = [] } = await here.send(new AdminListGroupsForUserCommand(input))
      assert.deepEqual(
        Groups.map(({ GroupName, Precedence }) => [GroupName, Precedence]),
        [['staff', 3]],
      )
    })

    test('refuses a wrong password', async () => {
      await assert.rejects(here.send(signInThrough(pool.open, 'alice', 'Wrong-Horse-7')), {
        name: 'NotAuthorizedException',
        message: 'Incorrect username or password.',
      })
    })

    test('lets users in with their old passwords, for which the former pool is asked once', async () => {
      const { AuthenticationResult } = await here.send(signInThrough(pool.open, 'alice', PASSWORD))
      assert.ok(AuthenticationResult?.AccessToken)
      const input = {
        UserPoolId: pool.UserPoolId,
        Username: 'alice',
        Password: 'Other-Horse-8',
        Permanent: true,
      }
      await old.owner.send(new AdminSetUserPasswordCommand(input))
      assert.ok((await here.send(signInThrough(pool.open, 'alice', PASSWORD))).AuthenticationResult)
      await assert.rejects(here.send(signInThrough(pool.open, 'alice', 'Other-Horse-8')), {
        name: 'NotAuthorizedException',
      })
    })

    test('lets all concurrent requests with the right password in', async () => {
      await newFormerUser(old, pool.UserPoolId, 'rival')
      const answers = await Promise.all(
        Array.from({ length: 6 }, () => here.send(signInThrough(pool.open, 'rival', PASSWORD))),
      )
      assert.ok(answers.every(({ AuthenticationResult }) => AuthenticationResult))
    })

    test('asks a user with a temporary password for a new one', async () => {
      const { ChallengeName } = await here.send(signInThrough(pool.open, 'invited', TEMPORARY))
      assert.equal(ChallengeName, 'NEW_PASSWORD_REQUIRED')
    })

    test('does not let disabled users in', async () => {
      await assert.rejects(here.send(signInThrough(pool.open, 'gone', PASSWORD)), {
        name: 'NotAuthorizedException',
        message: 'Incorrect username or password.',
      })
    })

    test('brings over a user who signed up at the former pool since, with the same sub and groups', async () => {
      await newFormerUser(old, pool.UserPoolId, 'late')
      const input = { UserPoolId: pool.UserPoolId, Username: 'late' }
      await old.owner.send(new AdminAddUserToGroupCommand({ ...input, GroupName: 'staff' }))
      assert.ok((await here.send(signInThrough(pool.open, 'late', PASSWORD))).AuthenticationResult)
      const sub = async (client: CognitoIdentityProviderClient) =>
        (await client.send(new AdminGetUserCommand(input))).UserAttributes?.find(({ Name }) => Name === 'sub')
      assert.deepEqual(await sub(here), await sub(old.owner))
      const { Groups = [] } = await here.send(new AdminListGroupsForUserCommand(input))
      assert.deepEqual(
        Groups.map(({ GroupName }) => GroupName),
        ['staff'],
      )
    })

    test('knows no user that the former pool does not know', async () => {
      await assert.rejects(here.send(signInThrough(pool.open, 'nobody', PASSWORD)), {
        name: 'UserNotFoundException',
        message: 'User does not exist.',
      })
    })

    test('reveals to clients that hide users no more about an unknown user than about a real one', async () => {
      const { id, value } = pool.secret
      const attempt = (USERNAME: string) =>
        here.send(
          new AdminInitiateAuthCommand({
            UserPoolId: pool.UserPoolId,
            ClientId: id,
            AuthFlow: 'ADMIN_USER_PASSWORD_AUTH',
            AuthParameters: {
              USERNAME,
              PASSWORD: 'Wrong-Horse-7',
              SECRET_HASH: secretHash(value, USERNAME, id),
            },
          }),
        )
      for (const name of ['bob', 'somebody']) {
        await assert.rejects(attempt(name), {
          name: 'NotAuthorizedException',
          message: 'Incorrect username or password.',
        })
      }
    })

    test('does not ask the former pool while a user is locked out', async () => {
      await newFormerUser(old, pool.UserPoolId, 'target')
      for (let i = 0; i < 5; i++) {
        await assert.rejects(here.send(signInThrough(pool.open, 'target', `Wrong-Horse-${i}`)))
      }
      await assert.rejects(here.send(signInThrough(pool.open, 'target', PASSWORD)), {
        name: 'NotAuthorizedException',
        message: 'Password attempts exceeded',
      })
    })

    test('sends a code to a user without a password, who chooses a new one', async () => {
      const { CodeDeliveryDetails } = await here.send(
        new ForgotPasswordCommand({ ClientId: pool.open, Username: 'bob' }),
      )
      assert.equal(CodeDeliveryDetails?.AttributeName, 'email')
      const [code] = /\d{6}/.exec(await site.printedHere('inbox', '--to', 'bob@example.com')) ?? []
      const answer = {
        ClientId: pool.open,
        Username: 'bob',
        ConfirmationCode: code,
        Password: 'Own-Horse-99',
      }
      await here.send(new ConfirmForgotPasswordCommand(answer))
      assert.ok((await here.send(signInThrough(pool.open, 'bob', 'Own-Horse-99'))).AuthenticationResult)
      await assert.rejects(here.send(signInThrough(pool.open, 'bob', PASSWORD)))
    })

    test('is not moved a second time unless that is asked for', async () => {
      const { code, stderr } = await site.here(...old.movingArguments(pool))
      assert.equal(code, 1)
      assert.match(stderr, /a move of user pool us-east-1_\w+ was begun before: --resume continues it/)
    })

    test('catches up with the former pool on --resume', async () => {
      await newFormerUser(old, pool.UserPoolId, 'newcomer')
      const report = join(site.folder, 'again.json')
      await site.printedHere(...old.movingArguments(pool, '--resume', '--report', report))
      const { tally } = JSON.parse(readFileSync(report, 'utf8'))
      assert.deepEqual([tally.clients, tally.groups, tally.users, tally.memberships], [0, 0, 2, 0])
      const command = new AdminGetUserCommand({ UserPoolId: pool.UserPoolId, Username: 'newcomer' })
      assert.equal((await here.send(command)).UserStatus, 'CONFIRMED')
    })
  })
})

describe('a pool that is found by the environment', () => {
  const environment: Record<string, string> = { ...AWS }
  const site = openSite([], environment)

  test('is asked for passwords at the address where it was read, whatever the environment names later', async () => {
    const pool = await newFormerPool(old)
    environment.AWS_ENDPOINT_URL = old.house.url
    const plan = await site.printedHere('migrate-from-aws', '--user-pool-id', pool.UserPoolId, '--plan')
    const place = `read at ${old.house.url}, set by the environment or the AWS configuration, region us-east-1`
    assert.ok(plan.includes(`\n  ${place}\n`), plan)
    await site.printedHere('migrate-from-aws', '--user-pool-id', pool.UserPoolId, '--rate', '500')
    environment.AWS_ENDPOINT_URL = 'http://127.0.0.1:9'
    const here = site.client(await site.serve())
    assert.ok((await here.send(signInThrough(pool.open, 'bob', PASSWORD))).AuthenticationResult)
  })
})

describe('a move that is killed', () => {
  const site = openSite([], { ...AWS, POOLHOUSE_ROOT_KEY: Buffer.alloc(32, 7).toString('base64') })
  const USERS = 400

  test('continues where it was, and brings every user over once', async () => {
    const pool = await newFormerPool(old)
    await old.house.storage.transaction(async (stores) => {
      for (let i = 0; i < USERS; i++) await stores.users.insert(storedUser(pool.UserPoolId, i))
    })
    const slowly = old.movingArguments(pool).map((argument) => (argument === '500' ? '4' : argument))
    const { child, ended } = site.start(...slowly)
    await pause(3500)
    child.kill('SIGKILL')
    await ended
    const report = join(site.folder, 'report.json')
    await site.printedHere(...old.movingArguments(pool, '--resume', '--report', report))
    const { tally } = JSON.parse(readFileSync(report, 'utf8'))
    assert.deepEqual([tally.clients, tally.groups, tally.memberships], [2, 1, 1])
    assert.equal(tally.users, USERS + 2)
    assert.equal(tally.kept, 0)
    const lines = (await site.printedHere('export', '--all')).split('\n')
    assert.equal(lines.filter((line) => line.startsWith('{"type":"user",')).length, USERS + 2)
  })

  test('explains at Ctrl-C how to continue', async () => {
    const pool = await newFormerPool(old)
    const silent = createServer(() => {}).listen(0, '127.0.0.1')
    await once(silent, 'listening')
    const { port } = silent.address() as AddressInfo
    const early = site.start(...movingFrom(`http://127.0.0.1:${port}`, pool))
    await once(silent, 'request')
    early.child.kill('SIGINT')
    const interrupted = await early.ended
    silent.close()
    assert.equal(interrupted.code, 130)
    assert.match(interrupted.stderr, /poolhouse: interrupted: nothing was moved yet\n$/)

    const slowly = old.movingArguments(pool).map((argument) => (argument === '500' ? '4' : argument))
    const { child, output, ended } = site.start(...slowly)
    while (!output.stderr.includes('You can interrupt this')) {
      assert.equal(child.exitCode, null, output.stderr) // otherwise it would never print that
      await Promise.race([once(child.stderr ?? child, 'data'), ended])
    }
    child.kill('SIGINT')
    const { code, stderr } = await ended
    assert.equal(code, 130)
    assert.match(
      stderr,
      /poolhouse: interrupted: what was moved is kept; run the same command with --resume to continue/,
    )
    assert.match(await site.printedHere(...old.movingArguments(pool, '--resume')), /^Moved us-east-1_/)
  })

  test('goes through all groups even if the one it had reached was deleted', async () => {
    const pool = await newFormerPool(old)
    await site.printedHere(...old.movingArguments(pool))
    const interrupted = await startPoolhouse({
      database: { file: join(site.folder, 'data', 'poolhouse.sqlite') },
    })
    const moveId = `aws ${pool.UserPoolId}`
    const { moves, groups } = interrupted.storage.stores
    const { tally } = JSON.parse((await moves.position(moveId)) ?? '')
    await moves.setPosition(moveId, JSON.stringify({ part: 'memberships', group: 'gone', tally }), Date.now())
    const [alice] = await groups.listMembers(pool.UserPoolId, 'staff', 1)
    await groups.removeMember(pool.UserPoolId, 'staff', alice?.sub ?? '')
    await interrupted.close()
    await site.printedHere(...old.movingArguments(pool, '--resume'))
    assert.match(
      await site.printedHere('export', '--user-pool-id', pool.UserPoolId),
      /"type":"membership".*"staff"/,
    )
  })
})

function storedUser(userPoolId: string, index: number): User {
  const email = `user-${index}@example.com`
  return {
    userPoolId,
    sub: systemEntropy.uuid(),
    username: `user-${index}`,
    attributes: new Map([['email', email]]),
    pendingAttributes: new Map(),
    status: 'CONFIRMED',
    enabled: true,
    mfa: NO_MFA_SETTINGS,
    createdAt: 1_700_000_000_000 + index,
    modifiedAt: 1_700_000_000_000 + index,
  }
}

describe('a pool that is named wrong', () => {
  const site = openSite([], { ...AWS, AWS_ENDPOINT_URL: 'http://127.0.0.1:9' })

  test('is refused before any host is named after it', async () => {
    for (const [id, mode] of [
      ['nope', '--plan'],
      ['nope', '--finish'],
      ['../us-east-1_Example12', '--dry-run'],
      ['us-east-1_', '--plan'],
    ] as const) {
      const { code, stderr } = await site.here('migrate-from-aws', '--user-pool-id', id, mode)
      const wrong = `--user-pool-id must be the id of a user pool such as us-east-1_Example12, not "${id}"`
      assert.deepEqual([code, stderr], [1, `poolhouse: ${wrong}\n`])
    }
    const there = ['migrate-from-aws', '--user-pool-id', 'us-east-1_Example12', '--plan']
    const { code, stderr } = await site.here(...there, '--region', 'example.com/')
    const wrong = '--region must be a region such as us-east-1, not "example.com/"'
    assert.deepEqual([code, stderr], [1, `poolhouse: ${wrong}\n`])
  })

  test('and so are two actions together', async () => {
    const moving = ['migrate-from-aws', '--user-pool-id', 'us-east-1_Example12']
    const { code, stderr } = await site.here(...moving, '--plan', '--finish')
    assert.equal(code, 1)
    assert.match(stderr, /option '--plan' cannot be used with option '--finish'/)
  })
})
