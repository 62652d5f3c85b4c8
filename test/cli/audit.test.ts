import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import {
  CreateGroupCommand,
  CreateUserPoolClientCommand,
  DeleteUserPoolClientCommand,
  DeleteUserPoolCommand,
  ListUserPoolsCommand,
  SignUpCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import { newPool } from '../support/pools.ts'
import { forEachSite, untilMatch } from './run-command.ts'
import { ACCOUNT, allowing, toCredentials } from './signing.ts'

forEachSite((site) => {
  describe('poolhouse audit', () => {
    let url: string
    let pools: [string, string]
    before(async () => {
      const policy = site.write(
        'policy.json',
        allowing('CreateUserPool', 'CreateUserPoolClient', 'CreateGroup'),
      )
      const create = ['credentials', 'create', '--name', 'ci', '--policy', policy, '--format', 'json']
      const ci = toCredentials(await site.printedHere(...create))
      url = await site.serve()
      const client = site.client(url, ci)
      pools = [await newPool(client), await newPool(client)]
      for (const UserPoolId of pools) {
        await client.send(new CreateUserPoolClientCommand({ UserPoolId, ClientName: 'web' }))
      }
      const refused = client.send(new DeleteUserPoolCommand({ UserPoolId: pools[1] }))
      await assert.rejects(refused, { name: 'AccessDeniedException' })
      const RoleArn = `arn:aws:iam::${ACCOUNT}:role/reader`
      const passed = client.send(new CreateGroupCommand({ UserPoolId: pools[1], GroupName: 'g', RoleArn }))
      await assert.rejects(passed, { name: 'AccessDeniedException' })
      await site.client(url).send(new ListUserPoolsCommand({ MaxResults: 1 }))
    })

    test('prints a table: when, what, how it ended, by whom, from where and on what', async () => {
      const lines = (await site.printedHere('audit')).trimEnd().split('\n')
      assert.match(lines[0] ?? '', /^TIME +EVENT +OUTCOME +BY +FROM +ON$/)
      const created = lines.find((line) => line.includes('CreateUserPoolClient') && line.includes(pools[0]))
      assert.match(
        created ?? '',
        /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ +CreateUserPoolClient +ok +user\/ci +\S+ +us-east-1_\w+$/,
      )
      const denied = new RegExp(`DeleteUserPool +AccessDenied +user/ci +\\S+ +${pools[1]}$`)
      assert.ok(lines.some((line) => denied.test(line)))
      assert.match(lines.at(-1) ?? '', new RegExp(`CreateGroup +AccessDenied +user/ci +\\S+ +${pools[1]}$`))
      assert.equal(
        lines.some((line) => line.includes('ListUserPools')),
        false, // nothing was changed, nothing refused
      )
    })

    test('prints the records as they are stored, one per line', async () => {
      const [record] = await site.records('--event', 'DeleteUserPool')
      assert.equal(record?.errorCode, 'AccessDenied')
      assert.equal(record?.userIdentity.arn, 'arn:aws:iam::123456789012:user/ci')
      assert.equal(record?.eventSource, 'cognito-idp.amazonaws.com')
    })

    test('prints only what was asked for: an operation, a pool, a time, the newest so many', async () => {
      const all = await site.records()
      const clients = await site.records('--event', 'CreateUserPoolClient')
      assert.deepEqual(
        clients.map(({ requestParameters }) => requestParameters?.userPoolId),
        pools,
      )
      const ofPool = await site.records('--user-pool', pools[1])
      assert.deepEqual(
        ofPool.map(({ eventName }) => eventName),
        ['CreateUserPool', 'CreateUserPoolClient', 'DeleteUserPool', 'CreateGroup'],
      )
      assert.deepEqual(await site.records('--limit', '2'), all.slice(-2))
      assert.deepEqual(await site.records('--since', '2100-01-01T00:00Z'), [])
      assert.deepEqual(await site.records('--since', '1h'), all)
    })

    test('has the records of one command in their order', async () => {
      const { records } = site
      const made = (await records()).map(({ eventName }) => eventName).slice(0, 3)
      assert.deepEqual(made, ['CreateUser', 'PutUserPolicy', 'CreateAccessKey'])
    })

    test('shows what a user did through a client that was deleted since, under its pool', async () => {
      const root = site.client(url)
      const pool = await newPool(root)
      const { UserPoolClient } = await root.send(
        new CreateUserPoolClientCommand({ UserPoolId: pool, ClientName: 'web' }),
      )
      const ClientId = UserPoolClient?.ClientId
      await root.send(new SignUpCommand({ ClientId, Username: 'kim', Password: 'Correct-Horse-7' }))
      await root.send(new DeleteUserPoolClientCommand({ UserPoolId: pool, ClientId }))
      const names = (await site.records('--user-pool', pool)).map(({ eventName }) => eventName)
      assert.deepEqual(names, ['CreateUserPool', 'CreateUserPoolClient', 'SignUp', 'DeleteUserPoolClient'])
      assert.match(
        await site.printedHere('audit', '--event', 'SignUp'),
        new RegExp(`SignUp +ok .* ${pool}\n`),
      )
    })

    test('shows new signing keys', async () => {
      const pool = await newPool(site.client(url))
      await site.printedHere('keys', 'rotate', '--user-pool-id', pool)
      const [made, rotated, ...others] = await site.records('--user-pool', pool)
      assert.deepEqual([made?.eventName, others], ['CreateUserPool', []])
      assert.deepEqual([rotated?.eventName, rotated?.userIdentity.type], ['RotateSigningKeys', 'Root'])
    })

    test('stays and prints what comes, until it is interrupted', async () => {
      const following = site.start('audit', '--follow', '--limit', '1', '--json')
      await untilMatch(following, /\n$/)
      const added = await newPool(site.client(url))
      await untilMatch(following, new RegExp(added))
      following.child.kill('SIGINT')
      const { code, stdout } = await following.ended
      assert.deepEqual([code, stdout.trimEnd().split('\n').length], [0, 2])
    })

    test('refuses a time that is none', async () => {
      const { code, stderr } = await site.here('audit', '--since', 'yesterday')
      assert.equal(code, 1)
      assert.equal(
        stderr,
        'poolhouse: --since must be a span such as 30m, 1h or 7d, or a time such as 2026-11-22T09:00Z, not "yesterday"\n',
      )
    })
  })
})
